// @vitest-environment node
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { Almacen, Bloqueado, RegistroRepetido } from '../nucleo/almacen'
import { sha256, utf8 } from '../nucleo/bytes'
import { nuevaLlaveEstado } from '../nucleo/contrasena'
import { backoff, envia, INTENTOS, lots, PAUSAS, Rehusado } from '../nucleo/envio'
import { nuevaLlave } from '../nucleo/llaves'
import { SIN_RESPUESTA } from '../nucleo/maquina'
import { registro } from './muestras'
import { medios, Recepcion } from './recepcion'

const AUX = ['auxiliar', 'cedula'] as const
const nunca = new AbortController().signal
let numero = 0
let nombre = ''
let llave: CryptoKey
let recepcion: Recepcion

/** The app on the same storage: call it again to die and start anew. */
async function app(): Promise<Almacen> {
  const almacen = await Almacen.open(nombre)
  almacen.llavesEstado.auxiliar = llave
  return almacen
}

async function capture(almacen: Almacen, ...nombres: string[]): Promise<void> {
  for (const n of nombres) {
    const sellado = utf8(`sellado ${n}`.repeat(50))
    const integridad = await sha256(utf8(`claro ${n}`))
    recepcion.integridad[n] = integridad
    await almacen.add(registro({ registro: n, bytes: sellado.length, sha256: await sha256(sellado), integridad }), sellado)
  }
}

const states = async (almacen: Almacen) => Object.fromEntries((await almacen.all(AUX)).map((r) => [r.registro, r.estado]))

beforeEach(async () => {
  nombre = `prueba-${++numero}`
  llave = await nuevaLlaveEstado()
  recepcion = new Recepcion()
})

describe('storage', () => {
  it('keeps record and sealed bytes together, and the id of a record is used once', async () => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    await expect(almacen.add(registro({ registro: 'R0001' }), utf8('otro'))).rejects.toThrow(RegistroRepetido)
    expect(await almacen.sealed('R0001')).toEqual(utf8('sellado R0001'.repeat(50)))
    expect((await almacen.get('R0001'))!.estado).toBe('guardado')
  })

  it('refuses to save without the key that protects the place', async () => {
    const almacen = await Almacen.open(nombre)
    await expect(almacen.add(registro(), utf8('x'))).rejects.toThrow(Bloqueado)
    expect([await almacen.sealedIds(), await almacen.all(AUX)]).toEqual([[], []])
  })

  it('keeps the place and the receipt encrypted', async () => {
    const almacen = await app()
    const lugar = { latitud: 19.4326, longitud: -99.1332, precision_m: 12.5 }
    await almacen.add(registro({ lugar }), utf8('x'))
    expect((await almacen.get('R0001'))!.lugar).toEqual(lugar)
    const crudo = await new Promise<unknown[]>((si) => {
      indexedDB.open(nombre).onsuccess = (e) => {
        const pide = (e.target as IDBOpenDBRequest).result.transaction('registros').objectStore('registros').getAll()
        pide.onsuccess = () => si(pide.result)
      }
    })
    expect(JSON.stringify(crudo)).not.toContain('19.43')
  })

  it('after a reset password records stay and can be sent; the place is not repeated', async () => {
    const antes = await app()
    await capture(antes, 'R0001')
    llave = await nuevaLlaveEstado()
    const despues = await app()
    expect((await envia(medios(despues, recepcion), AUX, nunca)).fin).toBe('completo')
    expect(await states(despues)).toEqual({ R0001: 'recibido' })
    expect(recepcion.anunciados.R0001!.lugar).toBeNull()
  })

  it('keeps a device key that still cannot be exported, and never replaces one', async () => {
    const almacen = await app()
    const par = await nuevaLlave()
    await almacen.putKey('DISP0001', par)
    const guardada = (await (await app()).key('DISP0001'))!
    await expect(crypto.subtle.exportKey('pkcs8', guardada.privateKey)).rejects.toThrow()
    await expect(almacen.putKey('DISP0001', par)).rejects.toThrow()
  })

  it('two windows that change a record at once lose neither change', async () => {
    const [una, otra] = [await app(), await app()]
    await capture(una, 'R0001')
    await Promise.all([una.change('R0001', { que: 'subido', ahora: 1 }), otra.change('R0001', { que: 'reenviar' })])
    expect(['subido', 'guardado']).toContain((await states(una)).R0001)
    const fila = await una.get('R0001')
    expect(fila!.sha256).toHaveLength(64)
  })
})

