// Build steps of the app: the service worker's list of files and version, and the budget of what is loaded first.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** KB after gzip: what the first screen needs, without reader and SDK, which load later. */
export const PRESUPUESTO_KB = 110
/** KB after gzip of everything that is precached: the app is ready without network. */
export const PRESUPUESTO_TOTAL_KB = 900

interface Pieza {
  type: 'chunk' | 'asset'
  fileName: string
  name?: string
  code?: string
  source?: string | Uint8Array
  isEntry?: boolean
  imports?: string[]
}

/** Writes into `sw.js` the names of all files of the build, and a version that changes with any of them. */
export function serviceWorker(publicos: string): Plugin {
  return {
    name: 'apoyo-sw',
    apply: 'build',
    enforce: 'post', // after index.html is among the files
    generateBundle(_opciones, bundle) {
      const piezas = Object.values(bundle) as Pieza[]
      const sw = piezas.find((pieza) => pieza.fileName === 'sw.js')
      if (!sw) return // the build of a worker
      if (!piezas.some((pieza) => pieza.fileName === 'index.html')) this.error('index.html is not among the files')
      const otros = piezas.filter((pieza) => pieza !== sw)
      const sueltos = readdirSync(publicos)
      const archivos = [...otros.map((pieza) => pieza.fileName), ...sueltos].map((nombre) => `/${nombre}`).sort()
      const huella = createHash('sha256')
      for (const pieza of otros) huella.update(pieza.fileName).update(content(pieza))
      for (const nombre of sueltos) huella.update(nombre).update(readFileSync(`${publicos}/${nombre}`))
      sw.code = sw.code!.replaceAll('__ARCHIVOS__', JSON.stringify(archivos)).replaceAll('__VERSION__', JSON.stringify(huella.digest('hex').slice(0, 16)))
    }
  }
}

/** Fails the build over the budget; prints what was spent. */
export function presupuesto(): Plugin {
  return {
    name: 'apoyo-presupuesto',
    apply: 'build',
    enforce: 'post',
    generateBundle(_opciones, bundle) {
      const piezas = Object.values(bundle) as Pieza[]
      if (!piezas.some((pieza) => pieza.fileName === 'sw.js')) return
      const primera = first(piezas)
      const nucleo = kb(primera)
      const total = kb(piezas)
      console.log(`app: ${nucleo.toFixed(1)} KB de ${PRESUPUESTO_KB} al abrir, ${total.toFixed(1)} KB de ${PRESUPUESTO_TOTAL_KB} en todo (gzip)`)
      if (nucleo > PRESUPUESTO_KB || total > PRESUPUESTO_TOTAL_KB) this.error('La aplicación pasa de su presupuesto.')
    }
  }
}

/** The scripts that the first screen loads: the entry and what it imports statically. */
function first(piezas: Pieza[]): Pieza[] {
  const hechas = new Map<string, Pieza>()
  const add = (pieza: Pieza | undefined): void => {
    if (!pieza || pieza.type !== 'chunk' || hechas.has(pieza.fileName)) return
    hechas.set(pieza.fileName, pieza)
    pieza.imports?.forEach((nombre) => add(piezas.find((otra) => otra.fileName === nombre)))
  }
  piezas.filter((pieza) => pieza.isEntry && pieza.fileName !== 'sw.js').forEach(add)
  return [...hechas.values()]
}

const content = (pieza: Pieza): string | Uint8Array => pieza.code ?? pieza.source ?? ''
const kb = (piezas: Pieza[]): number => piezas.reduce((suma, pieza) => suma + gzipSync(content(pieza)).length, 0) / 1024
