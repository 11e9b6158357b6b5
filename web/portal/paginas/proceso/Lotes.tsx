import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero, paraCampo } from '../../../comun/fechas'
import { Accion, Estado, Lista } from '../../../comun/ui'
import { DeAspirante } from './Subpaginas'

/** Runs of cédulas on paper handed over by an aspirante (11.4). */
export default function Lotes({ aspirante }: { aspirante: string }) {
  const [, ve] = useLocation()
  const params = { path: { aspirante } }
  return (
    <>
      <h1>Lotes de cédulas en papel</h1>
      <DeAspirante aspirante={aspirante} />
      <Accion
        boton="Recibir un lote"
        tipo="primario"
        iniciales={{ entregado: paraCampo(new Date()) }}
        campos={[
          { nombre: 'oficio', etiqueta: 'Oficio de entrega', requerido: true, maximo: 120 },
          { nombre: 'entregado', etiqueta: 'Entregado (hora del centro)', tipo: 'datetime-local', requerido: true, propuesto: true },
          { nombre: 'declaradas', etiqueta: 'Cédulas que dice el oficio', tipo: 'number', requerido: true, minimo: 1 },
          { nombre: 'municipio', etiqueta: 'Municipio', maximo: 3 },
        ]}
        hacer={async ({ declaradas, ...v }) => {
          const body = { ...v, declaradas: Number(declaradas) }
          const l = await datos(api.POST('/v1/aspirantes/{aspirante}/lotes', { params, body: body as never }))
          ve(`/lote/${l.lote}`)
        }}
      />
      <Lista
        titulo="Lotes"
        clave={['lotes', aspirante]}
        pagina={(c) => datos(api.GET('/v1/aspirantes/{aspirante}/lotes', { params: { ...params, query: { despues: c } } }))}
        llave={(l) => l.lote}
        columnas={[
          { titulo: 'Lote', celda: (l) => <Link href={`/lote/${l.lote}`}>{l.lote}</Link> },
          { titulo: 'Oficio', celda: (l) => l.oficio },
          { titulo: 'Entregado', celda: (l) => fechaHora(l.entregado_en) },
          { titulo: 'Estado', celda: (l) => <Estado clase="lote" valor={l.estado} /> },
          { titulo: 'Declaradas', celda: (l) => numero(l.declaradas), cifra: true },
          { titulo: 'Capturadas', celda: (l) => numero(l.capturadas), cifra: true },
          { titulo: 'Sin soporte', celda: (l) => numero(l.sin_soporte), cifra: true },
        ]}
      />
    </>
  )
}
