import { useQueryClient } from '@tanstack/react-query'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { useCuenta } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Accion, Consulta, Datos } from '../../../comun/ui'

type Acto = 'atender' | 'cerrar' | 'escribir' | 'reabrir' | 'resolver' | 'turnar'

const TEXTO = { nombre: 'texto', etiqueta: 'Mensaje', tipo: 'area', requerido: true, maximo: 4000 } as const

/** Which acts a side is offered; the API says whether the state admits them. */
const DE_QUIEN_PIDE: readonly Acto[] = ['escribir', 'cerrar', 'reabrir']
const DE_QUIEN_ATIENDE: readonly Acto[] = ['atender', 'escribir', 'resolver', 'turnar']

/** For whoever called or wrote INETEL does what they ask, besides attending. */
function actosDe(atiende: boolean, porQuienLlamo: boolean): readonly Acto[] {
  if (!atiende) return DE_QUIEN_PIDE
  return porQuienLlamo ? [...DE_QUIEN_ATIENDE, 'cerrar', 'reabrir'] : DE_QUIEN_ATIENDE
}

export default function Solicitud({ solicitud }: { solicitud: string }) {
  const cuenta = useCuenta()
  const consultas = useQueryClient()
  const deInetel = cuenta?.rol === 'inetel' || cuenta?.rol === 'ine'
  const atiende = deInetel || cuenta?.rol === 'mato'
  const path = { solicitud }
  async function hace(acto: Acto, texto?: string) {
    await datos(api.POST('/v1/atencion/solicitudes/{solicitud}/actos', { params: { path }, body: { acto, texto } }))
    await consultas.invalidateQueries({ queryKey: ['solicitud', solicitud] })
  }
  return (
    <Consulta
      clave={['solicitud', solicitud]}
      pide={() => datos(api.GET('/v1/atencion/solicitudes/{solicitud}', { params: { path } }))}
    >
      {(s) => (
        <>
          <h1>Solicitud {s.solicitud}</h1>
          <Datos
            pares={[
              ['Tema', palabra('tema', s.tema)],
              ['Estado', palabra('solicitud', s.estado)],
              ['Nivel', s.nivel === 1 ? 'INETEL' : 'MATO'],
              ['Medio', palabra('medio', s.medio)],
              ...(s.contacto
                ? ([
                    ['Nombre', s.contacto.nombre],
                    ['Correo', s.contacto.correo],
                    ['Teléfono', s.contacto.telefono],
                  ] as [string, string][])
                : []),
              ['Abierta', fechaHora(s.abierta_en)],
              ['Se atiende antes de', fechaHora(s.atender_antes_de)],
            ]}
          />
          <h2>Conversación</h2>
          {s.mensajes.map((m) => (
            <article key={m.n} className="mensaje">
              <strong>{palabra('rol', m.de)}</strong> · {fechaHora(m.momento)}
              <p>{m.texto}</p>
            </article>
          ))}
          <div className="botones">
            {actosDe(atiende, deInetel && s.contacto !== null).map((acto) => (
              <Accion
                key={acto}
                boton={palabra('acto', acto)}
                tipo={acto === 'escribir' ? 'primario' : 'secundario'}
                campos={acto === 'atender' ? [] : [{ ...TEXTO, requerido: acto === 'escribir' }]}
                hacer={({ texto }) => hace(acto, texto)}
              />
            ))}
          </div>
          <h2>Historia</h2>
          <ol>
            {s.historia.map((h) => (
              <li key={h.momento + h.acto}>
                {fechaHora(h.momento)}: {palabra('acto', h.acto)} ({palabra('rol', h.de)})
              </li>
            ))}
          </ol>
        </>
      )}
    </Consulta>
  )
}
