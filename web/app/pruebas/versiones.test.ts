// @vitest-environment node
import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it } from 'vitest'
import { Almacen, VERSION } from '../nucleo/almacen'
import { sha256, utf8 } from '../nucleo/bytes'
import { cifra, nuevaLlaveEstado } from '../nucleo/contrasena'
import { envia } from '../nucleo/envio'
import { nuevaLlave } from '../nucleo/llaves'
import { registro } from './muestras'
import { medios, Recepcion } from './recepcion'

/**
 * The layout of every released version, written out and never changed: a phone that was not opened for months still
 * has it. Add one with each new version of `almacen.ts`.
 */
const PUBLICADAS: Record<number, (nombre: string) => Promise<{ put(almacen: string, valor: unknown, clave?: string): Promise<unknown>; close(): void }>> = {
  1: (nombre) =>
    openDB(nombre, 1, {
      upgrade: (db) => {
        db.createObjectStore('llaves', { keyPath: 'dispositivo' })
        db.createObjectStore('config')
        db.createObjectStore('registros', { keyPath: 'registro' })
        db.createObjectStore('sobres')
      }
    })
}
const nunca = new AbortController().signal
let numero = 0
let nombre = ''

beforeEach(() => { nombre = `version-${++numero}` })

it('every released layout is written out here', () => {
  expect(Object.keys(PUBLICADAS).map(Number)).toEqual(Array.from({ length: VERSION }, (_, n) => n + 1))
})

describe.each(Object.keys(PUBLICADAS).map(Number))('storage of version %i', (version) => {
  it('keeps its device key, its configuration and the records that wait, which are sent', async () => {
    const [llave, par, recepcion] = [await nuevaLlaveEstado(), await nuevaLlave(), new Recepcion()]
    const viejo = await PUBLICADAS[version]!(nombre)
    await viejo.put('llaves', { dispositivo: 'DISP0001', par })
    await viejo.put('config', 'auxiliar', 'modo')
    const folios = Array.from({ length: 30 }, (_, n) => `R${String(n).padStart(4, '0')}`)
    for (const id of folios) {
      const sellado = utf8(`sellado ${id}`)
      recepcion.integridad[id] = await sha256(utf8(`claro ${id}`))
      const { lugar, acuse, ...publico } = registro({
        registro: id, bytes: sellado.length, sha256: await sha256(sellado), integridad: recepcion.integridad[id]!
      })
      await viejo.put('registros', { ...publico, privado: await cifra(llave, { lugar, acuse }), cambio: 0 })
      await viejo.put('sobres', sellado, id)
    }
    viejo.close()

    const almacen = await Almacen.open(nombre)
    almacen.llavesEstado.auxiliar = llave
    expect([await almacen.config('modo'), (await almacen.key('DISP0001')) !== undefined]).toEqual(['auxiliar', true])
    expect((await envia(medios(almacen, recepcion), ['auxiliar'], nunca)).fin).toBe('completo')
    const filas = await almacen.all(['auxiliar'])
    expect(filas.map((r) => [r.registro, r.estado])).toEqual(folios.map((id) => [id, 'recibido']))
    expect(await almacen.sealedIds()).toEqual([])
  })
})

it('storage of a version to come is refused and left as it is', async () => {
  const nueva = await openDB(nombre, VERSION + 1, { upgrade: (db) => void db.createObjectStore('otro') })
  nueva.close()
  await expect(Almacen.open(nombre)).rejects.toMatchObject({ name: 'VersionError' })
})
