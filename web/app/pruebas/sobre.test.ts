// @vitest-environment node
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { base64, sha256 } from '../nucleo/bytes'
import { arma } from '../nucleo/expediente'
import { nuevaLlave, publicaDer } from '../nucleo/llaves'
import { contexto, ESPACIO, loadSdk, sella } from '../nucleo/sobre'
import type { Bytes, Captado, Imagenes, LlaveCaptura } from '../nucleo/tipos'
import { captado, jpeg } from './muestras'
import { indice, intakeKey, read } from './vectores'

async function open(sellado: Bytes): Promise<{ claro: Bytes; contexto: Record<string, string>; llave: string }> {
  const sdk = await loadSdk()
  const { privada } = await intakeKey()
  const keyring = new sdk.RawRsaKeyringWebCrypto({ keyNamespace: ESPACIO, keyName: indice.llave_arn, privateKey: privada })
  const { decrypt } = sdk.buildDecrypt(sdk.CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
  const { plaintext, messageHeader } = await decrypt(keyring, sellado)
  return {
    claro: new Uint8Array(plaintext),
    contexto: { ...messageHeader.encryptionContext },
    llave: messageHeader.encryptedDataKeys[0]!.providerInfo
  }
}

const llave = async (): Promise<LlaveCaptura> => ({ arn: indice.llave_arn, publica_der: (await intakeKey()).publica_der })

describe('sealing with the stock SDK', () => {
  it.each(indice.buenos)('the same SDK opens the published $sellado', async ({ sellado, integridad }) => {
    expect(await sha256((await open(read(sellado))).claro)).toBe(integridad)
  })

  it.each([0, 1, 65_535, 65_536, 65_537, 4 * 1024 * 1024])('%i bytes come out as they went in', async (largo) => {
    const claro = largo < 4 ? new Uint8Array(largo) : jpeg(largo)
    const { bytes, sha256: digest } = await sella(claro, await llave(), contexto(captado()))
    const abierto = await open(bytes)
    expect(await sha256(abierto.claro)).toBe(await sha256(claro))
    expect(abierto.contexto).toEqual(indice.contexto)
    expect(abierto.llave).toBe(indice.llave_arn)
    expect(digest).toBe(await sha256(bytes))
  })

  it('is version 2, suite 0x0478, one data key, frames of 65,536', async () => {
    const { bytes } = await sella(jpeg(200_000), await llave(), contexto(captado()))
    expect([bytes[0], bytes[1]! * 256 + bytes[2]!]).toEqual([2, 0x0478])
    const sdk = await loadSdk()
    const { privada } = await intakeKey()
    const keyring = new sdk.RawRsaKeyringWebCrypto({ keyNamespace: ESPACIO, keyName: indice.llave_arn, privateKey: privada })
    const { messageHeader } = await sdk.buildDecrypt().decrypt(keyring, bytes)
    expect([messageHeader.encryptedDataKeys.length, messageHeader.frameLength]).toEqual([1, 65_536])
  })

  it('throws with a key that is none: there is no unsealed path', async () => {
    await expect(sella(jpeg(), { arn: indice.llave_arn, publica_der: 'AAAA' }, contexto(captado()))).rejects.toThrow()
  })
})

// tests/e2e/test_app_sobres.py names a job here, and opens with the vault what is written.
const TRABAJO = process.env.TRABAJO_SELLADO ?? ''
it.runIf(existsSync(TRABAJO))('seals the job of the vault test', async () => {
  const trabajo = JSON.parse(readFileSync(TRABAJO, 'utf8')) as {
    registros: Captado[]
    imagenes: Record<string, string>
    llave: LlaveCaptura
    carpeta: string
  }
  const dispositivo = await nuevaLlave()
  const fotos = Object.fromEntries(
    Object.entries(trabajo.imagenes).map(([nombre, ruta]) => [nombre, new Uint8Array(readFileSync(ruta))])
  ) as unknown as Imagenes
  const hechos = []
  for (const registro of trabajo.registros) {
    const { claro, integridad, folio } = await arma(registro, fotos, dispositivo)
    const { bytes } = await sella(claro, trabajo.llave, contexto(registro))
    writeFileSync(`${trabajo.carpeta}/${registro.registro}.sellado`, bytes)
    hechos.push({ registro: registro.registro, integridad, folio })
  }
  const llave_dispositivo = base64(await publicaDer(dispositivo))
  writeFileSync(`${trabajo.carpeta}/hechos.json`, JSON.stringify({ hechos, llave_dispositivo }))
})
