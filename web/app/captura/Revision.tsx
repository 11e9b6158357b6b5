import { useEffect, useRef } from 'react'
import { Boton } from '../../comun/ui'

interface Props {
  toma: HTMLCanvasElement
  pregunta: string
  descripcion: string
  repetir: () => void
  usar: () => void
}

/** The still, full width, before it is kept (9.7): shown on a canvas, never as a file. */
export function Revision({ toma, pregunta, descripcion, repetir, usar }: Props) {
  const lienzo = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const destino = lienzo.current
    if (!destino) return
    destino.width = toma.width
    destino.height = toma.height
    destino.getContext('2d')!.drawImage(toma, 0, 0)
    return () => {
      destino.width = destino.height = 0
    }
  }, [toma])
  return (
    <div className="revision">
      <div role="img" aria-label={descripcion}>
        <canvas ref={lienzo} />
      </div>
      <p className="pregunta" role="status">{pregunta}</p>
      <div className="pie">
        <Boton onClick={repetir}>Repetir</Boton>
        <Boton tipo="primario" onClick={usar}>Usar</Boton>
      </div>
    </div>
  )
}
