import { describe, expect, it } from 'vitest'
import { Camara, CamaraFallida, PORQUE } from '../captura/camara'
import { Trazos } from '../captura/trazos'
import { MINIMO_LIBRE } from '../estado/espacio'
import { readLugar } from '../estado/lugar'
import { scriptPropio } from '../../comun/seguro'
import { device, impedimento } from '../pantallas/impedimentos'
import { AHORA, auxiliar, vista } from './muestras'

const at = (dia: string) => Date.parse(`${dia}T00:00:00Z`)

describe('what keeps one from capturing', () => {
  it('nothing, on a good day', () => expect(impedimento(vista(), AHORA)).toBeNull())

  it.each([
    ['baja', vista({ auxiliar: auxiliar({ baja: '2026-03-04' }) }), AHORA, 'dado de baja'],
    ['the end of the registration', vista({ auxiliar: auxiliar({ aspirante: { ...auxiliar().aspirante, vigente: false } }) }), AHORA, 'terminó'],
    ['a period to come', vista(), at('2026-02-28'), 'no ha empezado'],
    ['the last 24 hours (12.5)', vista(), at('2026-03-10'), 'terminó'],
    ['after them', vista(), at('2026-03-12'), 'terminó'],
    ['a clock of eleven minutes', vista({ diferencia: 11 * 60_000 }), AHORA, 'hora del teléfono'],
    ['no room', vista({ espacio: { libre: MINIMO_LIBRE - 1, protegido: true } }), AHORA, 'poco espacio'],
    ['no registration', vista({ auxiliar: null }), AHORA, 'Sin registro']
  ] as const)('%s', (_que, como, ahora, dice) => {
    const falta = impedimento(como, ahora)!
    expect([falta.impide, falta.titulo.includes(dice)]).toEqual([true, true])
    expect(falta.texto).not.toBe('')
  })

  it('data of yesterday are told and hold nothing up', () => {
    expect(impedimento(vista({ auxiliar: auxiliar({ leido_en: AHORA - 25 * 3600_000 }) }), AHORA)!.impide).toBe(false)
  })

  it('in Mi Apoyo the phone alone counts', () => {
    expect([device(vista({ auxiliar: null })), device(vista({ diferencia: -11 * 60_000 }))?.impide]).toEqual([null, true])
  })
})

describe('the camera', () => {
  const withError = (nombre: string) => {
    const getUserMedia = () => Promise.reject(new DOMException('', nombre))
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } })
    return new Camara().open('environment').catch((error: CamaraFallida) => error.falla)
  }

  it.each([['NotAllowedError', 'negada'], ['NotFoundError', 'ausente'], ['NotReadableError', 'ocupada'], ['UnknownError', 'otra']] as const)(
    '%s is told as %s, with what to do',
    async (nombre, falla) => {
      expect(await withError(nombre)).toBe(falla)
      expect(PORQUE[falla]).toMatch(/Reintentar|Permitir|use otro/)
    }
  )

  it('is asked for once: the stream of one step serves the next', async () => {
    let veces = 0
    const pista = { readyState: 'live', stop: () => undefined }
    const flujo = { getVideoTracks: () => [pista], getTracks: () => [pista] }
    const getUserMedia = () => (veces++, Promise.resolve(flujo))
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } })
    const camara = new Camara()
    await camara.open('environment')
    await camara.open('environment')
    expect(veces).toBe(1)
    pista.readyState = 'ended'
    await camara.open('environment')
    await camara.open('user')
    expect(veces).toBe(3)
  })
})

describe('the signature', () => {
  it('a touch is none, forty points or a long stroke are one', () => {
    const trazos = new Trazos()
    trazos.begin([0.5, 0.2])
    expect([trazos.vacia, trazos.suficiente]).toEqual([false, false])
    trazos.extend([0.5, 0.9])
    expect(trazos.suficiente).toBe(true)
    trazos.undo()
    expect([trazos.vacia, trazos.suficiente]).toEqual([true, false])
    for (let n = 0; n < 40; n++) trazos.begin([0.5, 0.2])
    expect(trazos.suficiente).toBe(true)
  })

  it('is drawn at any width from the same points: turning the phone loses none', () => {
    const trazos = new Trazos()
    trazos.begin([0.1, 0.1])
    for (const x of [0.2, 0.4, 0.8]) trazos.extend([x, 0.3])
    const draw = (ancho: number) => {
      const puntos: number[] = []
      const pincel = new Proxy({}, { get: (_, que) => (...n: number[]) => void (que === 'moveTo' || que === 'lineTo' ? puntos.push(...n) : 0), set: () => true })
      trazos.draw(pincel as CanvasRenderingContext2D, ancho)
      return puntos
    }
    const [chico, grande] = [draw(300), draw(900)]
    expect(grande.map((v) => v / 3)).toEqual(chico.map((v) => expect.closeTo(v)))
  })
})

it('a place has six decimals and a precision that the format admits', () => {
  expect(readLugar({ latitude: 19.43260777, longitude: -99.1332, accuracy: 250_000 })).toEqual({ latitud: 19.432608, longitud: -99.1332, precision_m: 100_000 })
})

it('scripts of another origin are never given to a worker', () => {
  expect(scriptPropio('/sw.js')).toContain('/sw.js')
  expect(() => scriptPropio('https://otro.invalid/x.js')).toThrow(TypeError)
})
