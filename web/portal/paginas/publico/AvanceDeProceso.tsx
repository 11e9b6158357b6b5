import { api, datos } from '../../../comun/api/cliente'
import type { Respuesta } from '../../../comun/api/tipos'
import { fecha, numero } from '../../../comun/fechas'
import { entidad } from '../../../comun/textos/entidades'
import { Barras, Consulta, Descarga, Tabla } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { CifrasPublicas, Marco } from './partes'

type Cargo = Respuesta<'/v1/publico/procesos/{proceso}/avance', 'get'>['cargos'][number]
type Aspirante = Cargo['aspirantes'][number]

/** Progress of one process by office and aspirante, for whoever asks. */
export default function AvanceDeProceso({ proceso }: { proceso: string }) {
  return (
    <>
      <Migas de={[['Avance de los apoyos', '/avance-publico']]} />
      <Consulta
        clave={['publico', proceso]}
        pide={() => datos(api.GET('/v1/publico/procesos/{proceso}/avance', { params: { path: { proceso } } }))}
        cada={() => 60_000}
      >
        {(a) => (
          <>
            <h1>{a.nombre}</h1>
            <p className="bajada">
              {entidad(a.entidad)} · {a.opl}
            </p>
            <Marco de={a} />
            <CifrasPublicas cifras={a.totales} />
            {a.cargos.map((c) => (
              <PorCargo key={c.periodo} cargo={c} />
            ))}
            {!a.cargos.length && <p className="vacia">Todavía no hay personas aspirantes con registro confirmado.</p>}
            <Descarga
              ruta={`/v1/publico/procesos/${proceso}/avance`}
              tipo="application/json"
              texto="Guardar los datos de este proceso (JSON)"
              nombre={`avance-${proceso}.json`}
            />
          </>
        )}
      </Consulta>
    </>
  )
}

const unidadDe = (a: Aspirante) => (a.unidad ? `${a.unidad_nombre || a.unidad} (${a.unidad})` : 'Toda la entidad')
const requierenDe = (a: Aspirante) => (a.meta ? numero(a.meta.requeridos) : 'Sin umbral')

function PorCargo({ cargo }: { cargo: Cargo }) {
  return (
    <section aria-label={cargo.cargo}>
      <h2>{cargo.cargo}</h2>
      <p className="bajada">
        Captación del {fecha(cargo.inicio)} al {fecha(cargo.fin)}.
        {cargo.porcentaje_exigido && ` Se exige el ${cargo.porcentaje_exigido} % (LGIPE 371 o la ley local).`}
      </p>
      <Tabla
        titulo={`Avance por aspirante: ${cargo.cargo}`}
        filas={cargo.aspirantes}
        llave={(a) => `${a.unidad} ${a.aspirante}`}
        columnas={[
          { titulo: 'Aspirante', celda: (a) => a.aspirante },
          { titulo: 'Se elige en', celda: unidadDe },
          { titulo: 'Recibidos', celda: (a) => numero(a.recibidos), cifra: true },
          { titulo: 'Cuentan, revisados', celda: (a) => numero(a.contados_revisados), cifra: true },
          { titulo: 'Cuentan, por revisar', celda: (a) => numero(a.contados_por_revisar), cifra: true },
          { titulo: 'Requeridos', celda: requierenDe, cifra: true },
          { titulo: 'Avance', celda: (a) => (a.meta ? `${a.meta.porcentaje} %` : '—'), cifra: true },
        ]}
      />
      <Barras
        titulo={`Apoyos que cuentan: ${cargo.cargo}`}
        filas={cargo.aspirantes.map((a) => ({ nombre: a.aspirante, n: a.contados, destaca: a.meta?.alcanzada ?? false }))}
      />
    </section>
  )
}
