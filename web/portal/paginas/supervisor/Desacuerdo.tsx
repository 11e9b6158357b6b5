import { useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { nombreDeDato } from '../../../comun/textos/palabras'
import { Accion, Consulta, Datos } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { ImagenesDeCedula } from '../proceso/ImagenesDeCedula'
import { Dictado } from './Dictado'

const CAUSAS = [
  { valor: 'criterio', texto: 'Criterio distinto' },
  { valor: 'descuido', texto: 'Descuido' },
  { valor: 'imagen', texto: 'La imagen se presta a duda' },
  { valor: 'otra', texto: 'Otra' },
]

/** What two people judged otherwise, with the record before whoever decides (13.6). */
export default function Desacuerdo({ proceso, folio }: { proceso: string; folio: string }) {
  const refresca = useRefresca()
  const [, ve] = useLocation()
  const params = { path: { proceso, folio } }
  async function resuelve(v: Record<string, string>) {
    await datos(api.POST('/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}', { params, body: v as never }))
    await refresca(['desacuerdos', proceso], ['calidad', proceso])
    ve(`/proceso/${proceso}/calidad`)
  }
  return (
    <>
      <Migas de={[['Calidad', `/proceso/${proceso}/calidad`]]} />
      <h1>Desacuerdo entre dos revisiones</h1>
      <p className="mono">{folio}</p>
      <Consulta
        clave={['desacuerdo', folio]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}', { params }))}
      >
        {(h) => (
          <>
            <Datos
              pares={[
                ['Primer dictamen', <Dictado key="1" proceso={proceso} d={h.primero} />],
                ['Segundo dictamen', <Dictado key="2" proceso={proceso} d={h.segundo} />],
              ]}
            />
            <ImagenesDeCedula imagenes={h.imagenes} />
            <Datos
              pares={Object.entries(h.credencial).map(
                ([c, v]: [string, unknown]) => [nombreDeDato(c), Array.isArray(v) ? v.join(' ') : v == null ? '' : String(v)] as const,
              )}
            />
            {h.hallazgos.map((f) => (
              <p key={f.codigo}>
                <strong>Hallazgo ({f.numeral}):</strong> {f.texto}
              </p>
            ))}
            <Accion
              boton="Resolver"
              tipo="primario"
              campos={[
                {
                  nombre: 'prevalece',
                  etiqueta: 'Prevalece',
                  requerido: true,
                  opciones: [
                    { valor: 'primero', texto: 'El primero' },
                    { valor: 'segundo', texto: 'El segundo' },
                  ],
                },
                { nombre: 'causa', etiqueta: 'Causa', requerido: true, opciones: CAUSAS },
              ]}
              hacer={resuelve}
            />
          </>
        )}
      </Consulta>
    </>
  )
}
