import { describe, expect, it } from 'vitest'
import { ADELANTE, avanza, DESHACER_MS, porPedir, ultimo, vacia, type Cola, type Suceso } from '../../portal/mesa/cola'
import type { Hoja } from '../../portal/mesa/tipos'

const hoja = (folio: string) => ({ folio, figuras: {} }) as unknown as Hoja
const pasos = (sucesos: Suceso[], desde: Cola = vacia) => sucesos.reduce(avanza, desde)
const conHojas = (...folios: string[]) =>
  pasos([{ tipo: 'cola', folios }, ...folios.flatMap((f): Suceso[] => [{ tipo: 'pide', folio: f }, { tipo: 'hoja', hoja: hoja(f) }])])
const valido = { inciso: null }

describe('la cola del escritorio', () => {
  it('muestra la primera hoja y guarda las demás en orden', () => {
    const cola = conHojas('A', 'B', 'C')
    expect(cola.actual?.folio).toBe('A')
    expect(cola.adelante.map((h) => h.folio)).toEqual(['B', 'C'])
  })

  it('pide hojas por adelantado y nunca más de las que caben', () => {
    let cola = pasos([{ tipo: 'cola', folios: ['A', 'B', 'C', 'D', 'E', 'F'] }])
    let pedidas = 0
    for (let f = porPedir(cola); f; f = porPedir(cola)) {
      cola = avanza(cola, { tipo: 'pide', folio: f })
      pedidas += 1
    }
    expect(pedidas).toBe(ADELANTE + 1)
  })

  it('con el dictamen pasa a la siguiente en el mismo paso', () => {
    const cola = avanza(conHojas('A', 'B'), { tipo: 'dictamina', folio: 'A', dictamen: valido, en: 0 })
    expect(cola.actual?.folio).toBe('B')
    expect(cola.enviando.map((e) => e.hoja.folio)).toEqual(['A'])
  })

  it('no acepta un dictamen de un registro que no está en la pantalla', () => {
    const antes = conHojas('A', 'B')
    expect(avanza(antes, { tipo: 'dictamina', folio: 'B', dictamen: valido, en: 0 })).toBe(antes)
  })

  it('la misma tecla dos veces dictamina una vez', () => {
    const dos = pasos(
      [
        { tipo: 'dictamina', folio: 'A', dictamen: valido, en: 0 },
        { tipo: 'dictamina', folio: 'A', dictamen: valido, en: 1 },
      ],
      conHojas('A', 'B'),
    )
    expect(dos.enviando).toHaveLength(1)
    expect(dos.actual?.folio).toBe('B')
  })

  it('un dictamen que no quedó regresa al frente y detiene las teclas', () => {
    const cola = pasos(
      [
        { tipo: 'dictamina', folio: 'A', dictamen: valido, en: 0 },
        { tipo: 'rechazado', folio: 'A', falla: 'red' },
        { tipo: 'dictamina', folio: 'A', dictamen: valido, en: 1 },
      ],
      conHojas('A', 'B', 'C'),
    )
    expect(cola.actual?.folio).toBe('A')
    expect(cola.adelante.map((h) => h.folio)).toEqual(['B', 'C'])
    expect(cola.detenido?.folio).toBe('A')
    expect(cola.enviando).toEqual([])
  })

  it('lo retirado sale sin dictamen, también de lo que espera', () => {
    expect(avanza(conHojas('A', 'B'), { tipo: 'fuera', folio: 'A' }).actual?.folio).toBe('B')
    expect(avanza(conHojas('A', 'B'), { tipo: 'fuera', folio: 'B' }).adelante).toEqual([])
  })

  it('deshacer regresa el registro al frente, y solo en diez minutos', () => {
    const dado = pasos(
      [
        { tipo: 'dictamina', folio: 'A', dictamen: valido, en: 1000 },
        { tipo: 'aceptado', folio: 'A' },
      ],
      conHojas('A', 'B'),
    )
    expect(ultimo(dado, 1000 + DESHACER_MS)).toBeUndefined()
    const a = ultimo(dado, 2000)
    expect(a?.hoja.folio).toBe('A')
    const cola = pasos([{ tipo: 'deshecho', folio: 'A' }, { tipo: 'regresa', hoja: hoja('A') }], dado)
    expect(cola.actual?.folio).toBe('A')
    expect(cola.adelante.map((h) => h.folio)).toEqual(['B'])
    expect(ultimo(cola, 2000)).toBeUndefined()
    expect([dado.dados, cola.dados]).toEqual([1, 0])
  })

  it('ningún folio está en dos lugares, sea cual sea el orden de los sucesos', () => {
    let semilla = 7
    const azar = (n: number) => (semilla = (semilla * 48271) % 2147483647) % n
    const folios = ['A', 'B', 'C', 'D', 'E']
    for (let vuelta = 0; vuelta < 300; vuelta++) {
      let cola: Cola = vacia
      for (let i = 0; i < 40; i++) {
        const folio = folios[azar(5)] ?? 'A'
        const posibles: Suceso[] = [
          { tipo: 'cola', folios },
          { tipo: 'pide', folio: porPedir(cola) ?? folio },
          { tipo: 'hoja', hoja: hoja(folio) },
          { tipo: 'dictamina', folio: cola.actual?.folio ?? folio, dictamen: valido, en: i },
          { tipo: 'aceptado', folio },
          { tipo: 'rechazado', folio, falla: 1 },
          { tipo: 'libera' },
          { tipo: 'fuera', folio },
          { tipo: 'sin_hoja', folio },
        ]
        cola = avanza(cola, posibles[azar(posibles.length)] as Suceso)
        const enMano = [cola.actual, ...cola.adelante].filter((h) => h !== undefined).map((h) => h.folio)
        expect(new Set(enMano).size).toBe(enMano.length)
        expect(new Set(cola.enviando.map((e) => e.hoja.folio)).size).toBe(cola.enviando.length)
        if (cola.detenido) expect(cola.actual?.folio).toBe(cola.detenido.folio)
      }
    }
  })
})
