import { api, datos } from '../../../comun/api/cliente'
import { dia } from '../../../comun/fechas'
import { Lista } from '../../../comun/ui'
import { Operador } from './personas'

/** Records whose ten days are over, or nearly so (13.9). */
export function Vencimientos({ proceso }: { proceso: string }) {
  return (
    <>
      {(['vencidos', 'por-vencer'] as const).map((cuales) => (
        <details key={cuales}>
          <summary>{cuales === 'vencidos' ? 'Registros vencidos' : 'Registros por vencer'}</summary>
          <Lista
            titulo={cuales === 'vencidos' ? 'Registros vencidos' : 'Registros por vencer'}
            clave={['plazos', proceso, cuales]}
            pagina={(c) => datos(api.GET(`/v1/procesos/{proceso}/mesa/plazos/${cuales}`, { params: { path: { proceso }, query: { despues: c } } }))}
            llave={(r) => r.folio}
            vacia="Ninguno."
            columnas={[
              { titulo: 'Folio', celda: (r) => <code>{r.folio}</code> },
              { titulo: 'Llegó', celda: (r) => dia(r.llegada) },
              { titulo: 'Límite', celda: (r) => dia(r.limite) },
              { titulo: 'Operador', celda: (r) => (r.operador ? <Operador proceso={proceso} cual={r.operador} /> : 'Sin operador') },
              { titulo: 'Empezado', celda: (r) => (r.iniciado_en ? 'Sí' : 'No') },
            ]}
          />
        </details>
      ))}
    </>
  )
}
