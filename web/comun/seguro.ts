// Trusted Types: the one policy of the site, which makes addresses of our own scripts and nothing else.

interface Politica {
  createScriptURL(direccion: string): string
}

interface ConTipos {
  trustedTypes?: { createPolicy(nombre: string, reglas: Politica): Politica }
}

const own = (direccion: string): string => {
  const { origin, href } = new URL(direccion, location.href)
  if (origin !== location.origin) throw new TypeError(`script of another origin: ${origin}`)
  return href
}

let politica: Politica | undefined

/** The address of a script of this site, as the browser demands it for workers. */
export function scriptPropio(direccion: string): string {
  politica ??= (globalThis as ConTipos).trustedTypes?.createPolicy('captacion', { createScriptURL: own }) ?? {
    createScriptURL: own
  }
  return politica.createScriptURL(direccion)
}
