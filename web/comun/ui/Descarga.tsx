import { useState } from 'react'
import { archivo } from '../api/cliente'
import { Boton } from './Boton'
import { Falla } from './Falla'

interface Props {
  ruta: string
  tipo: string
  texto: string
  nombre?: string
  metodo?: 'GET' | 'POST'
  hecho?: () => void
}

/** A file of the API, saved: it is never shown in a frame. */
export function Descarga({ ruta, tipo, texto, nombre, metodo = 'GET', hecho }: Props) {
  const [ocupado, setOcupado] = useState(false)
  const [falla, setFalla] = useState<unknown>()
  async function baja() {
    setOcupado(true)
    setFalla(undefined)
    try {
      const recibido = await archivo(ruta, tipo, metodo)
      guarda(recibido.bytes, nombre ?? recibido.nombre)
      hecho?.()
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <>
      <Boton ocupado={ocupado} onClick={() => void baja()}>
        {texto}
      </Boton>
      {falla !== undefined && <Falla falla={falla} />}
    </>
  )
}

/** Save bytes under a name. */
export function guarda(bytes: Blob, nombre: string): void {
  const url = URL.createObjectURL(bytes)
  const liga = document.createElement('a')
  liga.href = url
  liga.download = nombre
  liga.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
