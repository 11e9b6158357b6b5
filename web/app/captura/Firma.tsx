import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react'
import { Boton } from '../../comun/ui'
import { Pagina } from '../partes/Pagina'
import { ANCHO_PNG, PROPORCION_FIRMA, Trazos, type Punto } from './trazos'

interface Props {
  leyenda: string
  atras: () => void
  sigue: (firma: HTMLCanvasElement) => void
}

/** The signature (9.11): the whole box may be signed on, the legend too; turning the phone keeps what was drawn. */
export function Firma({ leyenda, atras, sigue }: Props) {
  const lienzo = useRef<HTMLCanvasElement>(null)
  const [trazos] = useState(() => new Trazos())
  const [estado, setEstado] = useState<'vacia' | 'corta' | 'lista'>('vacia')

  const redraw = useCallback(() => {
    const hoja = lienzo.current
    if (!hoja) return
    const ancho = Math.round(hoja.clientWidth * devicePixelRatio)
    if (hoja.width !== ancho) {
      hoja.width = ancho
      hoja.height = Math.round(ancho / PROPORCION_FIRMA)
    }
    const pincel = hoja.getContext('2d')!
    pincel.clearRect(0, 0, hoja.width, hoja.height)
    trazos.draw(pincel, hoja.width)
    setEstado(trazos.vacia ? 'vacia' : trazos.suficiente ? 'lista' : 'corta')
  }, [trazos])

  useEffect(() => {
    const vigila = new ResizeObserver(redraw)
    vigila.observe(lienzo.current!)
    return () => vigila.disconnect()
  }, [redraw])

  const at = (e: PointerEvent<HTMLCanvasElement>, { clientX, clientY } = e.nativeEvent as globalThis.PointerEvent): Punto => {
    const { left, top, width } = e.currentTarget.getBoundingClientRect()
    return [(clientX - left) / width, (clientY - top) / width]
  }
  const abajo = (e: PointerEvent<HTMLCanvasElement>) => {
    e.currentTarget.setPointerCapture(e.pointerId)
    trazos.begin(at(e))
    redraw()
  }
  const mueve = (e: PointerEvent<HTMLCanvasElement>) => {
    if (!e.currentTarget.hasPointerCapture(e.pointerId)) return
    const juntos = e.nativeEvent.getCoalescedEvents?.() ?? []
    for (const suelto of juntos.length ? juntos : [e.nativeEvent]) trazos.extend(at(e, suelto))
    redraw()
  }

  return (
    <Pagina
      titulo="Firma"
      atras={atras}
      pie={
        <>
          <Boton disabled={estado === 'vacia'} onClick={() => { trazos.undo(); redraw() }}>Deshacer</Boton>
          <Boton disabled={estado === 'vacia'} onClick={() => { trazos.clear(); redraw() }}>Repetir</Boton>
          <Boton tipo="primario" disabled={estado !== 'lista'} onClick={() => sigue(paper(trazos))}>Usar</Boton>
        </>
      }
    >
      <p id="firma-como">Firme con el dedo o con una pluma, igual que en la credencial. Puede usar todo el recuadro. Con el teléfono acostado hay más lugar.</p>
      <div className="hoja">
        <p className="leyenda">{leyenda}</p>
        <div role="img" aria-label="Recuadro para firmar" aria-describedby="firma-como">
          <canvas ref={lienzo} onPointerDown={abajo} onPointerMove={mueve} />
        </div>
      </div>
      <p role="status" className="nota">
        {estado === 'lista' ? '✓ Firma captada' : estado === 'corta' ? 'Falta firma: siga firmando' : 'Todavía no hay firma'}
      </p>
    </Pagina>
  )
}

/** What is kept: black strokes on white, of fixed size. */
function paper(trazos: Trazos): HTMLCanvasElement {
  const hoja = document.createElement('canvas')
  hoja.width = ANCHO_PNG
  hoja.height = ANCHO_PNG / PROPORCION_FIRMA
  const pincel = hoja.getContext('2d')!
  pincel.fillStyle = '#fff'
  pincel.fillRect(0, 0, hoja.width, hoja.height)
  trazos.draw(pincel, hoja.width)
  return hoja
}
