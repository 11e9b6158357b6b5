// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { abre, cifra, descifra, envuelve, espera, faltaContrasena, nuevaLlaveEstado, RONDAS } from '../nucleo/contrasena'
import { diferencia, etapa, horasHasta, juzgaReloj, MINUTO } from '../nucleo/reloj'

describe('the clock', () => {
  it('is compared with the middle of the request', () => {
    const t = Date.parse('2026-03-01T18:30:00Z')
    expect(diferencia('2026-03-01T18:30:00Z', t - 500, t + 1500)).toBe(500)
    expect(diferencia('2026-03-01T18:30:00Z', t - 2000, t - 1000)).toBe(-1500)
  })

  it.each([
    [0, 'bien'], [2 * MINUTO, 'bien'], [2 * MINUTO + 1, 'avisa'], [-3 * MINUTO, 'avisa'],
    [10 * MINUTO, 'avisa'], [10 * MINUTO + 1, 'bloquea'], [-11 * MINUTO, 'bloquea']
  ] as const)('%i ms off: %s', (ms, estado) => expect(juzgaReloj(ms)).toBe(estado))

  it.each([
    ['2026-02-28T23:59:59Z', 'antes'], ['2026-03-01T00:00:00Z', 'captura'], ['2026-03-09T23:59:59Z', 'captura'],
    ['2026-03-10T00:00:00Z', 'envio'], ['2026-03-10T23:59:59Z', 'envio'], ['2026-03-11T00:00:00Z', 'cerrado']
  ])('at %s the stage is %s (8.10, 9.16, 12.5)', (ahora, que) => {
    const periodo = { inicio: '2026-03-01T00:00:00Z', fin: '2026-03-10T00:00:00Z', cierre_recepcion: '2026-03-11T00:00:00Z' }
    expect(etapa(periodo, Date.parse(ahora))).toBe(que)
  })

  it('counts whole hours left', () => {
    const fin = '2026-03-11T00:00:00Z'
    expect([horasHasta(fin, Date.parse(fin) - 90 * MINUTO), horasHasta(fin, Date.parse(fin) + 1)]).toEqual([1, 0])
  })
})

describe('the local password (8.7)', () => {
  const POCAS = 1000

  it('takes 600,000 rounds of PBKDF2 unless a test asks for fewer', () => expect(RONDAS).toBe(600_000))

  it('opens the state key again, and only the same password does', async () => {
    const llave = await nuevaLlaveEstado()
    const secreto = await cifra(llave, { folio: 'X' })
    const envuelta = await envuelve(llave, 'tres tristes tigres', POCAS)
    expect(await abre(envuelta, 'tres tristes tigras')).toBeNull()
    const abierta = await abre(envuelta, 'tres tristes tigres')
    expect(await descifra(abierta!, secreto)).toEqual({ folio: 'X' })
    await expect(crypto.subtle.exportKey('raw', abierta!)).rejects.toThrow()
  })

  it('is the same whether accents came composed or not', async () => {
    const envuelta = await envuelve(await nuevaLlaveEstado(), 'contraseña á', POCAS)
    expect(await abre(envuelta, 'contraseña á'.normalize('NFD'))).not.toBeNull()
  })

  it('another key reads nothing, nor does anything damaged', async () => {
    const [una, otra] = [await nuevaLlaveEstado(), await nuevaLlaveEstado()]
    const secreto = await cifra(una, [1])
    expect(await descifra(otra, secreto)).toBeNull()
    secreto.datos[0]! ^= 1
    expect(await descifra(una, secreto)).toBeNull()
  })

  it('never uses a nonce twice', async () => {
    const llave = await nuevaLlaveEstado()
    const ivs = await Promise.all(Array.from({ length: 50 }, async () => String((await cifra(llave, 1)).iv)))
    expect(new Set(ivs).size).toBe(50)
  })

  it('says what a new one lacks', () => {
    expect(['corta', '11111111', '12345678', 'Contraseña'].map((c) => faltaContrasena(c) !== '')).toEqual([true, true, true, true])
    expect(faltaContrasena('tres tigres')).toBe('')
  })

  it('makes one wait longer and longer, never for ever', () => {
    expect([0, 4, 5, 6, 9, 30].map(espera)).toEqual([0, 0, 30_000, 60_000, 480_000, 900_000])
  })
})
