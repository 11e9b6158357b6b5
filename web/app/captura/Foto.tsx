import { useState } from 'react'
import { Boton } from '../../comun/ui'
import { Pagina } from '../partes/Pagina'
import type { Camara, Frente } from './camara'
import { photoStill, wipe } from './imagen'
import { Revision } from './Revision'
import { Visor } from './Visor'

interface Props {
  camara: Camara
  /** A selfie in Mi Apoyo (10.14); the rear camera with an auxiliar (9.9). */
  frente: Frente
  atras: () => void
  sigue: (toma: HTMLCanvasElement) => void
}

/** The six rules of 9.10 and 10.15, as short lines. */
const REGLAS = ['De frente', 'Rostro descubierto', 'Sin lentes', 'Sin gorra ni sombrero', 'Una sola persona', 'Con buena luz y sin moverse']

/** The live photograph (9.9). No program judges the face here: the Mesa does. */
export function Foto({ camara, frente, atras, sigue }: Props) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const [toma, setToma] = useState<HTMLCanvasElement | null>(null)
  const [lado, setLado] = useState<Frente>(frente)
  const titulo = 'Fotografía del rostro'
  if (toma) {
    return (
      <Pagina titulo={titulo} atras={atras}>
        <Revision
          toma={toma}
          pregunta="¿El rostro se ve completo y sin borrones?"
          descripcion="Fotografía tomada"
          repetir={() => { wipe(toma); setVideo(null); setToma(null) }}
          usar={() => sigue(toma)}
        />
      </Pagina>
    )
  }
  return (
    <Pagina
      titulo={titulo}
      atras={atras}
      pie={
        <>
          <Boton onClick={() => { setVideo(null); setLado(lado === 'user' ? 'environment' : 'user') }}>Cambiar cámara</Boton>
          <Boton tipo="primario" disabled={!video} onClick={() => video && setToma(photoStill(video))}>Tomar</Boton>
        </>
      }
    >
      <ul className="reglas" aria-label="Cómo debe ser la fotografía">{REGLAS.map((regla) => <li key={regla}>{regla}</li>)}</ul>
      <Visor key={lado} camara={camara} frente={lado} forma="rostro" listo={setVideo} />
    </Pagina>
  )
}
