import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Aplicacion, Vista } from '../estado/aplicacion'

export const Contexto = createContext<Aplicacion | null>(null)

/** The app and what it shows now. */
export function useApp(): { app: Aplicacion; vista: Vista } {
  const app = useContext(Contexto)
  if (!app) throw new Error('outside the app')
  return { app, vista: useSyncExternalStore(app.subscribe, () => app.vista) }
}
