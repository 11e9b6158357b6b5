import { beforeEach, describe, expect, it, vi } from 'vitest'
import { vigilaInactividad, MINUTOS } from '../../comun/sesion/inactividad'
import { direccionDeEntrada, pendienteDe, reto } from '../../comun/sesion/pkce'
import { vence } from '../../comun/sesion/sesion'

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
  it('dice cuándo vence', () => {
    const cuerpo = btoa(JSON.stringify({ exp: 1234 })).replaceAll('=', '')
    expect(vence(`a.${cuerpo}.c`)).toBe(1234)
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
