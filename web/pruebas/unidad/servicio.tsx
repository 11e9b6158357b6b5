import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { CuentaActiva, type Cuenta } from '../../comun/sesion/usar'

export interface Pedido {
  que: string
  cuerpo: unknown
  clave: string | null
}

type Contesta = (pedido: Pedido) => { status?: number; cuerpo: unknown; cabeceras?: Record<string, string> } | Error

/** A service that answers as `contesta` says (an `Error`: the network is lost); what was asked of it, in order. */
export function servicio(contesta: Contesta): Pedido[] {
  const pedidos: Pedido[] = []
  vi.stubGlobal('fetch', async (solicitud: Request) => {
    const texto = await solicitud.clone().text()
    const pedido: Pedido = {
      que: `${solicitud.method} ${new URL(solicitud.url).pathname}`,
      cuerpo: texto ? (JSON.parse(texto) as unknown) : undefined,
      clave: solicitud.headers.get('Idempotency-Key'),
    }
    pedidos.push(pedido)
    const respuesta = contesta(pedido)
    if (respuesta instanceof Error) throw respuesta
    return Response.json(respuesta.cuerpo, { status: respuesta.status ?? 200, headers: respuesta.cabeceras })
  })
  return pedidos
}

/** A refusal as the API gives it. */
export const negativa = (status: number, code: string, detail: string, mas: object = {}) => ({
  status,
  cuerpo: { type: 'about:blank', title: 'Negativa', status, code, detail, ...mas },
})

/** A page as that role sees it. */
export function muestra(pagina: ReactNode, rol = 'ine', cuenta: Partial<Cuenta> = {}) {
  const propia = { cuenta: 'CTA1', rol, opl: '', proceso: '', aspirante: '', auxiliar: '', operador: '', ...cuenta } as Cuenta
  const consultas = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <QueryClientProvider client={consultas}>
      <CuentaActiva cuenta={propia}>{pagina}</CuentaActiva>
    </QueryClientProvider>,
  )
}
