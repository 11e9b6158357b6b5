import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { Accion } from '../../../comun/ui'

type DeAudiencia = Respuesta<'/v1/audiencias/{audiencia}', 'get'>

const SI_O_NO = [
  { valor: 'si', texto: 'Asistió' },
  { valor: 'no', texto: 'No asistió' },
] as const
const puesto = (vino: boolean | undefined) => (vino === undefined ? '' : vino ? 'si' : 'no')

/** Who attended the hearing (14.4); noting it again replaces what was noted. */
export function Asistencia({ a, despues }: { a: DeAudiencia; despues: () => Promise<unknown> }) {
  return (
    <Accion
      boton={a.asistencia ? 'Corregir la asistencia' : 'Registrar la asistencia'}
      campos={[
        { nombre: 'aspirante', etiqueta: 'Aspirante', requerido: true, opciones: SI_O_NO },
        { nombre: 'representante', etiqueta: 'Representante', requerido: true, opciones: SI_O_NO },
        { nombre: 'oficialia_electoral', etiqueta: 'Oficialía Electoral', requerido: true, opciones: SI_O_NO },
      ]}
      iniciales={{
        aspirante: puesto(a.asistencia?.aspirante),
        representante: puesto(a.asistencia?.representante),
        oficialia_electoral: puesto(a.asistencia?.oficialia_electoral),
      }}
      hacer={async (v) => {
        const body = { aspirante: v.aspirante === 'si', representante: v.representante === 'si', oficialia_electoral: v.oficialia_electoral === 'si' }
        await datos(api.PUT('/v1/audiencias/{audiencia}/asistencia', { params: { path: { audiencia: a.audiencia } }, body }))
        await despues()
      }}
    />
  )
}
