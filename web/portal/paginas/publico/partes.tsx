import type { Respuesta } from '../../../comun/api/tipos'
import { fechaHora, numero } from '../../../comun/fechas'
import { Aviso } from '../../../comun/ui'

type Publico = Respuesta<'/v1/publico/avance', 'get'>

/** What must be read with any public figure: preliminary, how it is rounded, cut and licence. */
export function Marco({ de }: { de: Pick<Publico, 'aviso' | 'redondeo' | 'corte' | 'licencia' | 'licencia_en'> }) {
  return (
    <Aviso titulo={`Corte: ${fechaHora(de.corte)} (hora del centro)`}>
      <p>
        {de.aviso} {de.redondeo}
      </p>
      <p>
        Datos abiertos con licencia{' '}
        <a href={de.licencia_en} rel="noreferrer">
          {de.licencia}
        </a>
        .
      </p>
    </Aviso>
  )
}

/** Received, reviewed and waiting; of those that count, the same. */
export function CifrasPublicas({ cifras }: { cifras: Publico['totales'] }) {
  const c = cifras
  return (
    <ul className="tarjetas sin-vinetas">
      <Cifra n={c.recibidos} texto="apoyos recibidos" />
      <Cifra n={c.revisados} texto={`revisados en Mesa de Control; esperan revisión ${numero(c.por_revisar)}`} />
      <Cifra n={c.contados_revisados} texto="cuentan y ya fueron revisados" />
      <Cifra n={c.contados_por_revisar} texto="cuentan y esperan revisión: pueden dejar de contar" />
    </ul>
  )
}

function Cifra({ n, texto }: { n: number; texto: string }) {
  return (
    <li>
      <p className="figura">
        {numero(n)}
        <small>{texto}</small>
      </p>
    </li>
  )
}
