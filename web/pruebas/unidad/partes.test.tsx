import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ErrorDeApi } from '../../comun/api/problemas'
import { Formulario, Lista, Tabla } from '../../comun/ui'
import { Tira } from '../../portal/mesa/Veredicto'
import { esDeOtro } from '../../portal/mesa/teclas'

afterEach(cleanup)

const campos = [
  { nombre: 'correo', etiqueta: 'Correo', requerido: true },
  { nombre: 'curp', etiqueta: 'CURP' },
] as const

describe('el formulario', () => {
  it('se envía una vez aunque se oprima dos, sin espacios ni campos vacíos', async () => {
    let termina = () => {}
    const enviar = vi.fn(() => new Promise<void>((hecho) => (termina = hecho)))
    render(<Formulario campos={campos} enviar={enviar} boton="Guardar" />)
    fireEvent.change(screen.getByLabelText('Correo'), { target: { value: ' a@b.invalid ' } })
    const forma = screen.getByRole('button', { name: 'Guardar' }).closest('form')!
    fireEvent.submit(forma)
    fireEvent.submit(forma)
    expect(enviar).toHaveBeenCalledExactlyOnceWith({ correo: 'a@b.invalid' })
    termina()
    await screen.findByRole('button', { name: 'Guardar' })
  })

  it('una negativa conserva lo escrito y ata cada falta a su campo', async () => {
    const problema = { status: 422, code: 'datos_no_admitidos', title: 'Datos no admitidos', detail: 'Corrija.' }
    const falla = new ErrorDeApi({ ...problema, faltas: [{ campo: 'curp', texto: 'No tiene 18 caracteres.' }] })
    const { container } = render(<Formulario campos={campos} enviar={() => Promise.reject(falla)} boton="Guardar" />)
    const curp = screen.getByLabelText(/CURP/) as HTMLInputElement
    fireEvent.change(curp, { target: { value: 'ABC' } })
    fireEvent.submit(curp.form!)
    await waitFor(() => expect(curp.getAttribute('aria-invalid')).toBe('true'))
    expect(curp.value).toBe('ABC')
    const dicho = document.getElementById(curp.getAttribute('aria-describedby')!)
    expect(dicho?.textContent).toBe('No tiene 18 caracteres.')
    expect((await axe.run(container)).violations).toEqual([])
  })
})

describe('la lista', () => {
  it('pide páginas por cursor y sigue sola mientras vienen vacías', async () => {
    const paginas: Record<string, { elementos: { id: string }[]; siguiente: string | null }> = {
      '': { elementos: [], siguiente: 'a' },
      a: { elementos: [{ id: 'uno' }], siguiente: 'b' },
      b: { elementos: [{ id: 'dos' }], siguiente: null },
    }
    const pagina = vi.fn((despues?: string) => Promise.resolve(paginas[despues ?? '']!))
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Lista titulo="Cosas" clave={['cosas']} pagina={pagina} llave={(f) => f.id} columnas={[{ titulo: 'Id', celda: (f) => f.id }]} />
      </QueryClientProvider>,
    )
    await screen.findByText('uno')
    expect(pagina.mock.calls.map(([d]) => d)).toEqual([undefined, 'a'])
    fireEvent.click(screen.getByRole('button', { name: /Mostrar más/ }))
    await screen.findByText('dos')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('una tabla sin filas lo dice', () => {
    render(<Tabla titulo="Nada" filas={[]} llave={String} columnas={[]} vacia="Todavía no hay." />)
    screen.getByText('Todavía no hay.')
  })
})

describe('la tira de un inciso', () => {
  const inciso = { inciso: 'f', tipo: 'Otra', opciones: ['OCR', 'CIC'], precisar: true }

  it('el número elige, el detalle exigido se pide y Entrar envía', () => {
    const manda = vi.fn()
    render(<Tira inciso={inciso} folio="F" manda={manda} cierra={() => {}} />)
    const forma = screen.getByRole('form')
    fireEvent.keyDown(forma, { key: '2' })
    fireEvent.submit(forma)
    expect(manda).not.toHaveBeenCalled()
    screen.getByRole('alert')
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'No se lee' } })
    fireEvent.submit(forma)
    expect(manda).toHaveBeenCalledExactlyOnceWith({ inciso: 'f', opcion: 'CIC', detalle: 'No se lee' })
  })
})

describe('las teclas del escritorio', () => {
  const tecla = (donde: Element, inicio: KeyboardEventInit) => {
    const evento = new KeyboardEvent('keydown', { bubbles: true, ...inicio })
    Object.defineProperty(evento, 'target', { value: donde })
    return esDeOtro(evento)
  }

  it('no actúan al escribir, con la tecla sostenida, con Ctrl ni con un diálogo abierto', () => {
    const campo = document.body.appendChild(document.createElement('textarea'))
    expect(tecla(document.body, { key: 'v' })).toBe(false)
    expect(tecla(campo, { key: 'v' })).toBe(true)
    expect(tecla(document.body, { key: 'v', repeat: true })).toBe(true)
    expect(tecla(document.body, { key: 'v', ctrlKey: true })).toBe(true)
    const dialogo = document.body.appendChild(document.createElement('dialog'))
    dialogo.setAttribute('open', '')
    expect(tecla(document.body, { key: 'v' })).toBe(true)
    dialogo.remove()
    campo.remove()
  })
})
