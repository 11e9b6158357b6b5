// @vitest-environment node
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { base64, fromBase64, hex, sha256 } from '../nucleo/bytes'
import { arma, completa, IMAGENES } from '../nucleo/expediente'
import { ExpedienteExcedido, MAXIMO_JPEG } from '../nucleo/limites'
import { firma, importaPublica, nuevaLlave, publicaDer, verifica } from '../nucleo/llaves'
import type { Bytes, Captado, Imagenes } from '../nucleo/tipos'
import { captado, imagenes, jpeg } from './muestras'
import { indice, read } from './vectores'

const claros = indice.buenos.filter((vector) => vector.claro)

describe('the published vectors', () => {
  it.each(claros)('$claro: código de integridad, order and manifest are what this app makes', async ({ claro, integridad }) => {
    const zip = read(claro!)
    expect(await sha256(zip)).toBe(integridad)
    const entradas = unzipSync(zip) as Record<string, Bytes>
    expect(Object.keys(entradas)).toEqual(['registro.json', 'registro.sig', ...IMAGENES])
    const manifiesto = JSON.parse(new TextDecoder().decode(entradas['registro.json'])) as Captado & Record<string, unknown>
    const { version: _v, folio: _f, archivos: _a, llave_dispositivo, ...captado } = manifiesto
    const hecho = await completa(captado as Captado, entradas as unknown as Imagenes, fromBase64(llave_dispositivo as string))
    expect(JSON.stringify(hecho)).toBe(JSON.stringify(manifiesto))
  })

  it.each(claros)('$claro: the signature verifies over the exact bytes', async ({ claro }) => {
    const entradas = unzipSync(read(claro!)) as Record<string, Bytes>
    const manifiesto = JSON.parse(new TextDecoder().decode(entradas['registro.json'])) as { llave_dispositivo: string }
    const publica = await importaPublica(fromBase64(manifiesto.llave_dispositivo))
    expect(await verifica(publica, entradas['registro.sig']!, entradas['registro.json']!)).toBe(true)
  })
})

describe('arma', () => {
  it('signs what it writes and writes what it signed', async () => {
    const llave = await nuevaLlave()
    const { claro, integridad, folio } = await arma(captado(), imagenes(), llave)
    const entradas = unzipSync(claro) as Record<string, Bytes>
    expect(entradas['registro.sig']).toHaveLength(64)
    expect(await verifica(llave.publicKey, entradas['registro.sig']!, entradas['registro.json']!)).toBe(true)
    expect(await sha256(claro)).toBe(integridad)
    expect(folio).toBe('ASP0001-AUX0001-DISP0001-R0001')
  })

  it('leaves nothing between, before or after the entries: stored, no flags, no extra fields, no comments', async () => {
    const { claro } = await arma(captado(), imagenes(), await nuevaLlave())
    const view = new DataView(claro.buffer)
    let at = 0
    for (const nombre of ['registro.json', 'registro.sig', ...IMAGENES]) {
      expect(view.getUint32(at, true)).toBe(0x04034b50)
      expect([0, 0x800]).toContain(view.getUint16(at + 6, true))
      expect(view.getUint16(at + 8, true)).toBe(0)
      expect(view.getUint16(at + 28, true)).toBe(0)
      const largo = view.getUint16(at + 26, true)
      expect(new TextDecoder().decode(claro.subarray(at + 30, at + 30 + largo))).toBe(nombre)
      at += 30 + largo + view.getUint32(at + 18, true)
    }
    const fin = claro.length - 22
    expect(view.getUint32(fin, true)).toBe(0x06054b50)
    expect([view.getUint32(fin + 16, true), view.getUint16(fin + 20, true)]).toEqual([at, 0])
    expect(view.getUint32(fin + 12, true)).toBe(fin - at)
  })

  it.each(['anverso.jpg', 'reverso.jpg', 'foto.jpg', 'firma.png'] as const)('refuses %s empty or too large', async (nombre) => {
    const llave = await nuevaLlave()
    for (const malo of [jpeg(MAXIMO_JPEG + 1), new Uint8Array(0)]) {
      await expect(arma(captado(), { ...imagenes(), [nombre]: malo }, llave)).rejects.toThrow(ExpedienteExcedido)
    }
  })
})

describe('the device key', () => {
  it('cannot be exported, and its public half has the published form', async () => {
    const llave = await nuevaLlave()
    for (const forma of ['pkcs8', 'jwk'] as const) {
      await expect(crypto.subtle.exportKey(forma as 'jwk', llave.privateKey)).rejects.toThrow()
    }
    expect(base64(await publicaDer(llave))).toMatch(/^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$/)
  })

  it('signs as r‖s, 64 bytes, and another text does not verify', async () => {
    const llave = await nuevaLlave()
    const [uno, otro] = [new Uint8Array([1]), new Uint8Array([2])]
    const rs = await firma(llave, uno)
    expect(rs).toHaveLength(64)
    expect([await verifica(llave.publicKey, rs, uno), await verifica(llave.publicKey, rs, otro)]).toEqual([true, false])
  })
})

it('hex and base64 go there and back', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  expect(fromBase64(base64(bytes))).toEqual(bytes)
  expect(hex(bytes).slice(0, 8)).toBe('00010203')
})
