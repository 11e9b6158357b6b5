// Whether what the app keeps is safe on this phone: persistence asked for, and room left.

export const MINIMO_LIBRE = 100 * 1024 * 1024

export interface Espacio {
  /** Bytes free for the app; Infinity where the browser does not say. */
  libre: number
  /** The browser promised not to evict. */
  protegido: boolean
}

export async function readEspacio(pide = false): Promise<Espacio> {
  const almacen = navigator.storage
  if (!almacen?.estimate) return { libre: Infinity, protegido: false }
  const { quota = Infinity, usage = 0 } = await almacen.estimate()
  const ya = (await almacen.persisted?.()) ?? false
  const protegido = ya || (pide && ((await almacen.persist?.()) ?? false))
  return { libre: quota - usage, protegido }
}

/** Whether the app runs installed: on iOS only then its storage is kept. */
export function instalada(): boolean {
  return matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true
}

export function esIos(): boolean {
  return /iPhone|iPad|iPod/.test(navigator.userAgent)
}
