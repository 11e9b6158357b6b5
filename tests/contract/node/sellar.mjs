// Builds and seals one record as docs/expediente-v1.md says, with Node's crypto, a stock ZIP library and the
// stock AWS Encryption SDK. Usage: node sellar.mjs job.json; the job names files, the key and the suite.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { AlgorithmSuiteIdentifier, buildEncrypt, CommitmentPolicy, RawRsaKeyringNode } from '@aws-crypto/client-node'
import { zipSync } from 'fflate'

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const sha256 = (data) => createHash('sha256').update(data).digest('hex')

const device = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const images = Object.fromEntries(
  ['anverso.jpg', 'reverso.jpg', 'foto.jpg', 'firma.png'].map((name) => [name, readFileSync(job.imagenes[name])])
)
const captured = job.registro
const manifest = Buffer.from(JSON.stringify({
  version: '1',
  ...captured,
  folio: [captured.aspirante, captured.auxiliar, captured.dispositivo, captured.registro].join('-'),
  archivos: Object.fromEntries(
    Object.entries(images).map(([name, data]) => [name, { bytes: data.length, sha256: sha256(data) }])
  ),
  llave_dispositivo: device.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
}))
const signature = sign('sha256', manifest, { key: device.privateKey, dsaEncoding: 'ieee-p1363' })
const clear = zipSync({ 'registro.json': manifest, 'registro.sig': signature, ...images }, { level: 0 })

const keyring = new RawRsaKeyringNode({
  keyName: job.llave_arn,
  keyNamespace: 'aws-kms-rsa',
  rsaKey: { publicKey: readFileSync(job.llave_publica, 'utf8') },
  oaepHash: 'sha256'
})
const { encrypt } = buildEncrypt({ commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT, maxEncryptedDataKeys: 1 })
const { result } = await encrypt(keyring, clear, {
  suiteId: AlgorithmSuiteIdentifier[job.suite],
  frameLength: 65536,
  encryptionContext: {
    version: '1', proceso: captured.proceso, dispositivo: captured.dispositivo, registro: captured.registro
  }
})
writeFileSync(job.sellado, result)
console.log(JSON.stringify({
  integridad: sha256(clear),
  bytes: clear.length,
  llave_dispositivo: device.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
}))