describe('sending, with the cases of tests/unit/cliente/test_telefono.py', () => {
  it('a record is sent and deleted against its receipt', async () => {
    const almacen = await app()
    await capture(almacen, 'R0001', 'R0002')
    expect((await envia(medios(almacen, recepcion), AUX, nunca)).fin).toBe('completo')
    expect(await states(almacen)).toEqual({ R0001: 'recibido', R0002: 'recibido' })
    expect(await almacen.sealedIds()).toEqual([])
    expect((await almacen.get('R0001'))!.acuse!.integridad).toBe(recepcion.integridad.R0001)
  })

  it('announces exactly the published members', async () => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    await envia(medios(almacen, recepcion), AUX, nunca)
    expect(Object.keys(recepcion.anunciados.R0001!).sort()).toEqual(['aspirante', 'bytes', 'capturado_en', 'lugar', 'registro', 'sha256'])
  })

  it('announces in lots of 20, each uploaded before the next', async () => {
    const almacen = await app()
    await capture(almacen, ...Array.from({ length: 41 }, (_, i) => `R${String(i).padStart(4, '0')}`))
    await envia(medios(almacen, recepcion), AUX, nunca)
    expect(recepcion.pedidos.filter(([que]) => que === 'anuncio')).toEqual([['anuncio', 20], ['anuncio', 20], ['anuncio', 1]])
    expect(recepcion.pedidos[20]![0]).toBe('subida')
  })

  it('a receipt for other content deletes nothing', async () => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    recepcion.integridad.R0001 = '0'.repeat(64)
    await envia(medios(almacen, recepcion), AUX, nunca)
    expect([await states(almacen), await almacen.sealedIds()]).toEqual([{ R0001: 'conflicto' }, ['R0001']])
  })

  it.each(['rechazado', 'conflicto'])('%s is kept with its reason, and does not hold the others', async (veredicto) => {
    const almacen = await app()
    recepcion.veredictos.R0001 = veredicto
    await capture(almacen, 'R0001', 'R0002')
    await envia(medios(almacen, recepcion), AUX, nunca)
    expect(await states(almacen)).toEqual({ R0001: veredicto, R0002: 'recibido' })
    expect((await almacen.get('R0001'))!.motivo!.codigo).toBe('sobre_alterado')
    const antes = recepcion.pedidos.length
    await envia(medios(almacen, recepcion), AUX, nunca)
    expect([recepcion.pedidos.length, await almacen.sealedIds()]).toEqual([antes, ['R0001']])
  })

  it.each(['anuncio', 'subida', 'consulta'] as const)('goes on from there when the answer to %s is lost and the app dies', async (paso) => {
    const almacen = await app()
    await capture(almacen, 'R0001', 'R0002')
    recepcion.pierde[paso] = 1
    const muere = new AbortController()
    await envia({ ...medios(almacen, recepcion), pausa: async () => muere.abort() }, AUX, muere.signal)
    almacen.close()
    const otra = await app()
    expect((await envia(medios(otra, recepcion), AUX, nunca)).fin).toBe('completo')
    expect([await states(otra), await otra.sealedIds()]).toEqual([{ R0001: 'recibido', R0002: 'recibido' }, []])
  })

  it.each(['anuncio', 'consulta'] as const)('faults of the server at %s are retried, no sooner than told', async (paso) => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    recepcion.fallas[paso] = [new Rehusado(503, 'ocupado', ''), new Rehusado(429, 'demasiadas', '', 30), new Rehusado(500, 'falla', '')]
    const pausas: number[] = []
    expect((await envia(medios(almacen, recepcion, pausas), AUX, nunca)).fin).toBe('completo')
    expect(pausas[1]).toBe(30_000)
  })

  it('an upload that fails is announced and uploaded again', async () => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    recepcion.fallas.subida = [false, false]
    expect((await envia(medios(almacen, recepcion), AUX, nunca)).fin).toBe('completo')
  })

  it('without network it stops by itself after some tries and loses nothing', async () => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    recepcion.fallas.anuncio = Array.from({ length: INTENTOS }, () => new Rehusado(0, 'sin_red', 'Sin conexión'))
    expect(await envia(medios(almacen, recepcion), AUX, nunca)).toEqual({ fin: 'sin_red', texto: 'Sin conexión' })
    expect(await almacen.sealedIds()).toEqual(['R0001'])
  })

  it.each([
    [new Rehusado(401, 'no_identificado', ''), 'sin_sesion'],
    [new Rehusado(409, 'recepcion_cerrada', 'Cerró'), 'cerrado'],
    [new Rehusado(403, 'acceso_denegado', ''), 'rehusado']
  ])('%s ends as told and loses nothing', async (falla, fin) => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    recepcion.fallas.anuncio = [falla]
    expect((await envia(medios(almacen, recepcion), AUX, nunca)).fin).toBe(fin)
    expect([await states(almacen), await almacen.sealedIds()]).toEqual([{ R0001: 'guardado' }, ['R0001']])
  })

  it('asks less and less often, and after an hour announces anew', async () => {
    const almacen = await app()
    await capture(almacen, 'R0001')
    recepcion.veredictos.R0001 = 'permitido'
    const pausas: number[] = []
    const m = medios(almacen, recepcion, pausas)
    const anuncios = () => recepcion.pedidos.filter(([que]) => que === 'anuncio').length
    const pausa: typeof m.pausa = async (ms, senal) => {
      await m.pausa(ms, senal)
      recepcion.veredictos.R0001 = 'pendiente'
      if (pausas.reduce((a, b) => a + b) > SIN_RESPUESTA) delete recepcion.veredictos.R0001
    }
    expect((await envia({ ...m, pausa }, AUX, nunca)).fin).toBe('completo')
    expect(pausas.slice(0, 7)).toEqual([...PAUSAS, 60_000])
    expect(anuncios()).toBe(2)
  })
})

it('lots keep modes, accounts and devices apart, and evidence goes alone', () => {
  const de = (modo: 'auxiliar' | 'cedula', n: string, cuenta = '') => registro({ modo, registro: n, cuenta })
  const hechos = lots([de('auxiliar', 'A'), de('cedula', 'B'), de('auxiliar', 'C'), de('cedula', 'D'), de('auxiliar', 'E', 'otra')])
  expect(hechos.map((lote) => lote.map((r) => r.registro))).toEqual([['A', 'C'], ['B'], ['D'], ['E']])
})

it('waits grow, are random, and never undercut the server', () => {
  expect([backoff(1, null, 0), backoff(3, null, 0), backoff(1, 60, 0)]).toEqual([1000, 4000, 60_000])
  expect(backoff(1, null, 0.9)).toBeGreaterThan(backoff(1, null, 0.1))
})
