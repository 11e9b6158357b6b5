import { useRef, useState } from 'react'
import { Dialogo } from '../../comun/ui'
import { FIGURAS, NOMBRES_DE_FIGURA, type Figura, type Hoja } from './tipos'

const AUMENTO = '2.6'

/** The four pictures, each captioned and always in the same place; `alPintar` says when those of this folio are shown. */
export function Figuras({ hoja, alPintar }: { hoja: Hoja; alPintar: (folio: string) => void }) {
  const [grande, setGrande] = useState<Figura>()
  const pintadas = useRef(new Set<string>())
  const total = Object.keys(hoja.figuras).length
  function pintada(figura: Figura) {
    pintadas.current.add(`${hoja.folio} ${figura}`)
    const suyas = FIGURAS.filter((f) => pintadas.current.has(`${hoja.folio} ${f}`))
    if (suyas.length >= total) alPintar(hoja.folio)
  }
  return (
    <div className="figuras" data-folio={hoja.folio}>
      {FIGURAS.map((figura, i) => (
        <figure key={figura} className={`figura-${figura}`} data-figura={figura}>
          <figcaption>
            <kbd>{i + 1}</kbd> {NOMBRES_DE_FIGURA[figura]}
          </figcaption>
          {hoja.figuras[figura] ? (
            <button type="button" className="lupa" onClick={() => setGrande(figura)}>
              <img
                key={hoja.folio}
                src={hoja.figuras[figura]}
                alt={`${NOMBRES_DE_FIGURA[figura]}. Abrir en grande`}
                onLoad={() => pintada(figura)}
                onError={() => pintada(figura)}
              />
            </button>
          ) : (
            <p className="vacia">Sin imagen</p>
          )}
        </figure>
      ))}
      <Dialogo
        abierto={grande !== undefined}
        titulo={grande ? NOMBRES_DE_FIGURA[grande] : ''}
        cerrar={() => setGrande(undefined)}
      >
        {grande && <img className="en-grande" src={hoja.figuras[grande]} alt={NOMBRES_DE_FIGURA[grande]} />}
      </Dialogo>
    </div>
  )
}

/** Open picture number `n` in full, as a click on it does. */
export function abreFigura(n: number): boolean {
  const figura = FIGURAS[n - 1]
  const boton = document.querySelector<HTMLButtonElement>(`[data-figura="${figura}"] .lupa`)
  boton?.click()
  return boton !== null
}

/** Magnify the picture under the pointer, around the pointer; again: back. */
export function ampliaBajoElPuntero(x: number, y: number): boolean {
  const ampliada = document.querySelector<HTMLElement>('.lupa.ampliada')
  if (ampliada) {
    ampliada.classList.remove('ampliada')
    const imagen = ampliada.querySelector('img')
    if (imagen) imagen.style.transform = ''
    return true
  }
  const lupa = document.elementFromPoint(x, y)?.closest<HTMLElement>('.lupa')
  const imagen = lupa?.querySelector('img')
  if (!lupa || !imagen) return false
  const caja = lupa.getBoundingClientRect()
  imagen.style.transformOrigin = `${x - caja.left}px ${y - caja.top}px`
  imagen.style.transform = `scale(${AUMENTO})`
  lupa.classList.add('ampliada')
  return true
}
