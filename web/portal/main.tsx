import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { reintento } from '../comun/api/cliente'
import { ErrorDeApi } from '../comun/api/problemas'
import '../comun/estilo/base.css'
import * as sesion from '../comun/sesion/sesion'
import './estilo.css'
import { Portal } from './Portal'

const consultas = new QueryClient({
  queryCache: new QueryCache({
    onError: (falla) => {
      // Another account was granted since they were read: who acts is chosen, and the page is read anew.
      if (falla instanceof ErrorDeApi && falla.codigo === 'elija_cuenta') void consultas.invalidateQueries({ queryKey: ['cuentas propias'] })
    },
  }),
  defaultOptions: {
    queries: {
      retry: (veces, falla) => reintento(veces, falla) !== undefined,
      retryDelay: (veces, falla) => reintento(veces, falla) ?? 1000,
      refetchOnWindowFocus: false,
      staleTime: 5_000,
      gcTime: 30_000, // personal data of a page that was left is soon forgotten
    },
    mutations: { retry: false },
  },
})

/** Nothing of one account is left for the next one. */
let antes = `${sesion.actual().dentro} ${sesion.actual().cuenta}`
sesion.escucha(() => {
  const ahora = `${sesion.actual().dentro} ${sesion.actual().cuenta}`
  if (ahora !== antes) consultas.clear()
  antes = ahora
})

const raiz = document.getElementById('raiz')
if (raiz) {
  await sesion.reanuda().catch(() => undefined)
  createRoot(raiz).render(
    <StrictMode>
      <QueryClientProvider client={consultas}>
        <Portal />
      </QueryClientProvider>
    </StrictMode>,
  )
}
