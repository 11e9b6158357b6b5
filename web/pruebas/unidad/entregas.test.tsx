import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { CuentaActiva, type Cuenta } from '../../comun/sesion/usar'
import { Entregas } from '../../portal/paginas/entrega/Entregas'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const HECHA = { entrega: 'P-1', proceso: 'P', numero: 1, estado: 'lista', clases: {}, destinatarios: ['CTA1'], imagenes: 'lista', expedientes: 2, lista_en: '2027-03-01T00:00:00Z' }

it('el INE elige qué expedientes lleva la entrega, y la entrega dice cuáles y cuántos', async () => {
  const ordenes: unknown[] = []
  vi.stubGlobal('fetch', async (pedida: Request) => {
    if (pedida.method === 'POST') {
      ordenes.push(await pedida.json())
      return Response.json(HECHA, { status: 202 })
    }
    const camino = new URL(pedida.url).pathname
    if (camino === '/v1/cuentas') return Response.json({ elementos: [{ cuenta: 'CTA1', nombre: 'Quien descarga', rol: 'opl', estado: 'activa' }], siguiente: null })
    return Response.json(camino.endsWith('/entregas') ? { elementos: [HECHA] } : { opl: 'O' })
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <CuentaActiva cuenta={{ rol: 'ine', cuenta: 'CTA9' } as Cuenta}>
        <Entregas proceso="P" />
      </CuentaActiva>
    </QueryClientProvider>,
  )
  await screen.findByText('Los de una lista de folios', { selector: 'dd' })
  const ordena = async (cuantas: number, campos: Record<string, string>) => {
    fireEvent.click(screen.getAllByRole('button', { name: 'Ordenar la entrega' })[0]!)
    const forma = (await screen.findByLabelText(/Folios, si eligió/)).closest('form')!
    fireEvent.click(await within(forma).findByLabelText(/Quien descarga/))
    for (const [nombre, value] of Object.entries(campos)) fireEvent.change(forma.querySelector(`[data-campo=${nombre}] :is(input, select, textarea)`)!, { target: { value } })
    fireEvent.submit(forma)
    await waitFor(() => expect(ordenes).toHaveLength(cuantas))
    await waitFor(() => expect(screen.queryByLabelText(/Folios, si eligió/)).toBeNull())
  }
  const quien = { dias: '15' }
  await ordena(1, quien)
  await ordena(2, { ...quien, imagenes: 'lista', folios: 'aaaa-bbbb-cccc-dddd\nAAAA-BBBB-CCCC-EEEE' })
  const comun = { destinatarios: ['CTA1'], dias: 15, motivo: '' }
  expect(ordenes).toEqual([
    { ...comun, imagenes: 'ninguna', folios: [] },
    { ...comun, imagenes: 'lista', folios: ['AAAA-BBBB-CCCC-DDDD', 'AAAA-BBBB-CCCC-EEEE'] },
  ])
})
