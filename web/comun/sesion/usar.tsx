import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react'
import type { components } from '../api/api'
import { api, datos } from '../api/cliente'
import * as sesion from './sesion'

export type Cuenta = components['schemas']['CuentaPropia']

/** State of the session of this tab. */
export const useSesion = () => useSyncExternalStore(sesion.escucha, sesion.actual)

const ConCuenta = createContext<Cuenta | undefined>(undefined)

/** The account that acts; undefined for whoever is not signed in, or has none. */
export const useCuenta = () => useContext(ConCuenta)

/** The account that acts, on pages that only an account reaches. */
export function useCuentaPropia(): Cuenta {
  const cuenta = useContext(ConCuenta)
  if (!cuenta) throw new Error('Esta página necesita una cuenta.')
  return cuenta
}

export const CuentaActiva = ({ cuenta, children }: { cuenta: Cuenta | undefined; children: ReactNode }) => (
  <ConCuenta.Provider value={cuenta}>{children}</ConCuenta.Provider>
)

/** The person's accounts in force. */
export function useCuentas() {
  const { dentro } = useSesion()
  return useQuery({
    queryKey: ['cuentas propias'],
    queryFn: () => datos(api.GET('/v1/cuenta')),
    enabled: dentro,
    staleTime: Infinity,
  })
}
