// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { checkCic, checkClave, checkEmision, checkIdentificador, checkOcr, limpia, mrzDigit } from '../nucleo/clave'
import { enSegundos, folio, nuevoId } from '../nucleo/folio'
import { faltan, fromQr, LLAVES, readQr } from '../nucleo/qr'
import type { Credencial } from '../nucleo/tipos'

const BUENO = 'http://qr.ine.mx/000100000000100123456789/20240101/P/000000'

describe('the small QR', () => {
  it('gives OCR, CIC and identificador of its 24 digits', () => {
    expect(readQr(BUENO)).toEqual({ qr: BUENO, ocr: '0001000000001', cic: '123456789', identificador: '000000001' })
  })

  it.each(['D', 'E', 'F', 'G', 'H'] as const)('holds every key that model %s needs', (modelo) => {
    const credencial = fromQr(modelo, readQr(BUENO)!)
    expect(faltan(credencial)).toEqual([])
    expect(credencial.emision).toBeUndefined()
  })

  it.each([
    ['', 'nothing'],
    ['http://qr.ine.mx/00010000000010012345678/20240101/P/000000', '23 digits'],
    ['http://qr.ine.mx/0001000000001001234567890/20240101/P/000000', '25 digits'],
    ['http://qr.ine.mx.otro.mx/000100000000100123456789/x', 'another host'],
    ['http://otro.mx/qr.ine.mx/000100000000100123456789/x', 'the host as a path'],
    ['javascript:alert(1)//http://qr.ine.mx/000100000000100123456789', 'a script'],
    [` ${BUENO}`, 'a space before'],
    [`${BUENO}\n`, 'a line break after'],
    ['http://qr.ine.mx/000100000000100123456789/' + 'x'.repeat(512), 'too long'],
    ['MUESTRA SIN VALIDEZ', 'the big code of a synthetic card']
  ])('%j is no credential: %s', (texto) => {
    expect(readQr(texto)).toBeNull()
  })
})

it('says what a credential still lacks', () => {
  const credencial: Credencial = { modelo: 'C', ocr: '0001000000001' }
  expect(faltan(credencial)).toEqual(['clave_elector', 'emision'])
  expect(LLAVES.D).toEqual(['cic', 'ocr'])
})

describe('the clave de elector as one types', () => {
  it.each(['HRGRJN82050602H900', 'HRGRJN82050602M900', 'HRGRJN82050602X900', 'ÑRGRJN00022987H900', 'hrgrjn820506 02h-900'])(
    '%s will do',
    (clave) => expect(checkClave(clave)).toEqual({ listo: true, texto: '' })
  )

  it.each([
    ['', '18'],
    ['HRG1', 'seis letras'],
    ['HRGRJN8A', 'ocho números'],
    ['HRGRJN821306', 'fecha'],
    ['HRGRJN820230', 'fecha'],
    ['HRGRJN010229', 'fecha'],
    ['HRGRJN82050633', 'entidad'],
    ['HRGRJN82050600', 'entidad'],
    ['HRGRJN82050602Z', 'H, M o X'],
    ['HRGRJN82050602H9A', 'tres números'],
    ['HRGRJN82050602H90', 'Faltan 1'],
    ['HRGRJN82050602H9000', 'Sobran']
  ])('%j: says what is wrong (%s)', (clave, dice) => {
    const { listo, texto } = checkClave(clave)
    expect([listo, texto.includes(dice)]).toEqual([false, true])
  })

  it('never blames what can still become right', () => {
    const clave = 'HRGRJN82050602H900'
    for (let largo = 1; largo < clave.length; largo++) {
      const texto = checkClave(clave.slice(0, largo)).texto
      expect(texto).toMatch(/^Faltan \d+ de 18 caracteres$/)
    }
  })
})

describe('the other keys', () => {
  it.each([
    [checkOcr, '0001000000001', true], [checkOcr, '000100000001', true], [checkOcr, '00010000000', false],
    [checkOcr, '00010000000012', false], [checkOcr, '00010000000O1', false],
    [checkCic, '123456789', true], [checkCic, '1234567897', true], [checkCic, '1234567898', false],
    [checkCic, '12345678', false], [checkCic, '12345678901', false],
    [checkIdentificador, '000000001', true], [checkIdentificador, '00000000', false],
    [checkEmision, '01', true], [checkEmision, '1', false]
  ] as const)('%o %s: %s', (check, valor, listo) => {
    expect(check(valor).listo).toBe(listo)
  })

  it('the check digit is that of ICAO 9303', () => {
    expect(mrzDigit('123456789')).toBe('7')
    expect(mrzDigit('D23145890')).toBe('7')
    expect(mrzDigit('520727')).toBe('3')
  })

  it('is cleaned of spaces and hyphens', () => expect(limpia(' ab-12 ')).toBe('AB12'))
})

describe('ids', () => {
  it('are 26 of A-Z0-9, sort by time, and differ', () => {
    const ids = [1, 2, 3, Date.now()].map((t) => nuevoId(t))
    for (const id of ids) expect(id).toMatch(/^[A-Z0-9]{26}$/)
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(Array.from({ length: 1000 }, () => nuevoId(7))).size).toBe(1000)
  })

  it('make a folio, and times have whole seconds', () => {
    expect(folio({ aspirante: 'A', auxiliar: 'B', dispositivo: 'C', registro: 'D' })).toBe('A-B-C-D')
    expect(enSegundos(Date.UTC(2026, 2, 1, 18, 30, 0, 999))).toBe('2026-03-01T18:30:00Z')
  })
})
