import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { entidad } from '../../../comun/textos/entidades'
import { Consulta, Lista } from '../../../comun/ui'
import { Cifras, Clases } from '../proceso/Cifras'

const pide = (despues?: string) => datos(api.GET('/v1/avance', { params: { query: { despues } } }))

export default function AvanceNacional() {
  return (
    <>
      <h1>Avance nacional</h1>
      <Consulta clave={['avance nacional', 'totales']} pide={() => pide()}>
        {(a) => (
          <>
            <p className="bajada">
              {a.aviso} Corte: {fechaHora(a.corte)}
            </p>
            <Cifras cifras={a.totales} />
            <Clases clases={a.totales.clases} />
          </>
        )}
      </Consulta>
      <h2>Por proceso</h2>
      <Lista
        titulo="Avance por proceso"
        clave={['avance nacional', 'lista']}
        pagina={pide}
        llave={(p) => p.proceso}
        columnas={[
          { titulo: 'Proceso', celda: (p) => <Link href={`/proceso/${p.proceso}/avance`}>{p.nombre}</Link> },
          { titulo: 'Entidad', celda: (p) => entidad(p.entidad) },
          { titulo: 'Recibidos', celda: (p) => numero(p.recibidos), cifra: true },
          { titulo: 'Verificados', celda: (p) => numero(p.verificados), cifra: true },
          { titulo: 'Revisados', celda: (p) => numero(p.revisados), cifra: true },
          { titulo: 'Contados', celda: (p) => numero(p.contados), cifra: true },
        ]}
      />
    </>
  )
}
