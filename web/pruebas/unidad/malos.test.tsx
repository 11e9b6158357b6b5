/** What bad input and failures get in the forms of every page: nothing typed is lost, nothing is sent twice. */
import { useQuery } from '@tanstack/react-query'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, datos } from '../../comun/api/cliente'
import * as borradores from '../../comun/borradores'
import { Accion, Consulta, Formulario } from '../../comun/ui'
import { SinConexion } from '../../portal/SinConexion'
import { muestra, negativa, servicio } from './servicio'

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const CAMPOS = [
  { nombre: 'opl', etiqueta: 'Id' },
  { nombre: 'clave', etiqueta: 'Llave', reservado: true },
] as const
const registra = (v: Record<string, string>) => datos(api.POST('/v1/opls', { body: v as never }))
const Forma = () => <Formulario campos={CAMPOS} enviar={registra} boton="Guardar" />
const escribe = (etiqueta: string, valor: string) => fireEvent.change(screen.getByLabelText(new RegExp(`^${etiqueta}`)), { target: { value: valor } })
const escrito = (etiqueta: string) => (screen.getByLabelText(new RegExp(`^${etiqueta}`)) as HTMLInputElement).value
const envia = () => fireEvent.submit(screen.getByLabelText(/^Id/).closest('form')!)

describe('lo escrito en un formulario', () => {
  it('sin red sigue en la página, y al enviarlo otra vez lleva la misma clave', async () => {
    let red = false
    const pedidos = servicio(() => (red ? { status: 201, cuerpo: {} } : new TypeError('sin red')))
    muestra(<Forma />)
    escribe('Id', 'IEEG')
    envia()
    await screen.findByText(/No hay conexión con el servicio/)
    expect(escrito('Id')).toBe('IEEG')
    red = true
    envia()
    await waitFor(() => expect(pedidos).toHaveLength(2))
    expect(pedidos[0]?.clave).toBe(pedidos[1]?.clave)
  })

  it('un 503 se cuenta hacia atrás, se repite solo con la misma clave, y tres veces a lo más', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const pedidos = servicio(() => ({ ...negativa(503, 'ocupado', 'Otros escriben lo mismo.'), cabeceras: { 'Retry-After': '2' } }))
    muestra(<Forma />)
    escribe('Id', 'IEEG')
    envia()
    for (const veces of [2, 3, 4]) {
      await screen.findByRole('button', { name: /Se repite en/ })
      while (pedidos.length < veces) await act(() => vi.advanceTimersByTimeAsync(1_000))
    }
    await screen.findByRole('button', { name: 'Intentar de nuevo' })
    await act(() => vi.advanceTimersByTimeAsync(10_000))
    expect(pedidos).toHaveLength(4)
    expect(new Set(pedidos.map((p) => p.clave)).size).toBe(1)
    expect(escrito('Id')).toBe('IEEG')
  })

  it('un 409 dice qué pasó y deja leer lo que hay ahora, con lo escrito al lado', async () => {
    let version = 1
    servicio(({ que }) => (que.startsWith('POST') ? negativa(409, 'version_anterior', 'Alguien lo cambió.') : { cuerpo: { version: version++ } }))
    const Pagina = () => {
      const { data } = useQuery({ queryKey: ['x'], queryFn: () => datos(api.GET('/v1/opls')) as unknown as Promise<{ version: number }> })
      return (
        <>
          <p>versión {data?.version}</p>
          <Forma />
        </>
      )
    }
    muestra(<Pagina />)
    await screen.findByText('versión 1')
    escribe('Id', 'IEEG')
    envia()
    await screen.findByText(/Alguien lo cambió/)
    fireEvent.click(screen.getByRole('button', { name: /Leer lo que hay ahora/ }))
    await screen.findByText('versión 2')
    expect(escrito('Id')).toBe('IEEG')
  })

  it('no se pierde porque falle una lectura posterior de la página', async () => {
    let falla = false
    servicio(() => (falla ? new TypeError('sin red') : { cuerpo: { elementos: [] } }))
    const Pagina = () => (
      <Consulta clave={['y']} pide={() => datos(api.GET('/v1/opls'))} cada={() => 20}>
        {() => <Forma />}
      </Consulta>
    )
    muestra(<Pagina />)
    await screen.findByLabelText(/^Id/)
    escribe('Id', 'IEEG')
    falla = true
    await screen.findByText(/No hay conexión con el servicio/)
    expect(escrito('Id')).toBe('IEEG')
  })
})

describe('cuando la sesión termina', () => {
  const deAccion = (
    <Accion boton="Registrar" campos={CAMPOS} hacer={registra} />
  )

  it('lo escrito vuelve en el mismo diálogo a la misma persona, una vez, sin lo reservado', () => {
    muestra(deAccion)
    fireEvent.click(screen.getByRole('button', { name: 'Registrar' }))
    escribe('Id', 'IEEG')
    escribe('Llave', 'PRIVADA')
    borradores.guarda('sub1')
    expect(JSON.stringify(sessionStorage)).not.toContain('PRIVADA')
    cleanup()
    borradores.entra('sub1')
    muestra(deAccion)
    expect(escrito('Id')).toBe('IEEG')
    expect(escrito('Llave')).toBe('')
    screen.getByText(/Aquí está lo que había escrito/)
    cleanup()
    muestra(deAccion)
    expect(screen.queryByLabelText(/^Id/)).toBeNull()
  })

  it('otra persona, o la misma después de media hora, no lo recibe', () => {
    const guarda = (en: number) => {
      muestra(<Forma />)
      escribe('Id', 'IEEG')
      borradores.guarda('sub1', en)
      cleanup()
    }
    guarda(0)
    borradores.entra('sub2', 1)
    expect(sessionStorage.length).toBe(0)
    guarda(0)
    borradores.entra('sub1', borradores.DURA_MS + 1)
    expect(sessionStorage.length).toBe(0)
  })

  it('si nadie vuelve a entrar se borra solo', () => {
    vi.useFakeTimers()
    muestra(<Forma />)
    escribe('Id', 'IEEG')
    borradores.guarda('sub1')
    expect(sessionStorage.length).toBe(1)
    vi.advanceTimersByTime(borradores.DURA_MS + 2)
    expect(sessionStorage.length).toBe(0)
  })

  it('de lo que nadie tocó no se guarda nada, y en otra página no aparece', () => {
    muestra(<Forma />)
    borradores.guarda('sub1')
    expect(sessionStorage.length).toBe(0)
    escribe('Id', 'IEEG')
    borradores.guarda('sub1')
    cleanup()
    history.pushState(null, '', '/otra')
    muestra(<Forma />)
    expect(escrito('Id')).toBe('')
    history.pushState(null, '', '/')
  })
})

describe('la falta de red', () => {
  it('se dice arriba de todas las páginas mientras dura', () => {
    const conectada = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
    muestra(<SinConexion />)
    expect(screen.queryByText('Sin conexión')).toBeNull()
    conectada.mockReturnValue(false)
    act(() => void window.dispatchEvent(new Event('offline')))
    screen.getByText('Sin conexión')
    conectada.mockReturnValue(true)
    act(() => void window.dispatchEvent(new Event('online')))
    expect(screen.queryByText('Sin conexión')).toBeNull()
  })
})
