import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { palabra } from '../../../comun/textos/palabras'
import { Barras, Consulta, Descarga, Lista } from '../../../comun/ui'
import { Cifras, Clases, PorDia } from './Cifras'
import { DeProceso } from './Subpaginas'

export default function AvanceProceso({ proceso }: { proceso: string }) {
  const pide = (despues?: string) =>
    datos(api.GET('/v1/procesos/{proceso}/avance', { params: { path: { proceso }, query: { despues } } }))
  return (
    <>
      <h1>Avance del proceso</h1>
      <DeProceso proceso={proceso} />
      <Consulta clave={['avance', proceso, 'totales']} pide={() => pide()}>
        {(a) => (
          <>
            <p className="bajada">
              {a.aviso} Corte: {fechaHora(a.corte)}
            </p>
            <Cifras cifras={a.totales} />
            <Clases clases={a.totales.clases} />
            <PorDia dias={a.dias} />
            <h2>Por modalidad</h2>
            <Barras titulo="Recibidos por modalidad" filas={a.modos.map((m) => ({ nombre: palabra('modo', m.modo), n: m.n }))} />
          </>
        )}
      </Consulta>
      <h2>Por aspirante</h2>
      <Lista
        titulo="Avance por aspirante"
        clave={['avance', proceso, 'aspirantes']}
        pagina={pide}
        llave={(a) => a.aspirante}
        columnas={[
          { titulo: 'Aspirante', celda: (a) => <Link href={`/aspirante/${a.aspirante}/avance`}>{a.nombre}</Link> },
          { titulo: 'Recibidos', celda: (a) => numero(a.recibidos), cifra: true },
          { titulo: 'Revisados', celda: (a) => numero(a.revisados), cifra: true },
          { titulo: 'Contados', celda: (a) => numero(a.contados), cifra: true },
          { titulo: 'Requeridos', celda: (a) => numero(a.meta?.requeridos), cifra: true },
          { titulo: 'Avance', celda: (a) => (a.meta ? `${a.meta.porcentaje} %` : 'Sin umbral'), cifra: true },
          { titulo: 'Unidades que alcanzan', celda: (a) => (a.dispersion ? `${numero(a.dispersion.alcanzadas)} de ${numero(a.dispersion.requeridas)}` : '—'), cifra: true },
        ]}
      />
      <Descarga ruta={`/v1/procesos/${proceso}/avance/documento`} tipo="application/pdf" texto="Guardar el reporte de avance (PDF)" nombre={`avance-${proceso}.pdf`} />
    </>
  )
}
