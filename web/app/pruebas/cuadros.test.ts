// @vitest-environment node
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CUADROS_NEGROS, SOSTENIDO, Vigia, type Consejo } from '../captura/consejo'
import { conMargen, guia, mide, PROPORCION, type Medidas } from '../captura/medidas'

const BIEN: Medidas = { nitidez: 500, brillo: 150, reflejo: 0, lados: 4, cambio: 2 }

function say(cambios: Partial<Medidas>, qr: 'pide' | 'sobra' | 'no_hay' = 'no_hay', leido = false): Consejo {
  return new Vigia(qr).look({ medidas: { ...BIEN, ...cambios }, qr: leido, otro: false, ahora: 0 }).consejo
}

describe('one hint at a time', () => {
  it.each([
    [{}, 'lista'], [{ brillo: 30 }, 'mas_luz'], [{ reflejo: 0.3 }, 'reflejos'], [{ lados: 1 }, 'buscando'],
    [{ lados: 2 }, 'acerque'], [{ cambio: 40 }, 'quieto'], [{ nitidez: 10 }, 'borrosa']
  ] as const)('%j: %s', (cambios, consejo) => expect(say(cambios)).toBe(consejo))

  it('the back of a model with QR waits for it, and the front is not taken for the back', () => {
    expect([say({}, 'pide'), say({}, 'pide', true), say({}, 'sobra', true), say({}, 'sobra')]).toEqual(['qr', 'lista', 'voltee', 'lista'])
  })

  it('a code of something else is told after some frames', () => {
    const vigia = new Vigia('pide')
    const dichos = Array.from({ length: 10 }, (_, n) => vigia.look({ medidas: BIEN, qr: false, otro: true, ahora: n * 90 }).consejo)
    expect([dichos[0], dichos.at(-1)]).toEqual(['qr', 'otro_codigo'])
  })

  it('a camera that shows nothing is told after some frames, and one that shows something again is not', () => {
    const vigia = new Vigia('no_hay')
    const dark = (n: number, brillo: number) => vigia.look({ medidas: { ...BIEN, brillo }, qr: false, otro: false, ahora: n * 90 }).negra
    const negros = Array.from({ length: CUADROS_NEGROS + 1 }, (_, n) => dark(n, 0))
    expect([negros.at(-2), negros.at(-1), dark(99, 30), dark(100, 0)]).toEqual([false, true, false, false])
  })

  it('shoots when all was well long enough, and not before', () => {
    const vigia = new Vigia('no_hay')
    const at = (ahora: number, cambios: Partial<Medidas> = {}) => vigia.look({ medidas: { ...BIEN, ...cambios }, qr: false, otro: false, ahora }).dispara
    expect([at(0), at(SOSTENIDO - 1), at(SOSTENIDO)]).toEqual([false, false, true])
    expect([at(900, { cambio: 50 }), at(1000), at(1000 + SOSTENIDO)]).toEqual([false, false, true])
  })

  it('a frame less sharp than the best of its scene waits', () => {
    const vigia = new Vigia('no_hay')
    vigia.look({ medidas: { ...BIEN, nitidez: 1000 }, qr: false, otro: false, ahora: 0 })
    expect(vigia.look({ medidas: { ...BIEN, nitidez: 400 }, qr: false, otro: false, ahora: 90 }).consejo).toBe('borrosa')
  })
})

it.each([[1280, 720], [1080, 1920], [640, 480]])('the guide of %i x %i is an ID-1 card inside the frame', (ancho, alto) => {
  const marco = guia(ancho, alto)
  expect(marco.ancho / marco.alto).toBeCloseTo(PROPORCION)
  const fuera = conMargen(marco, ancho, alto)
  expect(fuera.x).toBeGreaterThanOrEqual(0)
  expect(fuera.y + fuera.alto).toBeLessThanOrEqual(alto)
})

// tests/e2e/test_app_cuadros.py names frames of synthetic cards here, and judges what is said of them.
const TRABAJO = process.env.TRABAJO_CUADROS ?? ''
it.runIf(existsSync(TRABAJO))('says what is wrong with each frame of the job', () => {
  const trabajo = JSON.parse(readFileSync(TRABAJO, 'utf8')) as { ancho: number; alto: number; escenas: Record<string, string[]>; salida: string }
  const dichos: Record<string, { consejo: Consejo; medidas: Medidas }> = {}
  for (const [nombre, cuadros] of Object.entries(trabajo.escenas)) {
    const vigia = new Vigia('no_hay')
    let antes: Uint8Array | null = null
    cuadros.forEach((archivo, n) => {
      const luz = new Uint8Array(readFileSync(archivo))
      const medidas = mide(luz, trabajo.ancho, trabajo.alto, antes)
      antes = luz
      dichos[nombre] = { ...vigia.look({ medidas, qr: false, otro: false, ahora: n * 90 }), medidas }
    })
  }
  writeFileSync(trabajo.salida, JSON.stringify(dichos))
})
