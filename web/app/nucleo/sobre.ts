// Sealing to the intake key (docs/expediente-v1.md, 6) with the stock AWS Encryption SDK for browsers.
// After sealing nobody can open the record on this device: it holds no private half.

import { fromBase64, sha256 } from './bytes'
import type { Bytes, Captado, LlaveCaptura } from './tipos'

export const ESPACIO = 'aws-kms-rsa'
export const TRAMO = 65_536
const OAEP = { name: 'RSA-OAEP', hash: 'SHA-256' }

export interface Sellado {
  bytes: Bytes
  /** SHA-256 of the sealed file, for the announcement. */
  sha256: string
}

type Sdk = typeof import('@aws-crypto/client-browser')
let cargado: Promise<Sdk> | null = null

/** The SDK, loaded once and after the first paint. It reads the global `Buffer` while it is imported. */
export function loadSdk(): Promise<Sdk> {
  cargado ??= import('buffer')
    .then(({ Buffer }) => {
      const entorno = globalThis as { Buffer?: unknown }
      entorno.Buffer ??= Buffer
      return import('@aws-crypto/client-browser')
    })
    .catch((error: unknown) => {
      cargado = null // an import that failed without network is tried again
      throw error
    })
  return cargado
}

/** The encryption context: exactly these four, as the manifest has them. */
export function contexto(captado: Pick<Captado, 'proceso' | 'dispositivo' | 'registro'>): Record<string, string> {
  return { version: '1', proceso: captado.proceso, dispositivo: captado.dispositivo, registro: captado.registro }
}

/** `claro` as a message that only the holder of the KMS key opens. Throws rather than leave anything unsealed. */
export async function sella(claro: Bytes, llave: LlaveCaptura, context: Record<string, string>): Promise<Sellado> {
  const sdk = await loadSdk()
  const keyring = new sdk.RawRsaKeyringWebCrypto({
    keyNamespace: ESPACIO,
    keyName: llave.arn,
    // The SDK's keyring wraps: the key is imported with both uses, since some engines encrypt to wrap.
    publicKey: await crypto.subtle.importKey('spki', fromBase64(llave.publica_der), OAEP, false, ['encrypt', 'wrapKey'])
  })
  const { encrypt } = sdk.buildEncrypt({
    commitmentPolicy: sdk.CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
    maxEncryptedDataKeys: 1
  })
  const { result } = await encrypt(keyring, claro, {
    suiteId: sdk.AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
    frameLength: TRAMO,
    encryptionContext: context
  })
  const bytes = new Uint8Array(result)
  return { bytes, sha256: await sha256(bytes) }
}
