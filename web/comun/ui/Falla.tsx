import { useEffect, useState, type ReactNode } from 'react'
import { ErrorDeApi } from '../api/problemas'
import { explica } from '../textos/errores'
import { Aviso } from './Aviso'
import { Boton } from './Boton'

interface Props {
  falla: unknown
  /** Asks again; while the answer says how long to wait, a count runs down and asks by itself. */
  repetir?: (() => void) | undefined
  /** No count: whoever reads decides when to ask again. */
  aMano?: boolean
  children?: ReactNode
}

/** A refusal in words: what happened, and what to do. */
export function Falla({ falla, repetir, aMano = false, children }: Props) {
  const { titulo, texto, queHacer } = explica(falla)
  const porque = falla instanceof ErrorDeApi ? falla.impedimentos : []
  const espera = falla instanceof ErrorDeApi && !aMano ? falla.reintentaEn : undefined
  return (
    <Aviso tono="mal" titulo={titulo} vivo>
      <p>{texto}</p>
      {porque.length > 0 && (
        <ul>
          {porque.map((p) => (
            <li key={p}>{p}</li>
          ))}
        </ul>
      )}
      {queHacer && <p>{queHacer}</p>}
      {children}
      {repetir && <Repeticion falla={falla} espera={espera} repetir={repetir} />}
    </Aviso>
  )
}

interface PropsDeRepeticion {
  falla: unknown
  espera: number | undefined
  repetir: () => void
}

function Repeticion({ falla, espera, repetir }: PropsDeRepeticion) {
  const [cuenta, setCuenta] = useState({ falla, quedan: espera ?? 0 })
  if (cuenta.falla !== falla) setCuenta({ falla, quedan: espera ?? 0 }) // each refusal counts anew
  const { quedan } = cuenta
  useEffect(() => {
    if (!quedan) return
    const id = setTimeout(() => {
      setCuenta({ falla, quedan: quedan - 1 })
      if (quedan === 1) repetir()
    }, 1000)
    return () => clearTimeout(id)
  }, [falla, quedan, repetir])
  return <Boton onClick={repetir}>{quedan ? `Se repite en ${quedan} s` : 'Intentar de nuevo'}</Boton>
}
