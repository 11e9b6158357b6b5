import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { AcuseCompleto } from '../partes/AcuseCompleto'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('says that the proof is not there yet, and saves it once it is', async () => {
  const pendiente = { status: 409, code: 'prueba_pendiente', title: 'Prueba pendiente', detail: 'Estará en unos segundos.' }
  const listas = [Response.json(pendiente, { status: 409 }), Response.json({ folio: 'F', indice: 0, tamano: 1, prueba: 'la prueba' })]
  const pedidas: string[] = []
  vi.stubGlobal('fetch', (pedida: Request) => {
    pedidas.push(new URL(pedida.url).pathname)
    return Promise.resolve(listas.shift()!)
  })
  const guardados: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${guardados.push(blob as Blob)}`)
  render(<AcuseCompleto folio="A-B-C-D" />)
  fireEvent.click(screen.getByRole('button'))
  await screen.findByText(/Pida la prueba de nuevo/)
  expect(guardados).toEqual([])
  fireEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(guardados).toHaveLength(1))
  expect(await guardados[0]!.text()).toBe('la prueba')
  expect(screen.queryByText(/Pida la prueba de nuevo/)).toBeNull()
  expect(pedidas).toEqual(['/v1/apoyos/A-B-C-D/prueba', '/v1/apoyos/A-B-C-D/prueba'])
})
