import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Camara, PORQUE } from '../captura/camara'
import { Visor } from '../captura/Visor'
import { Aplicacion, type Vista } from '../estado/aplicacion'
import { refresh } from '../estado/auxiliar'
import { Enviador } from '../estado/envios'
import { anterior } from '../estado/perfiles'
import { Almacen } from '../nucleo/almacen'
import { utf8 } from '../nucleo/bytes'
import { nuevaLlaveEstado } from '../nucleo/contrasena'
import { Acuses } from '../pantallas/Acuses'
import { device } from '../pantallas/impedimentos'
import { Inicio } from '../pantallas/Inicio'
import { Pendientes } from '../pantallas/Pendientes'
import { Contexto } from '../partes/contexto'
import { auxiliar, registro, vista } from './muestras'

type Contesta = (ruta: string) => unknown

/** A network whose API answers what `contesta` says; null is no network. Returns what was asked. */
function network(contesta: Contesta): string[] {
  const pedido: string[] = []
  vi.stubGlobal('fetch', async (que: Request | string) => {
    const { pathname, search } = new URL(typeof que === 'string' ? que : que.url, location.origin)
    pedido.push(pathname + search)
    const cuerpo = await contesta(pathname + search)
    if (cuerpo === null) throw new TypeError('no network')
    return Response.json(cuerpo)
  })
  return pedido
}

/** A screen over a state that does not change. */
function show(pantalla: ReactElement, estado: Vista): void {
  const app = { vista: estado, subscribe: () => () => undefined, ahora: () => Date.parse('2026-03-05T12:00:00Z'), almacen: {}, enviador: {} }
  render(<Contexto value={app as unknown as Aplicacion}>{pantalla}</Contexto>)
}

beforeEach(() => void network(() => null))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the menu of an auxiliar', () => {
  const capture = () => screen.getByRole('button', { name: 'Captura de Datos' }) as HTMLButtonElement

  it.each([
    ['removed', auxiliar({ baja: '2026-03-04' }), 'Su registro fue dado de baja'],
    ['of an aspirante who ended', auxiliar({ aspirante: { ...auxiliar().aspirante, vigente: false } }), 'El registro de la persona aspirante terminó'],
    ['whose evidence is asked for first (8.5)', auxiliar({ captura_permitida: false }), 'Faltan sus testigos visuales'],
    ['with an app too old', auxiliar({ version_minima: '1.0.1' }), 'Actualice la aplicación']
  ])('%s: capture is closed and sending is not', (_que, quien, titulo) => {
    show(<Inicio />, vista({ auxiliar: quien, registros: [registro()] }))
    expect(screen.getByText(titulo)).toBeTruthy()
    expect(capture().disabled).toBe(true)
    expect((screen.getByRole('button', { name: /Pendientes y acuses/ }) as HTMLButtonElement).disabled).toBe(false)
  })

  it('another notice in force is told, with the way to it', () => {
    show(<Inicio />, vista({ auxiliar: auxiliar({ aviso_vigente: 'otro' }) }))
    expect(screen.getByText('Hay otro aviso de privacidad')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Leer el aviso' }))
    expect(location.hash).toBe('#/registro')
  })

  it('a maintenance is told before anything is sent (9.15)', async () => {
    network((ruta) => (ruta === '/v1/atencion' ? { mantenimientos: [{ desde: '2026-03-05T11:00:00Z', hasta: '2026-03-05T13:00:00Z' }] } : null))
    show(<Inicio />, vista())
    await screen.findByText('Mantenimiento en curso')
  })

  it('versions are compared by number', () => {
    expect([anterior('1.9.0', '1.10.0'), anterior('1.10.0', '1.9.9'), anterior('1.0.0', '1.0.0'), anterior('0.9.9', '1.0.0')]).toEqual([true, false, false, true])
  })
})

it('Mi Apoyo says which processes are in course before one signs in (10.9)', async () => {
  const proceso = { proceso: 'P1', nombre: 'Proceso Local', entidad_nombre: 'Guanajuato' }
  const pedido = network((ruta) =>
    ruta === '/v1/procesos-vigentes' ? { elementos: [], siguiente: 'x' }
      : ruta === '/v1/procesos-vigentes?despues=x' ? { elementos: [proceso], siguiente: null } : null
  )
  show(<Inicio />, vista({ modo: 'mi_apoyo', auxiliar: null, dentro: false }))
  await screen.findByText('Proceso Local · Guanajuato')
  expect(pedido).toContain('/v1/procesos-vigentes?despues=x')
})

