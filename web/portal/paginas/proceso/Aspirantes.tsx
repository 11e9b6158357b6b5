import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Estado, Lista } from '../../../comun/ui'
import { DeProceso } from './Subpaginas'

export default function Aspirantes({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  return (
    <>
      <h1>Aspirantes del proceso</h1>
      <DeProceso proceso={proceso} />
      {rol === 'opl' && (
        <p>
          <Link href={`/proceso/${proceso}/aspirantes/nuevo`}>Registrar a una persona aspirante</Link>
        </p>
      )}
      <Lista
        titulo="Aspirantes"
        clave={['aspirantes', proceso]}
        pagina={(despues) =>
          datos(api.GET('/v1/procesos/{proceso}/aspirantes', { params: { path: { proceso }, query: { despues } } }))
        }
        llave={(a) => a.aspirante}
        columnas={[
          { titulo: 'Nombre', celda: (a) => <Link href={`/aspirante/${a.aspirante}/ficha`}>{a.nombre}</Link> },
          { titulo: 'Folio', celda: (a) => <code>{a.aspirante}</code> },
          { titulo: 'Periodo', celda: (a) => a.periodo },
          { titulo: 'Unidad', celda: (a) => a.unidad || '—' },
          { titulo: 'Estado', celda: (a) => <Estado clase="aspirante" valor={a.estado} /> },
        ]}
      />
    </>
  )
}
