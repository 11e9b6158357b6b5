import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { numero } from '../../../comun/fechas'
import { entidad } from '../../../comun/textos/entidades'
import { Barras, Consulta, Descarga, Tabla } from '../../../comun/ui'
import { CifrasPublicas, Marco } from './partes'

/** Progress of every process, for whoever asks: figures in tens, and the same as open data. */
export default function Avance() {
  return (
    <>
      <h1>Avance de los apoyos</h1>
      <Consulta clave={['publico']} pide={() => datos(api.GET('/v1/publico/avance'))} cada={() => 60_000}>
        {(a) => (
          <>
            <Marco de={a} />
            <CifrasPublicas cifras={a.totales} />
            <h2>Por proceso electoral</h2>
            <Tabla
              titulo="Avance por proceso electoral"
              filas={a.procesos}
              llave={(p) => p.proceso}
              vacia="Todavía no hay procesos abiertos."
              columnas={[
                { titulo: 'Proceso', celda: (p) => <Link href={`/avance-publico/${p.proceso}`}>{p.nombre}</Link> },
                { titulo: 'Entidad', celda: (p) => entidad(p.entidad) },
                { titulo: 'Recibidos', celda: (p) => numero(p.recibidos), cifra: true },
                { titulo: 'Revisados', celda: (p) => numero(p.revisados), cifra: true },
                { titulo: 'Cuentan, revisados', celda: (p) => numero(p.contados_revisados), cifra: true },
                { titulo: 'Cuentan, por revisar', celda: (p) => numero(p.contados_por_revisar), cifra: true },
              ]}
            />
            {a.procesos.length > 1 && (
              <Barras titulo="Apoyos recibidos por proceso" filas={a.procesos.map((p) => ({ nombre: p.nombre, n: p.recibidos }))} />
            )}
            <h2>Datos abiertos</h2>
            <p>
              Una fila por persona aspirante, con su cargo, sus cifras y el corte. Para programas: <code>/v1/publico/avance</code> y{' '}
              <code>/v1/publico/procesos/{'{proceso}'}/avance</code> en JSON, <code>/v1/publico/avance/datos</code> en CSV.
            </p>
            <Descarga ruta="/v1/publico/avance/datos" tipo="text/csv" texto="Guardar los datos (CSV)" nombre="avance.csv" />
            <Descarga ruta="/v1/publico/avance" tipo="application/json" texto="Guardar los datos (JSON)" nombre="avance.json" />
          </>
        )}
      </Consulta>
    </>
  )
}
