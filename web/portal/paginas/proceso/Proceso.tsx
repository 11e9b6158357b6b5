import { api, datos } from '../../../comun/api/cliente'
import { Consulta, Datos, Estado, Tabla } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { Nombres } from './Nombres'
import { DeProceso } from './Subpaginas'

/** A process and what is still missing before each of its periods starts. */
export default function Proceso({ proceso }: { proceso: string }) {
  const params = { path: { proceso } }
  return (
    <>
      <Migas de={[['Procesos', '/procesos']]} />
      <Consulta clave={['proceso', proceso]} pide={() => datos(api.GET('/v1/procesos/{proceso}', { params }))}>
        {(p) => (
          <>
            <h1>{p.nombre}</h1>
            <Datos pares={[['Id de Proceso', <code key="p">{p.proceso}</code>], ['OPL', p.opl], ['Entidad', p.entidad_nombre]]} />
          </>
        )}
      </Consulta>
      <DeProceso proceso={proceso} />
      <Nombres proceso={proceso} />
      <h2>Lista de preparación</h2>
      <Consulta
        clave={['preparacion', proceso]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/preparacion', { params }))}
      >
        {({ periodos }) =>
          periodos.length === 0 ? (
            <p className="vacia">Registre un periodo para ver qué falta antes de su inicio.</p>
          ) : (
            periodos.map((p) => (
              <section key={p.periodo}>
                <h3>
                  {p.nombre} <Estado clase="requisito" valor={p.listo ? 'ok' : 'falta'} />
                </h3>
                <p>Inicia: {p.inicio_centro.replace('T', ' ')} (hora del centro)</p>
                <Tabla
                  titulo={`Requisitos de ${p.nombre}`}
                  filas={p.requisitos}
                  llave={(r) => r.clave}
                  columnas={[
                    { titulo: 'Requisito', celda: (r) => r.nombre },
                    { titulo: 'Numeral', celda: (r) => r.numeral },
                    {
                      titulo: 'Estado',
                      celda: (r) => (
                        <>
                          <Estado clase="requisito" valor={r.estado} /> {r.tardio && 'Después del límite'}
                        </>
                      ),
                    },
                    { titulo: 'Límite', celda: (r) => r.limite_centro.replace('T', ' ') },
                    { titulo: 'Qué hacer', celda: (r) => (r.estado === 'ok' ? '—' : r.tarea) },
                  ]}
                />
              </section>
            ))
          )
        }
      </Consulta>
    </>
  )
}
