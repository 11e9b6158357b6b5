import { useCallback, useEffect, useRef, useState } from 'react'
import { Boton } from '../../comun/ui'
import type { Leido } from '../nucleo/qr'
import { Pagina } from '../partes/Pagina'
import type { Camara } from './camara'
import { MOVIDO, TEXTOS, Vigia, type Consejo } from './consejo'
import { cardStill, wipe } from './imagen'
import { Lector } from './lector'
import { Revision } from './Revision'
import { Visor } from './Visor'

interface Props {
  lado: 'anverso' | 'reverso'
  camara: Camara
  /** The model has a QR, on its back. */
  conQr: boolean
  atras: () => void
  sigue: (toma: HTMLCanvasElement, leido: Leido | null) => void
}

const CADA = 90
/** A QR read so many frames ago, none of them moved, is still before the camera: not every frame can be read. */
const VIGENTE = 4
const TITULO = { anverso: 'Frente de la credencial', reverso: 'Reverso de la credencial' }

/** One side of the card (9.5): hints while one aims, a shot by itself when all is well, a button always. */
export function Lado({ lado, camara, conQr, atras, sigue }: Props) {
  const [toma, setToma] = useState<HTMLCanvasElement | null>(null)
  const [consejo, setConsejo] = useState<Consejo>('buscando')
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const [leido, setLeido] = useState<Leido | null>(null)
  const [negra, setNegra] = useState(false)
  const qr = useRef<Leido | null>(null)
  const reverso = lado === 'reverso'

  const dispara = useCallback((v: HTMLVideoElement) => {
    navigator.vibrate?.(60)
    setToma(cardStill(v))
  }, [])

  useEffect(() => {
    if (!video || toma) return
    const vigia = new Vigia(!conQr ? 'no_hay' : reverso ? 'pide' : 'sobra')
    let hace = Infinity
    const lector = new Lector(({ medidas, leido: hallado, otro, sinLector }) => {
      const ahora = performance.now()
      hace = hallado ? 0 : medidas.cambio > MOVIDO ? Infinity : hace + 1
      if (hallado && reverso) setLeido((qr.current = hallado))
      const alaVista = sinLector ? reverso : hace <= VIGENTE
      const { consejo: dice, dispara: ya, negra: sinImagen } = vigia.look({ medidas, qr: alaVista, otro, ahora })
      if (sinImagen) setNegra(true)
      setConsejo(dice)
      if (ya) dispara(video)
    })
    const reloj = setInterval(() => void lector.offer(video, conQr), CADA)
    return () => {
      clearInterval(reloj)
      lector.close()
    }
  }, [video, toma, conQr, reverso, dispara])

  if (toma) {
    const usar = () => sigue(toma, qr.current)
    const repetir = () => { wipe(toma); setVideo(null); setToma(null); setConsejo('buscando') }
    return (
      <Pagina titulo={TITULO[lado]} atras={atras}>
        <Revision toma={toma} pregunta="¿Se lee todo y sin reflejos?" descripcion={`Imagen tomada: ${TITULO[lado].toLowerCase()}`} repetir={repetir} usar={usar} />
      </Pagina>
    )
  }
  return (
    <Pagina titulo={TITULO[lado]} atras={atras} pie={<Boton tipo="primario" disabled={!video} onClick={() => video && dispara(video)}>Tomar</Boton>}>
      <p className="consejo" role="status" aria-live="polite" data-consejo={consejo}>{TEXTOS[consejo]}</p>
      <Visor camara={camara} frente="environment" forma="tarjeta" encuadrada={consejo === 'lista'} negra={negra} reintenta={() => { setVideo(null); setNegra(false) }} listo={setVideo} />
      {conQr && reverso && <p className="nota">{leido ? '✓ Código QR leído' : 'El código QR pequeño se lee solo. Si no se lee, tome la imagen y escriba los datos.'}</p>}
    </Pagina>
  )
}
