import { numero } from '../../../comun/fechas'
import { CLASES } from '../../../comun/textos/clases'
import { Barras } from '../../../comun/ui'

interface Totales {
  recibidos: number
  verificados: number
  revisados: number
  contados: number
}

/** The four numbers of progress; none of them is another. */
export function Cifras({ cifras }: { cifras: Totales }) {
  const pares = [
    ['Recibidos', cifras.recibidos, 'registros llegaron'],
    ['Verificados', cifras.verificados, 'se consultaron en el padrón'],
    ['Revisados', cifras.revisados, 'vio la Mesa de Control'],
    ['Contados', cifras.contados, 'cuentan hoy para el umbral'],
  ] as const
  return (
    <ul className="tarjetas sin-vinetas cifras-de-avance">
      {pares.map(([nombre, n, que]) => (
        <li key={nombre}>
          <strong>{nombre}</strong>
          <p className="figura">
            {numero(n)} <small>{que}</small>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Records by class, as the reports order them, with what each class means. */
export function Clases({ clases }: { clases: readonly { clase: string; nombre: string; n: number }[] }) {
  return (
    <>
      <h2>Por clase</h2>
      <Barras
        titulo="Registros por clase"
        filas={clases.map((c) => ({ nombre: c.nombre, n: c.n, destaca: c.clase === 'en_lista_nominal' }))}
      />
      <details>
        <summary>Qué significa cada clase</summary>
        <dl>
          {clases.map((c) => (
            <div key={c.clase}>
              <dt>
                <strong>{c.nombre}</strong>
              </dt>
              <dd>{CLASES[c.clase]?.significa}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

/** A chart by day with the same figures in a table. */
export function PorDia({ dias }: { dias: readonly { dia: string; n: number }[] }) {
  if (!dias.length) return null
  const mayor = Math.max(1, ...dias.map((d) => d.n))
  const ancho = 100 / Math.max(dias.length, 20)
  return (
    <>
      <h2>Recibidos por día</h2>
      <svg className="por-dia" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
        {dias.map((d, i) => {
          const alto = (d.n / mayor) * 29
          return <rect key={d.dia} x={i * ancho + 0.1 * ancho} y={30 - alto} width={ancho * 0.8} height={alto} />
        })}
      </svg>
      <details>
        <summary>Ver las cifras por día</summary>
        <Barras titulo="Recibidos por día" filas={dias.map((d) => ({ nombre: d.dia, n: d.n }))} />
      </details>
    </>
  )
}
