import { useEffect, useState } from 'react'
import { Boton, Cargando, Casilla, Falla } from '../../comun/ui'
import { leePublico } from '../estado/publico'
import { Pagina } from '../partes/Pagina'

interface Texto {
  aviso: string
  tipo: string
  titulo: string
  texto: string
}

interface Props {
  rol: 'auxiliar' | 'ciudadania'
  sigue: (aviso: string) => void
}

/** The privacy notice in force (18.4): the box enables «Siguiente» (8.3). */
export function AvisoPrivacidad({ rol, sigue }: Props) {
  const [textos, setTextos] = useState<Texto[] | null>(null)
  const [falla, setFalla] = useState<unknown>(null)
  const [acepta, setAcepta] = useState(false)
  const [intento, setIntento] = useState(0)
  useEffect(() => {
    let vigente = true
    leePublico<{ elementos: Texto[] }>(`/v1/avisos-privacidad?rol=${rol}`)
      .then(({ elementos }) => vigente && (setTextos(elementos), setFalla(null)))
      .catch((error: unknown) => vigente && setFalla(error))
    return () => { vigente = false }
  }, [rol, intento])
  const aviso = textos?.find(({ tipo }) => tipo === 'aviso')
  return (
    <Pagina
      titulo="Aviso de privacidad"
      atras="/"
      pie={<Boton tipo="primario" disabled={!acepta || !aviso} onClick={() => sigue(aviso!.aviso)}>Siguiente</Boton>}
    >
      {falla !== null && <Falla falla={falla} repetir={() => setIntento(intento + 1)} />}
      {!textos && falla === null && <Cargando />}
      {textos?.map((texto) => (
        <section key={texto.aviso} className="texto-legal">
          <h2>{texto.titulo}</h2>
          {paragraphs(texto.texto).map((parrafo, i) => <p key={i}>{parrafo}</p>)}
        </section>
      ))}
      {aviso && (
        <Casilla
          etiqueta={rol === 'auxiliar' ? 'Leí y acepto el aviso de privacidad, y permito que se use la ubicación del teléfono' : 'Leí y acepto el aviso de privacidad'}
          valor={acepta}
          cambia={setAcepta}
        />
      )}
    </Pagina>
  )
}

/** The texts are short Markdown: its marks are dropped, its paragraphs and items kept. */
function paragraphs(texto: string): string[] {
  return texto
    .split(/\n+/)
    .filter((linea) => linea.trim() && !linea.startsWith('# '))
    .map((linea) => linea.replace(/^[-*] /, '• ').replace(/\*\*/g, '').replace(/^#+ /, ''))
}
