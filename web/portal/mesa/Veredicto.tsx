import { useEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react'
import { INCISOS } from '../../comun/textos/incisos'
import { Boton } from '../../comun/ui'
import type { Dictamen, Inciso } from './tipos'

const MAXIMO_DETALLE = 280

/** Whether a letter alone says everything: nothing to choose, to write or to confirm. */
export const esInmediato = (i: Inciso) => i.opciones.length <= 1 && !i.precisar && !i.confirma

export const alInstante = (i: Inciso): Dictamen => ({ inciso: i.inciso, ...(i.opciones[0] ? { opcion: i.opciones[0] } : {}) })

interface Props {
  inciso: Inciso
  folio: string
  manda: (dictamen: Dictamen) => void
  cierra: () => void
}

/** The strip of one inciso: digits choose, Enter sends, Escape leaves. */
export function Tira({ inciso, folio, manda, cierra }: Props) {
  const unica = inciso.opciones.length === 1 ? inciso.opciones[0] : undefined
  const [opcion, setOpcion] = useState(unica)
  const [detalle, setDetalle] = useState('')
  const [considerado, setConsiderado] = useState(false)
  const [falta, setFalta] = useState('')
  const caja = useRef<HTMLFormElement>(null)
  const texto = useRef<HTMLTextAreaElement>(null)
  const casilla = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (inciso.opciones.length > 1) caja.current?.focus()
    else (casilla.current ?? texto.current)?.focus()
  }, [inciso])

  function elige(cual: string) {
    setOpcion(cual)
    setFalta('')
    if (inciso.precisar) texto.current?.focus()
  }
  function tecla(evento: KeyboardEvent) {
    if (evento.key === 'Escape') {
      evento.stopPropagation()
      cierra()
      return
    }
    if (evento.key === 'Enter' && !evento.shiftKey && !(evento.target instanceof HTMLButtonElement)) {
      evento.preventDefault()
      caja.current?.requestSubmit()
      return
    }
    const cual = inciso.opciones[Number(evento.key) - 1]
    if (cual && !(evento.target instanceof HTMLTextAreaElement)) {
      evento.preventDefault()
      elige(cual)
    }
  }
  function envia(evento: SyntheticEvent) {
    evento.preventDefault()
    if (inciso.opciones.length && !opcion) return setFalta('Elija el detalle con su número.')
    if (inciso.precisar && !detalle.trim()) return setFalta('Escriba qué encontró.')
    if (inciso.confirma && !considerado) return setFalta('Marque la casilla: este inciso pide confirmarlo.')
    manda({
      inciso: inciso.inciso,
      ...(opcion ? { opcion } : {}),
      ...(detalle.trim() ? { detalle: detalle.trim() } : {}),
      ...(inciso.confirma ? { considerado } : {}),
    })
  }
  return (
    // Digits choose while the strip has the focus; each option is a button as well.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form ref={caja} tabIndex={-1} className="tira" aria-label={`Inciso ${inciso.inciso}`} onKeyDown={tecla} onSubmit={envia}>
      <p>
        <strong>
          {inciso.inciso}) {inciso.tipo}
        </strong>{' '}
        {INCISOS[inciso.inciso]} <span className="mono">{folio}</span>
      </p>
      <div className="botones">
        {inciso.opciones.map((o, i) => (
          <Boton key={o} aria-pressed={o === opcion} onClick={() => elige(o)}>
            <kbd>{i + 1}</kbd> {o}
          </Boton>
        ))}
      </div>
      {(inciso.precisar || inciso.opciones.length > 1) && (
        <label>
          {inciso.precisar ? 'Qué encontró' : 'Detalle (opcional)'}
          <textarea ref={texto} rows={2} maxLength={MAXIMO_DETALLE} value={detalle} onChange={(e) => setDetalle(e.target.value)} />
        </label>
      )}
      {[inciso.supuesto, inciso.excepcion, inciso.comparacion].filter(Boolean).map((dicho) => (
        <p key={dicho} className="ayuda">
          {dicho}
        </p>
      ))}
      {inciso.confirma && (
        <label className="casilla">
          <input ref={casilla} type="checkbox" checked={considerado} onChange={(e) => setConsiderado(e.target.checked)} />
          {inciso.confirma}
        </label>
      )}
      {falta && (
        <p className="falta" role="alert">
          {falta}
        </p>
      )}
      <div className="botones">
        <Boton type="submit" tipo="peligro">
          Dictaminar inciso {inciso.inciso} <kbd>Entrar</kbd>
        </Boton>
        <Boton onClick={cierra}>
          Volver <kbd>Esc</kbd>
        </Boton>
      </div>
    </form>
  )
}
