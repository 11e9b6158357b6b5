import { nombreDeDato } from '../../comun/textos/palabras'
import { INCISOS } from '../../comun/textos/incisos'
import { Dialogo, Formulario } from '../../comun/ui'
import { ORDENES } from './teclas'
import type { Hoja, Inciso } from './tipos'

const ACLARABLES = ['nombre', 'clave_elector', 'curp', 'cic', 'ocr', 'emision', 'identificador'] as const

interface DeHoja {
  hoja: Hoja
  abierto: boolean
  cierra: () => void
}

/** What the credential says where the capture says otherwise: only what was changed is sent (13.6). */
export function Aclarar({ hoja, abierto, cierra, corrige }: DeHoja & { corrige: (folio: string, c: Record<string, string>) => Promise<void> }) {
  const iniciales: Record<string, string> = Object.fromEntries(ACLARABLES.map((n) => [n, hoja.credencial[n] ?? '']))
  const campos = ACLARABLES.map((nombre) => ({
    nombre,
    etiqueta: nombreDeDato(nombre),
    mayusculas: true,
    maximo: 150,
  }))
  async function envia(valores: Record<string, string>) {
    const cambios = Object.fromEntries(Object.entries(valores).filter(([n, v]) => v !== iniciales[n]))
    if (Object.keys(cambios).length) await corrige(hoja.folio, cambios)
    cierra()
  }
  return (
    <Dialogo abierto={abierto} titulo={`Aclarar datos de ${hoja.folio}`} cerrar={cierra}>
      <p>Escriba lo que dice la credencial. Solo se envía lo que cambie.</p>
      <Formulario clave={`Aclarar ${hoja.folio}`} campos={campos} iniciales={iniciales} enviar={envia} boton="Guardar aclaración" cancelar={cierra} />
    </Dialogo>
  )
}

export function Escalar({ hoja, abierto, cierra, escala }: DeHoja & { escala: (folio: string, motivo: string) => Promise<void> }) {
  return (
    <Dialogo abierto={abierto} titulo={`Escalar ${hoja.folio}`} cerrar={cierra}>
      <p>Para lo que ningún inciso describe (13.8). El registro sale de su cola y lo resuelve la autoridad del OPL.</p>
      <Formulario
        clave={`Escalar ${hoja.folio}`}
        campos={[{ nombre: 'motivo', etiqueta: 'Qué observa', tipo: 'area', requerido: true, maximo: 1000 }]}
        enviar={async ({ motivo = '' }) => {
          await escala(hoja.folio, motivo)
          cierra()
        }}
        boton="Escalar"
        cancelar={cierra}
      />
    </Dialogo>
  )
}

export function Teclas({ abierto, cierra, incisos }: { abierto: boolean; cierra: () => void; incisos: Inciso[] }) {
  return (
    <Dialogo abierto={abierto} titulo="Teclas del escritorio" cerrar={cierra}>
      <dl className="lista-de-teclas">
        <div>
          <dt>
            <kbd>v</kbd>
          </dt>
          <dd>Válido</dd>
        </div>
        {incisos.map((i) => (
          <div key={i.inciso}>
            <dt>
              <kbd>{i.inciso}</kbd>
            </dt>
            <dd>
              <strong>{i.tipo}.</strong> {i.supuesto || INCISOS[i.inciso] || i.opciones.join(' · ')} {i.excepcion}
            </dd>
          </div>
        ))}
        {ORDENES.map((o) => (
          <div key={o.tecla}>
            <dt>
              <kbd>{o.dice}</kbd>
            </dt>
            <dd>{o.hace}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>1</kbd>–<kbd>4</kbd>
          </dt>
          <dd>Abrir una imagen en grande; Esc la cierra</dd>
        </div>
      </dl>
    </Dialogo>
  )
}
