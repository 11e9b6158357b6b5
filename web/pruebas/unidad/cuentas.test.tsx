/** Whoever has several accounts chooses which one acts; what is to be acknowledged is told on the first page. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as sesion from '../../comun/sesion/sesion'
import { direccionDeEntrada } from '../../comun/sesion/pkce'
import MisAvisos, { AvisosPendientes } from '../../portal/paginas/comunes/MisAvisos'
import { Portal } from '../../portal/Portal'
import { muestra, servicio } from './servicio'

afterEach(() => {
  cleanup()
  sesion.termina('salida')
  vi.unstubAllGlobals()
})

const grupo = { cliente: 'c', entrada: 'https://acceso.invalid', proveedores: [] }
const ficha = `a.${btoa(JSON.stringify({ sub: 'sub1', iat: 1000, exp: 4600 }))}.c`
const cuenta = (nombre: string, rol: string) => ({ cuenta: nombre, rol, opl: 'IEEG', proceso: '', aspirante: '', auxiliar: '', operador: '' })

/** The portal of somebody who signed in, over a service that has those accounts. */
async function entra(cuentas: object[]): Promise<(string | null)[]> {
  const conCuenta: (string | null)[] = []
  vi.stubGlobal('fetch', async (que: string | Request, opciones?: RequestInit) => {
    const a = typeof que === 'string' ? que : new URL(que.url).pathname
    if (a === '/config.json') return Response.json({ grupos: { institucional: grupo, federado: grupo } })
    if (a.endsWith('/token')) return Response.json({ id_token: ficha, refresh_token: 'r' })
    if (a === '/v1/cuenta') return Response.json({ cuentas })
    conCuenta.push(que instanceof Request ? que.headers.get('X-Cuenta') : new Headers(opciones?.headers).get('X-Cuenta'))
    return Response.json({ elementos: [], mantenimientos: [] })
  })
  const direccion = new URL(await direccionDeEntrada('institucional', grupo, '/'))
  await sesion.recibe(`?code=c&state=${direccion.searchParams.get('state')}`)
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Portal />
    </QueryClientProvider>,
  )
  return conCuenta
}

describe('las cuentas', () => {
  it('con varias se elige una, y lo que sigue la lleva', async () => {
    const conCuenta = await entra([cuenta('CTAUNA', 'opl'), cuenta('CTAOTRA', 'supervisor')])
    await screen.findByRole('heading', { name: '¿Con qué cuenta quiere actuar?' })
    expect((await axe.run(document.body)).violations).toEqual([])
    conCuenta.length = 0
    fireEvent.click(screen.getByRole('button', { name: /Supervisión/ }))
    await screen.findByRole('heading', { name: 'Supervisión de la Mesa de Control' })
    await waitFor(() => expect(conCuenta).toContain('CTAOTRA'))
    expect(conCuenta).not.toContain('CTAUNA')
  })

  it('con una no se pregunta', async () => {
    await entra([cuenta('CTAUNA', 'opl')])
    await screen.findByRole('heading', { name: 'Administración del OPL' })
  })
})

describe('los avisos por aceptar (18.4)', () => {
  const aviso = { aviso: 'AV1', titulo: 'Aviso integral', tipo: 'aviso', version: 1, aceptado_en: null as string | null }

  it('se anuncian, se aceptan una vez con constancia, y dejan de anunciarse', async () => {
    const pedidos = servicio(({ que }) => {
      if (que.startsWith('POST')) aviso.aceptado_en = '2027-01-29T18:00:00.000Z'
      return { cuerpo: que.startsWith('POST') ? {} : { elementos: [{ ...aviso }] } }
    })
    const { container } = muestra(
      <>
        <AvisosPendientes />
        <MisAvisos />
      </>,
    )
    await screen.findByText('Ver avisos pendientes (1)')
    fireEvent.click(await screen.findByRole('button', { name: 'Aceptar' }))
    expect((await axe.run(container)).violations).toEqual([])
    const forma = document.querySelector('dialog form')!
    fireEvent.submit(forma)
    fireEvent.submit(forma)
    await screen.findByText(/^Aceptado: /)
    expect(screen.queryByText('Ver avisos pendientes (1)')).toBeNull()
    expect(pedidos.filter((p) => p.que.startsWith('POST')).map((p) => p.que)).toEqual(['POST /v1/avisos-privacidad/AV1/aceptacion'])
  })
})
