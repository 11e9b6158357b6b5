import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { Lista } from '../../../comun/ui'
import { DeProceso } from './Subpaginas'

export default function Cedulas({ proceso }: { proceso: string }) {
  return (
    <>
      <h1>Cédulas de registro de auxiliar</h1>
      <DeProceso proceso={proceso} />
      <p className="bajada">Esperan la revisión del OPL (7.7), la más antigua primero.</p>
      <Lista
        titulo="Cédulas por revisar"
        clave={['cedulas', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/cedulas', { params: { path: { proceso }, query: { despues: c } } }))}
        llave={(c) => c.auxiliar}
        vacia="No hay cédulas por revisar."
        columnas={[
          { titulo: 'Auxiliar', celda: (c) => <Link href={`/auxiliar/${c.auxiliar}/cedula`}>{c.auxiliar}</Link> },
          { titulo: 'Aspirante', celda: (c) => <code>{c.aspirante}</code> },
          { titulo: 'Recibida', celda: (c) => fechaHora(c.recibida_en) },
        ]}
      />
    </>
  )
}
