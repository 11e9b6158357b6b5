/**
 * The key of a POST (`Idempotency-Key`): new for each request, and the same again when the same request is sent anew because
 * its answer never came. So a second press after a lost network does nothing twice. Of a request only its digest is kept.
 */
const RECUERDA_MS = 30 * 60_000

interface Pendiente {
  clave: string
  en: number
}

export class Repeticiones {
  private readonly pendientes = new Map<string, Pendiente>()
  private readonly ahora: () => number
  private readonly nueva: () => string

  constructor(ahora = () => Date.now(), nueva = () => crypto.randomUUID()) {
    this.ahora = ahora
    this.nueva = nueva
  }

  /** The key for a request with that digest: of the one without an answer, or a new one. */
  clave(huella: string): string {
    const antes = this.pendientes.get(huella)
    if (antes && this.ahora() - antes.en < RECUERDA_MS) return antes.clave
    const clave = this.nueva()
    this.pendientes.set(huella, { clave, en: this.ahora() })
    return clave
  }

  /** An answer came; only one that leaves open what happened keeps the key. */
  contestada(huella: string, estado: number): void {
    if (estado < 500 && estado !== 409 && estado !== 429) this.pendientes.delete(huella)
  }
}

/** Digest of who asks what, with which body. */
export async function huellaDe(solicitud: Request): Promise<string> {
  const quien = solicitud.headers.get('X-Cuenta') ?? ''
  const texto = `${quien}\n${solicitud.method} ${solicitud.url}\n${await solicitud.clone().text()}`
  const resumen = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(texto))
  return Array.from(new Uint8Array(resumen), (b) => b.toString(16).padStart(2, '0')).join('')
}