describe('what is kept on the phone', () => {
  const open = (estado: Vista) => {
    show(<Pendientes />, estado)
    fireEvent.click(screen.getByRole('button', { expanded: false, name: /Apoyo/ }))
  }

  it('sealed with a key that changed: says the way out, and sending again is not offered', () => {
    open(vista({ registros: [registro({ estado: 'rechazado', motivo: { codigo: 'sobre_otra_llave', texto: 'Se cifró con otra llave.' } })] }))
    expect(screen.getByText(/Actualizar datos/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Enviar otra vez' })).toBeNull()
  })

  it.each([
    ['waiting, its aspirante ended: it is still sent (9.14)', registro({ estado: 'guardado' })],
    ['in conflict', registro({ estado: 'conflicto', motivo: { codigo: 'acuse_ajeno', texto: 'x' } })]
  ])('%s: deletion is not offered', (_que, r) => {
    open(vista({ auxiliar: auxiliar({ aspirante: { ...auxiliar().aspirante, vigente: false } }), registros: [r] }))
    expect(screen.queryByRole('button', { name: 'Borrar de este teléfono' })).toBeNull()
  })
})

it('receipts sent from a lost phone are listed again, page after page, and an empty page goes on (9.14)', async () => {
  const acuse = (folio: string) => ({ folio, recibido_en: '2026-03-04T10:00:00Z', integridad: 'a'.repeat(64) })
  const paginas: Record<string, unknown> = {
    '/v1/auxiliares/acuses': { elementos: [acuse('UNO')], siguiente: 'a' },
    '/v1/auxiliares/acuses?despues=a': { elementos: [], siguiente: 'b' },
    '/v1/auxiliares/acuses?despues=b': { elementos: [acuse('DOS')], siguiente: null }
  }
  network((ruta) => paginas[ruta] ?? null)
  show(<Acuses />, vista())
  await screen.findByText('UNO')
  fireEvent.click(screen.getByRole('button', { name: 'Ver más' }))
  await screen.findByText('DOS')
  expect(screen.queryByRole('button', { name: 'Ver más' })).toBeNull()
})

it.each([['NotAllowedError', 'negada'], ['NotFoundError', 'ausente'], ['NotReadableError', 'ocupada']] as const)(
  'camera, %s: why and what to do on the screen, no gallery, and trying again',
  async (nombre, falla) => {
    const getUserMedia = vi.fn(() => Promise.reject(new DOMException('', nombre)))
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } })
    render(<Visor camara={new Camara()} frente="environment" forma="tarjeta" listo={() => undefined} />)
    await screen.findByText(PORQUE[falla])
    expect(document.querySelector('input[type=file]')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Reintentar' }))
    await screen.findByText(PORQUE[falla])
    expect(getUserMedia).toHaveBeenCalledTimes(2)
  }
)

it('a camera that shows nothing is told as such', () => {
  render(<Visor camara={new Camara()} frente="environment" forma="tarjeta" negra listo={() => undefined} />)
  expect(screen.getByText(PORQUE.negra)).toBeTruthy()
})

describe('what the server says now', () => {
  const leida = (cambios: object = {}) => ({
    hora_servidor: new Date().toISOString(), aviso_vigente: 'a', captura_permitida: true, version_minima: '0.0.0', dispositivos: [],
    auxiliar: { auxiliar: 'AUX1', baja: null, cedula: null, aviso: 'a' },
    proceso: { proceso: 'P', nombre: 'P', llave_captura: { arn: 'nueva', publica_der: 'AAAA' } },
    aspirante: { aspirante: 'ASP1', nombre: 'N', cargo: 'C', unidad: '', vigente: true, emblema: null }, periodo: auxiliar().periodo,
    ...cambios
  })
  const registered = async () => {
    const app = await Aplicacion.start()
    app.almacen.llavesEstado.auxiliar = await nuevaLlaveEstado()
    await app.saveProfile('auxiliar', auxiliar({ llave: { arn: 'vieja', publica_der: 'AAAA' } }))
    return app
  }

  it('another key: what is captured from now on is sealed with it', async () => {
    network((ruta) => (ruta === '/v1/aplicacion' ? leida() : null))
    const app = await registered()
    await refresh(app)
    expect(app.vista.auxiliar!.llave.arn).toBe('nueva')
  })

  it.each([11, -11])('a phone whose clock is %i minutes off captures nothing until it is set', async (minutos) => {
    network((ruta) => (ruta === '/v1/aplicacion' ? leida({ hora_servidor: new Date(Date.now() - minutos * 60_000).toISOString() }) : null))
    const app = await registered()
    await refresh(app)
    expect(device(app.vista)?.titulo).toBe('La hora del teléfono no es correcta')
    network((ruta) => (ruta === '/v1/aplicacion' ? leida() : null))
    await refresh(app)
    expect(device(app.vista)).toBeNull()
  })
})

it('of two windows one sends', async () => {
  let tomado = false
  const request = async (_: string, __: object, tarea: (candado: unknown) => Promise<unknown>) => {
    if (tomado) return tarea(null)
    tomado = true
    try {
      return await tarea({})
    } finally {
      tomado = false
    }
  }
  Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } })
  let contesta: () => void = () => undefined
  const espera = new Promise<void>((si) => { contesta = si })
  const pedido = network(async () => (await espera, null))
  const llave = await nuevaLlaveEstado()
  const ventanas = await Promise.all([1, 2].map(async () => {
    const almacen = await Almacen.open('dos-ventanas')
    almacen.llavesEstado.auxiliar = llave
    return almacen
  }))
  await ventanas[0]!.add(registro(), utf8('sellado'))
  const enviadores = ventanas.map((almacen) => new Enviador(almacen, () => undefined))
  enviadores.forEach((enviador) => enviador.allow(['auxiliar']))
  await vi.waitFor(() => expect([pedido.length, enviadores.filter(({ estado }) => estado.activo).length]).toEqual([1, 1]))
  contesta()
  enviadores.forEach((enviador) => enviador.allow([]))
})
