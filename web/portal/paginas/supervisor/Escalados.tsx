import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { dia, fechaHora } from '../../../comun/fechas'
import { Lista } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'
import { Operador } from './personas'

export default function Escalados({ proceso }: { proceso: string }) {
  return (
    <>
      <h1>Registros escalados</h1>
      <DeProceso proceso={proceso} />
      <p className="bajada">Ningún inciso los describe: esperan la determinación de la autoridad del OPL (13.8).</p>
      <Lista
        titulo="Registros escalados"
        clave={['escalados', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/mesa/escalados', { params: { path: { proceso }, query: { despues: c } } }))}
        llave={(p) => p.folio}
        vacia="No hay registros escalados."
        columnas={[
          { titulo: 'Folio', celda: (p) => <Link href={`/proceso/${proceso}/escalados/${p.folio}`}>{p.folio}</Link> },
          { titulo: 'Llegó', celda: (p) => dia(p.llegada) },
          { titulo: 'Escalado', celda: (p) => fechaHora(p.escalado_en) },
          { titulo: 'Por', celda: (p) => <Operador proceso={proceso} cual={p.operador} /> },
        ]}
      />
    </>
  )
}
