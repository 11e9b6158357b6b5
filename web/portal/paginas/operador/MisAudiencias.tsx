import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { Consulta, Tabla } from '../../../comun/ui'

export default function MisAudiencias() {
  return (
    <>
      <h1>Mis audiencias</h1>
      <Consulta clave={['mis audiencias']} pide={() => datos(api.GET('/v1/mesa/audiencias'))} cada={() => 60_000}>
        {({ elementos }) => (
          <Tabla
            titulo="Audiencias en las que revisa"
            filas={elementos}
            llave={(a) => a.audiencia}
            vacia="No tiene audiencias asignadas."
            columnas={[
              { titulo: 'Audiencia', celda: (a) => <Link href={`/mesa/audiencias/${a.audiencia}`}>{a.audiencia}</Link> },
              { titulo: 'Fecha', celda: (a) => fechaHora(a.fecha) },
            ]}
          />
        )}
      </Consulta>
    </>
  )
}
