// Build step of the portal: the list of files that the page of verification needs without network.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

interface Pieza {
  type: 'chunk' | 'asset'
  fileName: string
  code?: string
  source?: string | Uint8Array
}

const PAGINA = 'verificar.html'
const TRABAJADOR = 'verificar-sw.js'
const contenido = (pieza: Pieza): string | Uint8Array => pieza.code ?? pieza.source ?? ''

/** Writes into `verificar-sw.js` the page's files, found from the page on, and a version that changes with any of them. */
export function sinRed(icono: string): Plugin {
  return {
    name: 'portal-sin-red',
    apply: 'build',
    enforce: 'post', // after the page is among the files
    generateBundle(_opciones, bundle) {
      const piezas = new Map((Object.values(bundle) as Pieza[]).map((pieza) => [pieza.fileName, pieza]))
      const sw = piezas.get(TRABAJADOR)
      if (!sw) return // the build of a worker
      const suyas = [...alcanzadas(PAGINA, piezas)].sort((a, b) => a.fileName.localeCompare(b.fileName))
      if (!suyas.some((pieza) => pieza.fileName.endsWith('.css'))) this.error(`${PAGINA} has no styles`)
      const huella = createHash('sha256').update(readFileSync(icono))
      for (const pieza of suyas) huella.update(pieza.fileName).update(contenido(pieza))
      const archivos = ['/icono.svg', ...suyas.map((pieza) => `/${pieza.fileName}`)]
      sw.code = sw.code!.replaceAll('__ARCHIVOS__', JSON.stringify(archivos)).replaceAll('__VERSION__', JSON.stringify(huella.digest('hex').slice(0, 16)))
    },
  }
}

/** The files that a page names, those that they name, and so on: what is loaded later too. */
function alcanzadas(nombre: string, piezas: ReadonlyMap<string, Pieza>, vistas = new Set<Pieza>()): Set<Pieza> {
  const pieza = nombre === TRABAJADOR ? undefined : piezas.get(nombre)
  if (!pieza || vistas.has(pieza)) return vistas
  vistas.add(pieza)
  const texto = String(contenido(pieza))
  for (const otra of piezas.keys()) if (texto.includes(otra.replace('assets/', ''))) alcanzadas(otra, piezas, vistas)
  return vistas
}
