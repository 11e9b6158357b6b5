import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { vigilaInactividad, MINUTOS } from '../../comun/sesion/inactividad'
import { direccionDeEntrada, pendienteDe, reto } from '../../comun/sesion/pkce'
import * as borradores from '../../comun/borradores'
import * as sesion from '../../comun/sesion/sesion'

const grupo = { cliente: 'cliente1', entrada: 'https://acceso.invalid', proveedores: [] }

describe('la entrada con PKCE', () => {
  beforeEach(() => sessionStorage.clear())

  it('calcula el reto del ejemplo de la RFC 7636', async () => {
    expect(await reto('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  })

  it('solo acepta la respuesta a su propia pregunta, y una vez', async () => {
    const direccion = new URL(await direccionDeEntrada('institucional', grupo, '/mesa'))
    const estado = direccion.searchParams.get('state') ?? ''
    expect(direccion.searchParams.get('code_challenge_method')).toBe('S256')
    expect(pendienteDe(`?code=c&state=${estado}`)?.volver).toBe('/mesa')
    expect(pendienteDe(`?code=c&state=${estado}`)).toBeUndefined()
    await direccionDeEntrada('institucional', grupo, '/mesa')
    expect(pendienteDe('?code=c&state=otro')).toBeUndefined()
  })
})

describe('la ficha', () => {
  it('dice cuánto dura, sea cual sea el reloj de la máquina', () => {
    const cuerpo = btoa(JSON.stringify({ iat: 34, exp: 1234 })).replaceAll('=', '')
    expect(sesion.vida(`a.${cuerpo}.c`)).toBe(1200)
  })
})

describe('la inactividad', () => {
  it('avisa un minuto antes, termina a su hora, y una tecla la pospone', () => {
    let ahora = 0
    let revisa = () => {}
    const reloj = { ahora: () => ahora, cada: (_: number, tarea: () => void) => ((revisa = tarea), () => {}) }
    const avisa = vi.fn()
    const termina = vi.fn()
    const ventana = new EventTarget()
    vigilaInactividad(avisa, termina, reloj, ventana)
    ahora = (MINUTOS - 1) * 60_000
    revisa()
    expect(avisa).toHaveBeenLastCalledWith(true)
    ventana.dispatchEvent(new Event('keydown'))
    expect(avisa).toHaveBeenLastCalledWith(false)
    ahora += (MINUTOS - 1) * 60_000
    revisa()
    expect(termina).not.toHaveBeenCalled()
    ahora += 60_000
    revisa()
    expect(termina).toHaveBeenCalledOnce()
  })
})

/** A token of an hour, issued by a clock that is not this machine's. */
const deUnaHora = (n: number) => `a.${btoa(JSON.stringify({ n, sub: 'sub1', iat: 1000, exp: 4600 }))}.c`

/** Sign in over a network that answers requests of the API as `api` says; what was asked, in order. */
async function entra(api: (a: string, cabeceras: Headers) => Response | Promise<Response>): Promise<string[]> {
  const pedido: string[] = []
  let dadas = 0
  vi.stubGlobal('location', { origin: 'https://portal.invalid', assign: (a: string) => pedido.push(a.split('?')[0] ?? '') })
  vi.stubGlobal('fetch', async (a: string, { method = 'GET', headers = {} }: RequestInit = {}) => {
    const cabeceras = new Headers(headers)
    pedido.push([method, a, cabeceras.get('X-Cuenta')].filter(Boolean).join(' '))
    if (a === '/config.json') return Response.json({ grupos: { institucional: grupo, federado: grupo } })
    if (a.endsWith('/token')) return Response.json({ id_token: deUnaHora(++dadas), refresh_token: 'r' })
    return a.startsWith('/v1/') ? api(a, cabeceras) : new Response('{}')
  })
  const entrada = new URL(await direccionDeEntrada('federado', grupo, '/'))
  await sesion.recibe(`?code=c&state=${entrada.searchParams.get('state')}`)
  pedido.length = 0
  return pedido
}

describe('un 401', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('con una ficha en vigor no pide otra: la sesión se abrió en otro equipo', async () => {
    const pedido = await entra(() => new Response('{}', { status: 401 }))
    expect(await sesion.enLugarDe(`Bearer ${deUnaHora(1)}`)).toBeUndefined()
    await sesion.comprueba()
    expect(pedido).toEqual(['GET /v1/cuenta'])
    expect(sesion.actual().fin).toBe('otro_equipo')
  })

  it('con una ficha vencida pide otra, y quien mandó la anterior recibe la que ya llegó', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const pedido = await entra(() => new Response('{}'))
    vi.setSystemTime(Date.now() + 3_600_000)
    expect(await sesion.enLugarDe(`Bearer ${deUnaHora(1)}`)).toBe(deUnaHora(2))
    expect(await sesion.enLugarDe(`Bearer ${deUnaHora(1)}`)).toBe(deUnaHora(2))
    expect(pedido).toEqual(['POST https://acceso.invalid/oauth2/token'])
  })

  it('que llega cuando ya se salió no cambia por qué se salió', async () => {
    let contesta: (r: Response) => void = () => {}
    await entra((a) => (a === '/v1/cuenta' ? new Promise((r) => (contesta = r)) : new Response('{}')))
    const comprobada = sesion.comprueba()
    await sesion.sal()
    contesta(new Response('{}', { status: 401 }))
    await comprobada
    expect(sesion.actual().fin).toBe('salida')
  })
})

describe('la salida', () => {
  afterEach(() => vi.unstubAllGlobals())

  async function entraYSale(api: (cuenta: string | null) => Response | Promise<Response>): Promise<string[]> {
    const pedido = await entra((_, cabeceras) => api(cabeceras.get('X-Cuenta')))
    await sesion.sal()
    return pedido
  }
  const final = ['POST https://acceso.invalid/oauth2/revoke', 'https://acceso.invalid/logout']

  it('cierra la sesión en la API, revoca y pasa por la página de salida', async () => {
    expect(await entraYSale(() => new Response('{}'))).toEqual(['DELETE /v1/cuenta/sesion', ...final])
    expect(sesion.actual()).toEqual({ dentro: false, fin: 'salida' })
    expect(sessionStorage.getItem('captacion.sesion')).toBeNull()
  })

  it('con varias cuentas y ninguna elegida cierra con la primera: todas se cierran', async () => {
    const pedido = await entraYSale((cuenta) =>
      cuenta ? new Response('{}') : Response.json({ code: 'elija_cuenta', cuentas: ['c1', 'c2'] }, { status: 409 }),
    )
    expect(pedido).toEqual(['DELETE /v1/cuenta/sesion', 'DELETE /v1/cuenta/sesion c1', ...final])
  })

  it('sin red sale igual', async () => {
    expect(await entraYSale(() => Promise.reject(new TypeError('sin red')))).toEqual(['DELETE /v1/cuenta/sesion', ...final])
  })
})

describe('lo escrito cuando la sesión termina', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const deAna = { nombre: { valor: 'Ana', base: '' } }
  const vuelve = () => entra(() => new Response('{}'))

  it.each(['vencida', 'otro_equipo', 'inactividad'] as const)('por %s espera a su persona, y mientras nadie lo recibe', async (fin) => {
    await vuelve()
    const cierra = borradores.abre('/x Guardar', () => deAna)
    sesion.termina(fin)
    cierra()
    expect(borradores.de('/x Guardar')).toBeUndefined()
    await vuelve()
    expect(borradores.de('/x Guardar')).toEqual(deAna)
  })

  it('porque se salió no queda', async () => {
    await vuelve()
    const cierra = borradores.abre('/x Guardar', () => deAna)
    sesion.termina('vencida')
    sesion.termina('salida')
    cierra()
    await vuelve()
    expect(borradores.de('/x Guardar')).toBeUndefined()
  })

  it('no la mantiene abierta aunque el navegador no tenga dónde guardarlo', async () => {
    await vuelve()
    const cierra = borradores.abre('/x Guardar', () => deAna)
    const del = sessionStorage
    const setItem = vi.fn(() => {
      throw new DOMException('lleno', 'QuotaExceededError')
    })
    vi.stubGlobal('sessionStorage', { setItem, getItem: (n: string) => del.getItem(n), removeItem: (n: string) => del.removeItem(n) })
    sesion.termina('inactividad')
    cierra()
    expect(setItem).toHaveBeenCalled()
    expect(sesion.actual()).toEqual({ dentro: false, fin: 'inactividad' })
    expect(sesion.sujeto()).toBeUndefined()
    expect(sessionStorage.getItem('captacion.sesion')).toBeNull()
  })

  it('se borra al abrir la página si pasó media hora, y si no cuando pase', async () => {
    vi.useFakeTimers()
    const cierra = borradores.abre('/x Guardar', () => deAna)
    const hay = () => sessionStorage.getItem('captacion.borradores') !== null
    const empieza = Date.now()
    borradores.guarda('sub1')
    cierra()
    vi.clearAllTimers() // the page was closed, and with it its timer
    vi.setSystemTime(empieza + borradores.DURA_MS - 1_000)
    await sesion.reanuda()
    expect(hay()).toBe(true)
    vi.advanceTimersByTime(1_002)
    expect(hay()).toBe(false)
    const otra = Date.now()
    const cierraOtra = borradores.abre('/x Guardar', () => deAna)
    borradores.guarda('sub1')
    cierraOtra()
    vi.clearAllTimers()
    vi.setSystemTime(otra + borradores.DURA_MS + 1)
    await sesion.reanuda()
    expect(hay()).toBe(false)
  })

  it('no lo recibe otra persona, ni la misma pasada media hora, aunque siga guardado', () => {
    const cierra = borradores.abre('/x Guardar', () => deAna)
    borradores.entra('sub1', 0)
    borradores.guarda('sub1', 0)
    cierra()
    expect(borradores.de('/x Guardar', borradores.DURA_MS)).toEqual(deAna)
    expect(borradores.de('/x Guardar', borradores.DURA_MS + 1)).toBeUndefined()
    borradores.sale()
    expect(borradores.de('/x Guardar', 1)).toBeUndefined()
    borradores.olvidaTodo()
  })
})
