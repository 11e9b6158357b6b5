/** Keys of the desk: `v` and the letters of the catalogue judge; what is no letter commands, so that no letter means two things. */
import { useEffect, useRef } from 'react'

export const ORDENES = [
  { tecla: 'Backspace', dice: 'Retroceso', hace: 'Deshacer el último dictamen (diez minutos)' },
  { tecla: 'F2', dice: 'F2', hace: 'Aclarar datos' },
  { tecla: 'F4', dice: 'F4', hace: 'Escalar a la autoridad (13.8)' },
  { tecla: 'F8', dice: 'F8', hace: 'Pausa o regreso al turno' },
  { tecla: 'F9', dice: 'F9', hace: 'Mis dictámenes recientes, también los de antes de recargar la página' },
  { tecla: ' ', dice: 'Espacio', hace: 'Ampliar la imagen bajo el puntero' },
  { tecla: '?', dice: '?', hace: 'Ver todas las teclas' },
] as const

export type Orden = (typeof ORDENES)[number]['tecla']

/** Whether a key belongs to what has the focus: nothing of the desk happens while somebody writes or a dialog is open. */
export function esDeOtro(evento: KeyboardEvent): boolean {
  if (evento.repeat || evento.ctrlKey || evento.altKey || evento.metaKey || evento.isComposing) return true
  const donde = evento.target instanceof Element ? evento.target : null
  if (document.querySelector('dialog[open]')) return true
  if (donde?.closest('input:not([type=checkbox]), textarea, select, [contenteditable=true]')) return true
  return evento.key === ' ' && !!donde?.closest('button, a, input, summary')
}

/** One listener for the page; the newest handler is called, and a key that it takes does nothing else. */
export function useTeclas(activas: boolean, atiende: (tecla: string) => boolean): void {
  const ultima = useRef(atiende)
  useEffect(() => {
    ultima.current = atiende
  })
  useEffect(() => {
    if (!activas) return
    const oye = (evento: KeyboardEvent) => {
      if (esDeOtro(evento)) return
      const tecla = evento.key.length === 1 ? evento.key.toLowerCase() : evento.key
      if (ultima.current(tecla)) evento.preventDefault()
    }
    window.addEventListener('keydown', oye)
    return () => window.removeEventListener('keydown', oye)
  }, [activas])
}
