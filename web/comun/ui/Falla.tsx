import { useEffect, useState } from 'react'
import { ErrorDeApi } from '../api/problemas'
import { explica } from '../textos/errores'
import { Aviso } from './Aviso'
import { Boton } from './Boton'

interface Props {
  falla: unknown
  /** Asks again; while the answer says how long to wait, a count runs down and asks by itself. */
  repetir?: () => void
}

/** A refusal in words: what happened, and what to do. */
export function Falla({ falla, repetir }: Props) {
  const { titulo, texto, queHacer } = explica(falla)
  const espera = falla instanceof ErrorDeApi ? falla.reintentaEn : undefined
  return (
    <Aviso tono="mal" titulo={titulo} vivo>
      <p>{texto}</p>
      {queHacer && <p>{queHacer}</p>}
      {repetir && <Repeticion key={espera} espera={espera} repetir={repetir} />}
    </Aviso>
  )
}

function Repeticion({ espera, repetir }: { espera: number | undefined; repetir: () => void }) {
  const [quedan, setQuedan] = useState(espera ?? 0)
  useEffect(() => {
    if (!quedan) return
    const id = setTimeout(() => {
      setQuedan(quedan - 1)
      if (quedan === 1) repetir()
    }, 1000)
    return () => clearTimeout(id)
  }, [quedan, repetir])
  return <Boton onClick={repetir}>{quedan ? `Se repite en ${quedan} s` : 'Intentar de nuevo'}</Boton>
}
