import { useId, useState } from 'react'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { base64De } from '../../../comun/archivos'
import { useRefresca } from '../../../comun/api/usar'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Boton, Descarga, Falla, type Definicion } from '../../../comun/ui'
import { Asistencia } from './Asistencia'
import { opcionesDe, useOperadores } from './personas'

type DeAudiencia = Respuesta<'/v1/audiencias/{audiencia}', 'get'>

const claves = (...textos: (string | undefined)[]) => textos.flatMap((t = '') => t.toUpperCase().split(/[\s,]+/)).filter(Boolean)

/** What may be done with a hearing in its state, by its role; the API has the last word. */
export function ActosDeAudiencia({ a }: { a: DeAudiencia }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const params = { path: { audiencia: a.audiencia } }
  const despues = () => refresca(['audiencia', a.audiencia], ['audiencias'])
  const dueno = rol === 'aspirante' || rol === 'representante' || rol === 'opl'
  const autoridad = rol === 'opl' || rol === 'supervisor'
  const operadores = useOperadores(autoridad ? a.proceso : '')
  const quienes: readonly Definicion[] = [
    { nombre: 'funcionarios', etiqueta: 'Personas operadoras que revisarán', varias: true, opciones: opcionesDe(operadores) },
    { nombre: 'otras', etiqueta: 'Otras cuentas del OPL', maximo: 400, ayuda: 'Claves de cuenta (CTA…), separadas por espacios, si revisa alguien más.' },
  ]
  const abierta = ['solicitada', 'programada', 'en_desahogo'].includes(a.estado)
  return (
    <div className="botones">
      {autoridad && ['solicitada', 'programada'].includes(a.estado) && (
        <>
          <Accion
            boton={a.estado === 'solicitada' ? 'Programar' : 'Reprogramar'}
            tipo="primario"
            explica={
              <p>
                La DERFE y la persona aspirante reciben aviso por correo. Convoque a Oficialía Electoral para que acuda ese día y
                levante el Acta de Hechos; entre dos audiencias del mismo día deje al menos una hora (14.4).
              </p>
            }
            campos={[
              { nombre: 'fecha', etiqueta: 'Fecha y hora (del centro)', tipo: 'datetime-local', requerido: true },
              ...quienes,
              { nombre: 'lugar', etiqueta: 'Lugar', maximo: 300 },
              { nombre: 'enlace', etiqueta: 'Enlace de la videollamada', tipo: 'url', maximo: 300 },
              { nombre: 'anteriores', etiqueta: '¿Mostrar los dictámenes anteriores a quienes revisan?', opciones: [{ valor: 'si', texto: 'Sí' }] },
            ]}
            hacer={async ({ fecha = '', funcionarios, otras, lugar, enlace, anteriores }) => {
              const body = {
                fecha: fecha.slice(0, 16),
                funcionarios: claves(funcionarios, otras),
                ...(lugar ? { lugar } : {}),
                ...(enlace ? { enlace } : {}),
                ...(anteriores ? { muestra_anteriores: true } : {}),
              }
              await datos(api.POST('/v1/audiencias/{audiencia}/programacion', { params, body }))
              await despues()
            }}
          />
          <Accion
            boton="Cancelar"
            tipo="peligro"
            campos={[{ nombre: 'motivo', etiqueta: 'Motivo', requerido: true, maximo: 500 }]}
            hacer={async ({ motivo = '' }) => {
              await datos(api.POST('/v1/audiencias/{audiencia}/cancelacion', { params, body: { motivo } }))
              await despues()
            }}
          />
        </>
      )}
      {autoridad && ['programada', 'en_desahogo'].includes(a.estado) && (
        <>
          <Accion
            boton={a.estado === 'programada' ? 'Iniciar' : 'Repartir lo que falte'}
            explica={<p>Reparte los registros entre quienes revisan. Repetirlo continúa donde quedó.</p>}
            hacer={async () => {
              await datos(api.POST('/v1/audiencias/{audiencia}/inicio', { params }))
              await despues()
            }}
          />
          <Accion
            boton="Cambiar quiénes revisan"
            campos={quienes}
            iniciales={{ funcionarios: a.funcionarios.map((f) => f.cuenta).join(' ') }}
            hacer={async ({ funcionarios, otras }) => {
              await datos(api.PUT('/v1/audiencias/{audiencia}/funcionarios', { params, body: { funcionarios: claves(funcionarios, otras) } }))
              await despues()
            }}
          />
        </>
      )}
      {autoridad && a.estado === 'en_desahogo' && <Asistencia a={a} despues={despues} />}
      {autoridad && a.estado === 'en_desahogo' && (
        <Accion
          boton="Concluir"
          tipo="primario"
          hacer={async () => {
            await datos(api.POST('/v1/audiencias/{audiencia}/conclusion', { params }))
            await despues()
          }}
        />
      )}
      {autoridad && ['concluida', 'notificada'].includes(a.estado) && (
        <>
          <Descarga ruta={`/v1/audiencias/${a.audiencia}/oficio`} tipo="application/pdf" texto="Guardar el oficio de resultado" nombre={`oficio-${a.audiencia}.pdf`} />
          <Acta audiencia={a.audiencia} despues={despues} />
        </>
      )}
      {autoridad && a.estado === 'concluida' && (
        <Accion
          boton="Notificar a la DERFE"
          tipo="primario"
          campos={[{ nombre: 'oficio', etiqueta: 'Número del oficio enviado', requerido: true, maximo: 120 }]}
          hacer={async ({ oficio = '' }) => {
            await datos(api.POST('/v1/audiencias/{audiencia}/notificacion', { params, body: { oficio } }))
            await despues()
          }}
        />
      )}
      {a.con_acta && (autoridad || rol === 'ine') && (
        <Descarga ruta={`/v1/audiencias/${a.audiencia}/acta`} tipo="application/pdf" texto="Guardar el Acta de Hechos" nombre={`acta-${a.audiencia}.pdf`} />
      )}
      {dueno && abierta && (
        <Accion
          boton="Desistir"
          tipo="peligro"
          explica={<p>Lo que no se haya revisado queda como estaba.</p>}
          campos={[
            { nombre: 'motivo', etiqueta: 'Motivo', maximo: 500 },
            ...(rol === 'opl' ? [{ nombre: 'oficio', etiqueta: 'Oficio', maximo: 120 }] : []),
          ]}
          hacer={async (v) => {
            await datos(api.POST('/v1/audiencias/{audiencia}/desistimiento', { params, body: v }))
            await despues()
          }}
        />
      )}
    </div>
  )
}

function Acta({ audiencia, despues }: { audiencia: string; despues: () => Promise<unknown> }) {
  const id = useId()
  const [elegida, setElegida] = useState<File>()
  const [falla, setFalla] = useState<unknown>()
  async function adjunta() {
    if (!elegida) return
    try {
      const body = { contenido: await base64De(elegida) }
      await datos(api.PUT('/v1/audiencias/{audiencia}/acta', { params: { path: { audiencia } }, body }))
      setFalla(undefined)
      await despues()
    } catch (error) {
      setFalla(error)
    }
  }
  return (
    <div className="ficha">
      {falla !== undefined && <Falla falla={falla} />}
      <div className="campo">
        <label htmlFor={id}>Acta de Hechos (PDF)</label>
        <input id={id} type="file" accept="application/pdf" onChange={(e) => setElegida(e.target.files?.[0])} />
      </div>
      <Boton disabled={!elegida} onClick={() => void adjunta()}>
        Adjuntar el Acta
      </Boton>
    </div>
  )
}
