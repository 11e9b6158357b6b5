// The log's published key: as this site gives it, kept for when there is no network. Whoever verifies may type another.

const GUARDADA = 'bitacora.llave'
/** Milliseconds for the site's answer; whoever verifies waits no longer for a key to be offered. */
const PLAZO = 5_000

/** Puts the key into the field and says where it comes from. A key that changed since the last visit is told, not taken. */
export async function ofreceLlave(campo: HTMLInputElement, dice: HTMLElement): Promise<void> {
  const guardada = lee()
  const publicada = await pide()
  if (campo.value) return
  if (guardada && publicada && guardada !== publicada) {
    dice.textContent = 'Cuidado: este sitio da ahora una llave distinta de la que dio en su visita anterior. Escriba la que publica el INE.'
    return
  }
  if (publicada) guarda(publicada)
  campo.value = publicada || guardada
  if (publicada) dice.textContent = 'La dio este sitio.'
  else dice.textContent = guardada ? 'Es la que dio este sitio en su visita anterior.' : 'No se pudo obtener: escríbala.'
}

async function pide(): Promise<string> {
  try {
    const respuesta = await fetch('/v1/bitacora', { cache: 'no-store', signal: AbortSignal.timeout(PLAZO) })
    const { llave } = (await respuesta.json()) as { llave?: unknown }
    return respuesta.ok && typeof llave === 'string' ? llave : ''
  } catch {
    return '' // without network
  }
}

/** A browser may be told to keep nothing: then the key is asked for each time. */
function lee(): string {
  try {
    return localStorage.getItem(GUARDADA) ?? ''
  } catch {
    return ''
  }
}

function guarda(llave: string): void {
  try {
    localStorage.setItem(GUARDADA, llave)
  } catch {
    // Kept nowhere.
  }
}
