import { describe, expect, it } from 'vitest'
import { huellaDe, Repeticiones } from '../../comun/api/repeticiones'

const pide = (cuerpo: string, cuenta = '') =>
  new Request('http://portal.invalid/v1/x', { method: 'POST', body: cuerpo, headers: { 'X-Cuenta': cuenta } })

describe('las claves de repetición', () => {
  const prepara = () => {
    let n = 0
    let reloj = 0
    const claves = new Repeticiones(
      () => reloj,
      () => `clave${++n}` as ReturnType<typeof crypto.randomUUID>,
    )
    return { claves, pasa: (ms: number) => (reloj += ms) }
  }

  it('sin respuesta se repite la misma; con respuesta, la siguiente es otra', () => {
    const { claves } = prepara()
    expect(claves.clave('h')).toBe('clave1')
    expect(claves.clave('h')).toBe('clave1')
    claves.contestada('h', 503)
    expect(claves.clave('h')).toBe('clave1')
    claves.contestada('h', 201)
    expect(claves.clave('h')).toBe('clave2')
  })

  it('otra solicitud tiene otra clave, y una muy vieja se olvida', () => {
    const { claves, pasa } = prepara()
    claves.clave('h')
    expect(claves.clave('i')).toBe('clave2')
    pasa(31 * 60_000)
    expect(claves.clave('h')).toBe('clave3')
  })

  it('la huella es de quién pide, qué y con qué cuerpo', async () => {
    const una = await huellaDe(pide('a'))
    expect(await huellaDe(pide('a'))).toBe(una)
    expect(await huellaDe(pide('b'))).not.toBe(una)
    expect(await huellaDe(pide('a', 'C1'))).not.toBe(una)
  })
})
