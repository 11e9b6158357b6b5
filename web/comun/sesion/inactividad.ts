/** Idle lock: after a while without touch or key the session ends; a minute before, a warning (WCAG 2.2.1). */
export const MINUTOS = 15
const AVISO_MS = 60_000

export interface Reloj {
  ahora(): number
  cada(ms: number, tarea: () => void): () => void
}

const DEL_NAVEGADOR: Reloj = {
  ahora: () => Date.now(),
  cada: (ms, tarea) => {
    const id = setInterval(tarea, ms)
    return () => clearInterval(id)
  },
}

const SENALES = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** Watch a window; `avisa(true)` when little is left, `avisa(false)` when somebody is there again. Returns the stop. */
export function vigilaInactividad(
  avisa: (falta: boolean) => void,
  termina: () => void,
  reloj: Reloj = DEL_NAVEGADOR,
  objetivo: EventTarget = window,
): () => void {
  const limite = MINUTOS * 60_000
  let ultima = reloj.ahora()
  let avisado = false
  const activo = () => {
    ultima = reloj.ahora()
    if (avisado) avisa((avisado = false))
  }
  const revisa = () => {
    const quieto = reloj.ahora() - ultima
    if (quieto >= limite) termina()
    else if (quieto >= limite - AVISO_MS && !avisado) avisa((avisado = true))
  }
  SENALES.forEach((senal) => objetivo.addEventListener(senal, activo, { passive: true }))
  const para = reloj.cada(5_000, revisa)
  return () => {
    SENALES.forEach((senal) => objetivo.removeEventListener(senal, activo))
    para()
  }
}
