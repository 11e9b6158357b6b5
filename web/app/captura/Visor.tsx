import { useCallback, useEffect, useRef, useState } from 'react'
import { Aviso, Boton } from '../../comun/ui'
import { Camara, CamaraFallida, PORQUE, type FallaCamara, type Frente } from './camara'
import { guia } from './medidas'

interface Props {
  camara: Camara
  frente: Frente
  forma: 'tarjeta' | 'rostro'
  encuadrada?: boolean
  /** The video, once it shows something. */
  listo: (video: HTMLVideoElement) => void
}

/** What the camera sees, with the guide over it, or why there is nothing to see and what to do. */
export function Visor({ camara, frente, forma, encuadrada = false, listo }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const [falla, setFalla] = useState<FallaCamara | null>(null)
  const [medida, setMedida] = useState<[number, number] | null>(null)
  const [luz, setLuz] = useState<boolean | null>(null)

  const abre = useCallback(async () => {
    setFalla(null)
    try {
      const flujo = await camara.open(frente)
      if (!video.current) return
      video.current.srcObject = flujo
      await video.current.play().catch(() => undefined)
      setLuz(camara.tieneLuz ? false : null)
    } catch (error) {
      setFalla(error instanceof CamaraFallida ? error.falla : 'otra')
    }
  }, [camara, frente])

  useEffect(() => void abre(), [abre])

  const empieza = () => {
    const v = video.current
    if (!v?.videoWidth) return
    setMedida([v.videoWidth, v.videoHeight])
    listo(v)
  }

  if (falla) {
    return (
      <Aviso tono="mal" titulo="Sin cámara" vivo>
        <p>{PORQUE[falla]}</p>
        <p>Las imágenes se toman en el momento: no se admiten de la galería.</p>
        <Boton tipo="primario" onClick={() => { camara.close(); void abre() }}>Reintentar</Boton>
      </Aviso>
    )
  }
  return (
    <div className="visor">
      <video ref={video} playsInline muted autoPlay onLoadedData={empieza} onResize={empieza} aria-label="Vista de la cámara" />
      {medida && <Mascara medida={medida} forma={forma} encuadrada={encuadrada} />}
      {luz !== null && (
        <Boton className="luz" aria-pressed={luz} onClick={() => { void camara.light(!luz); setLuz(!luz) }}>
          {luz ? 'Apagar luz' : 'Encender luz'}
        </Boton>
      )}
    </div>
  )
}

function Mascara({ medida: [ancho, alto], forma, encuadrada }: { medida: [number, number]; forma: Props['forma']; encuadrada: boolean }) {
  const marco = guia(ancho, alto)
  const fondo = `M0 0H${ancho}V${alto}H0Z`
  const hueco =
    forma === 'tarjeta'
      ? `M${marco.x} ${marco.y}h${marco.ancho}v${marco.alto}h${-marco.ancho}Z`
      : oval(ancho / 2, alto / 2, Math.min(ancho * 0.38, alto * 0.34), Math.min(alto * 0.45, ancho * 0.5))
  return (
    <svg className={`mascara ${encuadrada ? 'mascara-bien' : ''}`} viewBox={`0 0 ${ancho} ${alto}`} aria-hidden="true">
      <path className="mascara-fondo" fillRule="evenodd" d={fondo + hueco} />
      <path className="mascara-linea" d={hueco} />
    </svg>
  )
}

function oval(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`
}
