// Ids that the app makes, and the folio that is made of four of them (9.14).

const ALFABETO = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A new Id of 26 characters: 10 of the time in milliseconds, 16 random (a ULID).
 * Ids sort by the time they were made, and two devices never make the same one.
 */
export function nuevoId(ahora: number = Date.now(), azar: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  let tiempo = ''
  for (let resto = Math.floor(ahora), i = 0; i < 10; i++, resto = Math.floor(resto / 32)) {
    tiempo = ALFABETO[resto % 32] + tiempo
  }
  return tiempo + Array.from(azar.subarray(0, 16), (byte) => ALFABETO[byte % 32]).join('')
}

/** `<aspirante>-<auxiliar>-<dispositivo>-<registro>` */
export function folio(partes: { aspirante: string; auxiliar: string; dispositivo: string; registro: string }): string {
  return [partes.aspirante, partes.auxiliar, partes.dispositivo, partes.registro].join('-')
}

/** `2026-03-01T18:30:00Z`: whole seconds, UTC. */
export function enSegundos(ahora: number): string {
  return new Date(ahora).toISOString().slice(0, 19) + 'Z'
}
