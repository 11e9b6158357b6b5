import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { Estado, Lista } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'

export default function Audiencias({ proceso }: { proceso: string }) {
  return (
    <>
      <h1>Audiencias del proceso</h1>
      <DeProceso proceso={proceso} />
      <Lista
        titulo="Audiencias"
        clave={['audiencias', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/audiencias', { params: { path: { proceso }, query: { despues: c } } }))}
        llave={(a) => a.audiencia}
        vacia="No se ha solicitado ninguna audiencia."
        columnas={[
          { titulo: 'Audiencia', celda: (a) => <Link href={`/audiencia/${a.audiencia}`}>{a.audiencia}</Link> },
          { titulo: 'Aspirante', celda: (a) => <code>{a.aspirante}</code> },
          { titulo: 'Estado', celda: (a) => <Estado clase="audiencia" valor={a.estado} /> },
          { titulo: 'Fecha', celda: (a) => fechaHora(a.fecha) },
          { titulo: 'Registros', celda: (a) => numero(a.registros), cifra: true },
          { titulo: 'Revisados', celda: (a) => numero(a.revisados), cifra: true },
          { titulo: 'Revertidos', celda: (a) => numero(a.revertidos), cifra: true },
        ]}
      />
    </>
  )
}
