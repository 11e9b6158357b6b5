import { fechaHora } from '../../comun/fechas'
import { nombreDeDato, palabra } from '../../comun/textos/palabras'
import type { Hallazgo, Hoja } from './tipos'

const ORDEN = ['nombre', 'clave_elector', 'curp', 'cic', 'ocr', 'emision', 'identificador', 'modelo', 'mrz', 'qr']

/** What was read of the credential, with each finding beside the datum that it speaks of. */
export function DatosDeHoja({ hoja }: { hoja: Hoja }) {
  const datos = hoja.credencial as Record<string, unknown>
  const campos = ORDEN.filter((c) => datos[c] !== undefined && datos[c] !== null)
  const dichos = new Set(campos)
  const sueltos = hoja.hallazgos.filter((h) => !h.datos.some((d) => dichos.has(d)))
  return (
    <section aria-label="Datos captados" className="datos-de-hoja">
      <p className="folio mono">{hoja.folio}</p>
      <p className="captura">
        {palabra('modo', hoja.modo)} · captado {fechaHora(hoja.capturado_en)}
      </p>
      {sueltos.map((h) => (
        <DichoDeHallazgo key={h.codigo} hallazgo={h} />
      ))}
      <dl>
        {campos.map((campo) => (
          <Dato key={campo} campo={campo} valor={datos[campo]} hallazgos={hoja.hallazgos.filter((h) => h.datos.includes(campo))} />
        ))}
      </dl>
      {hoja.vista === 'pendiente' && <p className="ayuda">El análisis de las imágenes todavía no termina.</p>}
      {hoja.notas.map((n) => (
        <p key={n.en} className="nota">
          <strong>Nota de la autoridad ({fechaHora(n.en)}):</strong> {n.texto}
        </p>
      ))}
      {hoja.correcciones.length > 0 && (
        <p className="ayuda">Datos aclarados: {hoja.correcciones.map((c) => fechaHora(c.en)).join(', ')}.</p>
      )}
    </section>
  )
}

function Dato({ campo, valor, hallazgos }: { campo: string; valor: unknown; hallazgos: Hallazgo[] }) {
  const renglones = Array.isArray(valor) ? valor.map(String) : [String(valor)]
  return (
    <div className={hallazgos.length ? 'con-hallazgo' : undefined}>
      <dt>{nombreDeDato(campo)}</dt>
      <dd className={campo === 'nombre' ? undefined : campo === 'mrz' ? 'mono zona' : 'mono'}>
        {renglones.map((r) => (
          <span key={r}>{r}</span>
        ))}
        {hallazgos.map((h) => (
          <DichoDeHallazgo key={h.codigo} hallazgo={h} />
        ))}
      </dd>
    </div>
  )
}

function DichoDeHallazgo({ hallazgo }: { hallazgo: Hallazgo }) {
  const fuerte = hallazgo.gravedad === 'contradiccion'
  return (
    <p className={`hallazgo ${fuerte ? 'hallazgo-fuerte' : ''}`}>
      <strong>{fuerte ? 'Contradicción' : 'Aviso'}</strong> ({hallazgo.numeral}): {hallazgo.texto}
    </p>
  )
}
