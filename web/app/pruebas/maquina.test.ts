// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { ACUSE_AJENO, avanza, borrable, FINALES, reintentable, sinRespuesta, SIN_RESPUESTA, type Estado, type Registro, type Suceso } from '../nucleo/maquina'
import type { Contestado } from '../nucleo/tipos'
import { registro } from './muestras'

const item = (estado: string, cambios: Partial<Contestado> = {}): Contestado => ({
  registro: 'R0001', folio: 'ASP0001-AUX0001-DISP0001-R0001', estado, acuse: null, motivo: null, ...cambios
})
const dice = (estado: string, cambios: Partial<Contestado> = {}): Suceso => ({ que: 'contestado', envio: 'E1', item: item(estado, cambios) })
const acuse = (integridad = 'b'.repeat(64)) => ({ folio: 'F', recibido_en: '2026-03-01T19:00:00Z', integridad, credencial: 'CIC 1' })
const motivo = { codigo: 'sobre_alterado', texto: 'El archivo cifrado se alteró' }

describe('the life of a record, with the cases of cliente/telefono.py', () => {
  it('goes from saved to received', () => {
    let r = registro()
    r = avanza(r, dice('permitido', { permiso: { url: '', campos: {} } }))
    expect([r.estado, r.envio]).toEqual(['anunciado', 'E1'])
    r = avanza(r, { que: 'subido', ahora: 5 })
    expect([r.estado, r.subido_en]).toEqual(['subido', 5])
    expect(avanza(r, dice('pendiente'))).toMatchObject({ estado: 'subido' })
    r = avanza(r, dice('recibido', { acuse: acuse() }))
    expect([r.estado, borrable(r)]).toEqual(['recibido', true])
  })

  it('a receipt for other content deletes nothing', () => {
    const r = avanza(registro({ estado: 'subido' }), dice('recibido', { acuse: acuse('0'.repeat(64)) }))
    expect([r.estado, r.motivo, borrable(r)]).toEqual(['conflicto', ACUSE_AJENO, false])
  })

  it('received without a receipt is not received', () => {
    expect(avanza(registro({ estado: 'subido' }), dice('recibido')).estado).toBe('subido')
  })

  it.each(['rechazado', 'conflicto'] as const)('%s stays, with its reason', (estado) => {
    const r = avanza(registro({ estado: 'subido' }), dice(estado, { motivo }))
    expect([r.estado, r.motivo, borrable(r)]).toEqual([estado, motivo, false])
    expect(avanza(r, { que: 'subido', ahora: 9 })).toBe(r)
  })

  it('a lost permit is announced again', () => {
    expect(avanza(registro({ estado: 'anunciado' }), { que: 'permiso_perdido' }).estado).toBe('guardado')
    expect(avanza(registro({ estado: 'subido' }), { que: 'permiso_perdido' }).estado).toBe('subido')
  })

  it('what got no answer in an hour is sent again', () => {
    const r = registro({ estado: 'subido', subido_en: 1000 })
    expect([sinRespuesta(r, 1000 + SIN_RESPUESTA), sinRespuesta(r, 1001 + SIN_RESPUESTA)]).toEqual([false, true])
    expect(avanza(r, { que: 'reenviar' })).toMatchObject({ estado: 'guardado', subido_en: 0 })
  })

  it('an unknown state decides nothing', () => {
    expect(avanza(registro({ estado: 'subido' }), dice('de_otra_version')).estado).toBe('subido')
  })

  it('only what sending again can cure is offered for it', () => {
    const con = (codigo: string) => reintentable(registro({ estado: 'rechazado', motivo: { codigo, texto: '' } }))
    expect([con('digest_distinto'), con('captura_futura'), con('sobre_otra_llave')]).toEqual([true, true, false])
  })
})

describe('a sender who waits for the OPL', () => {
  it('keeps the record to be sent, says what it waits for, and forgets it with the permit', () => {
    const espera = avanza(registro(), dice('pendiente', { motivo }))
    expect([espera.estado, espera.motivo]).toEqual(['guardado', motivo])
    const sigue = avanza(espera, dice('permitido'))
    expect([sigue.estado, sigue.motivo]).toEqual(['anunciado', null])
    const rechazado = registro({ estado: 'rechazado', motivo: { codigo: 'otro', texto: '' } })
    expect(avanza(rechazado, dice('pendiente', { motivo })).motivo?.codigo).toBe('otro')
  })
})

describe('whatever happens, in whatever order', () => {
  const ESTADOS: Estado[] = ['guardado', 'anunciado', 'subido', 'recibido', 'rechazado', 'conflicto']
  const SUCESOS: Suceso[] = [
    dice('permitido'), dice('pendiente'), dice('recibido', { acuse: acuse() }), dice('recibido', { acuse: acuse('0'.repeat(64)) }),
    dice('rechazado', { motivo }), dice('conflicto', { motivo }), dice('otro'), { que: 'subido', ahora: 1 },
    { que: 'permiso_perdido' }, { que: 'reenviar' }
  ]

  it('received stays received and only its own receipt makes bytes deletable: 500 random histories', () => {
    let semilla = 7
    const azar = (n: number) => (semilla = (semilla * 48271) % 2147483647) % n
    const malos: [Registro, Suceso, Registro][] = []
    for (let h = 0; h < 500; h++) {
      let r: Registro = registro()
      for (let paso = 0; paso < 12; paso++) {
        const suceso = SUCESOS[azar(SUCESOS.length)]!
        const antes = r
        r = avanza(r, suceso)
        const seguro = antes.estado !== 'recibido' || r === antes
        const suyo = !borrable(r) || r.acuse!.integridad === r.integridad
        const dicho = r.estado === 'recibido' || !FINALES.includes(r.estado) || r.motivo !== null
        const mismo = r.registro === antes.registro && r.sha256 === antes.sha256 && r.bytes === antes.bytes
        if (!(ESTADOS.includes(r.estado) && seguro && suyo && dicho && mismo)) malos.push([antes, suceso, r])
      }
    }
    expect(malos).toEqual([])
  })
})
