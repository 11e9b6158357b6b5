// What the app keeps on the device (IndexedDB). A record is durable before its folio is shown: every write is one
// transaction with `durability: 'strict'`, whole or not at all. Nothing unsealed is ever written here.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { cifra, descifra, type Cifrado } from './contrasena'
import { avanza, borrable, type Registro, type Suceso } from './maquina'
import type { Acuse, Bytes, Lugar, Modo } from './tipos'

export const BASE = 'apoyo-ciudadano'
export const VERSION = 1

/** The part of a record that tells of a person: encrypted with the state key of its mode. */
interface Privado {
  lugar: Lugar | null
  acuse: Acuse | null
}

type Fila = Omit<Registro, 'lugar' | 'acuse'> & { privado: Cifrado; cambio: number }

interface Esquema extends DBSchema {
  llaves: { key: string; value: { dispositivo: string; par: CryptoKeyPair } }
  config: { key: string; value: unknown }
  registros: { key: string; value: Fila }
  sobres: { key: string; value: Bytes }
}

/** Whose state key protects a record: the auxiliar's password, or the phone alone in Mi Apoyo. */
export type Perfil = 'auxiliar' | 'mi_apoyo'
export const perfilDe = (modo: Modo): Perfil => (modo === 'mi_apoyo' ? 'mi_apoyo' : 'auxiliar')

export class SinEspacio extends Error {}
export class RegistroRepetido extends Error {}
export class Bloqueado extends Error {}

/** Steps from each version to the next, forward only: records that wait survive every update. */
const PASOS: ((db: IDBPDatabase<Esquema>) => void)[] = [
  (db) => {
    db.createObjectStore('llaves', { keyPath: 'dispositivo' })
    db.createObjectStore('config')
    db.createObjectStore('registros', { keyPath: 'registro' })
    db.createObjectStore('sobres')
  }
]

export class Almacen {
  readonly llavesEstado: Partial<Record<Perfil, CryptoKey>> = {}
  private readonly oyentes = new Set<() => void>()

  private constructor(private readonly db: IDBPDatabase<Esquema>) {}

  /** Throws where the browser keeps nothing (a private window, storage forbidden). */
  static async open(nombre = BASE): Promise<Almacen> {
    const db = await openDB<Esquema>(nombre, VERSION, {
      upgrade: (base, desde) => PASOS.slice(desde, VERSION).forEach((paso) => paso(base)),
      blocking: () => db.close() // a newer version of the app waits in another window
    })
    return new Almacen(db)
  }

  close(): void {
    this.db.close()
  }

  /** `oyente` after every change of a record; returns how to stop listening. */
  subscribe(oyente: () => void): () => void {
    this.oyentes.add(oyente)
    return () => this.oyentes.delete(oyente)
  }

  // --- device keys ---

  async putKey(dispositivo: string, par: CryptoKeyPair): Promise<void> {
    const tx = this.db.transaction('llaves', 'readwrite', { durability: 'strict' })
    await Promise.all([tx.store.add({ dispositivo, par }), tx.done])
  }

  async key(dispositivo: string): Promise<CryptoKeyPair | undefined> {
    return (await this.db.get('llaves', dispositivo))?.par
  }

  // --- configuration: small values that the caller encrypts where they tell of a person ---

  async config<T>(nombre: string): Promise<T | undefined> {
    return (await this.db.get('config', nombre)) as T | undefined
  }

  async setConfig(nombre: string, valor: unknown): Promise<void> {
    const tx = this.db.transaction('config', 'readwrite', { durability: 'strict' })
    await Promise.all([valor === undefined ? tx.store.delete(nombre) : tx.store.put(valor, nombre), tx.done])
  }

  // --- records ---

  /** Keep a sealed record and what must be announced of it, both or none. */
  async add(registro: Registro, sellado: Bytes): Promise<void> {
    const fila = await this.closed(registro, 0)
    try {
      const tx = this.db.transaction(['registros', 'sobres'], 'readwrite', { durability: 'strict' })
      await Promise.all([
        tx.objectStore('registros').add(fila),
        tx.objectStore('sobres').add(sellado, registro.registro),
        tx.done
      ])
    } catch (error) {
      throw named(error)
    }
    this.tell()
  }

  async get(registro: string): Promise<Registro | undefined> {
    const fila = await this.db.get('registros', registro)
    return fila && this.opened(fila)
  }

  /** Every record of these modes, by id, which is by time of capture. */
  async all(modos: readonly Modo[]): Promise<Registro[]> {
    const filas = (await this.db.getAll('registros')).filter((fila) => modos.includes(fila.modo))
    return Promise.all(filas.map((fila) => this.opened(fila)))
  }

  async sealed(registro: string): Promise<Bytes | undefined> {
    return this.db.get('sobres', registro)
  }

  async sealedIds(): Promise<string[]> {
    return this.db.getAllKeys('sobres')
  }

  /**
   * Let something happen to a record, and store what follows. With a receipt for these very bytes the sealed bytes go
   * in the same transaction: there is no instant with neither. Repeats when another window changed the record meanwhile.
   */
  async change(registro: string, suceso: Suceso): Promise<Registro> {
    for (;;) {
      const fila = await this.db.get('registros', registro)
      if (!fila) throw new Error(`there is no record ${registro}`)
      const antes = await this.opened(fila)
      const despues = avanza(antes, suceso)
      if (despues === antes) return antes
      if (await this.replace(fila.cambio, await this.closed(despues, fila.cambio + 1), borrable(despues))) {
        this.tell()
        return despues
      }
    }
  }

  /** Erase what was refused for good, or is for nobody any more: the person was asked. */
  async discard(registro: string): Promise<void> {
    const tx = this.db.transaction(['registros', 'sobres'], 'readwrite', { durability: 'strict' })
    await Promise.all([
      tx.objectStore('registros').delete(registro),
      tx.objectStore('sobres').delete(registro),
      tx.done
    ])
    this.tell()
  }

  private async replace(cambio: number, fila: Fila, borra: boolean): Promise<boolean> {
    const tx = this.db.transaction(['registros', 'sobres'], 'readwrite', { durability: 'strict' })
    const actual = await tx.objectStore('registros').get(fila.registro)
    const misma = actual?.cambio === cambio
    if (misma) {
      void tx.objectStore('registros').put(fila)
      if (borra) void tx.objectStore('sobres').delete(fila.registro)
    }
    await tx.done
    return misma
  }

  private async closed(registro: Registro, cambio: number): Promise<Fila> {
    const llave = this.llavesEstado[perfilDe(registro.modo)]
    if (!llave) throw new Bloqueado(registro.modo)
    const { lugar, acuse, ...publico } = registro
    return { ...publico, privado: await cifra(llave, { lugar, acuse } satisfies Privado), cambio }
  }

  /** After a reset password the private part cannot be read: the place is not repeated, the receipt is asked for again. */
  private async opened(fila: Fila): Promise<Registro> {
    const { privado, cambio: _, ...publico } = fila
    const llave = this.llavesEstado[perfilDe(fila.modo)]
    const abierto = llave && (await descifra<Privado>(llave, privado))
    return { ...publico, ...(abierto || { lugar: null, acuse: null }) }
  }

  private tell(): void {
    this.oyentes.forEach((oyente) => oyente())
  }
}

function named(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error
  if (error.name === 'QuotaExceededError') return new SinEspacio(error.message)
  if (error.name === 'ConstraintError') return new RegistroRepetido(error.message)
  return error
}
