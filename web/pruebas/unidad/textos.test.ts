import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorDe } from '../../comun/api/problemas'
import { CLASES } from '../../comun/textos/clases'
import { explica, QUE_HACER } from '../../comun/textos/errores'
import { hechoEnPalabras } from '../../comun/textos/historia'
import { INCISOS } from '../../comun/textos/incisos'

const lee = (nombre: string) => readFileSync(`../docs/${nombre}`, 'utf8')

/** Codes of the table of section 6: `| 409 | `codigo` | …`. */
const codigos = [...lee('bad-input.md').matchAll(/^\| \d{3} \| `([a-z_]+)` \|/gm)].map((m) => m[1] ?? '')
const api = JSON.parse(lee('openapi.json')) as {
  components: { schemas: Record<string, { enum?: string[] }> }
}

describe('los textos', () => {
  it('cada código de docs/bad-input.md dice qué hacer', () => {
    expect(codigos.length).toBeGreaterThan(40)
    expect(codigos.filter((c) => !QUE_HACER[c])).toEqual([])
  })

  it('cada clase de la API tiene nombre, significado y siguiente paso', () => {
    const clases = api.components.schemas.Clase?.enum ?? []
    expect(clases.length).toBe(10)
    for (const clase of clases) {
      expect(CLASES[clase]?.nombre).toBeTruthy()
      expect(CLASES[clase]?.significa).toBeTruthy()
      expect(CLASES[clase]?.puede).toBeTruthy()
    }
  })

  it('cada inciso de la tabla del 13.7 tiene su oración', () => {
    expect(Object.keys(INCISOS).join('')).toBe('abcdefghijklmn')
  })

  it('una respuesta sin forma de problema se explica sin inventar su código', () => {
    expect(explica(errorDe(502, '<html>')).texto).toContain('inesperada')
    expect(explica(new TypeError('x is not a function')).texto).not.toContain('function')
  })

  it('la historia de un registro se lee en oraciones', () => {
    const revisado = { tipo: 'revisado', etapa: 'mesa', dictamen: { inciso: 'm', opcion: 'Sin firma', detalle: '', tipo: '' } }
    expect(hechoEnPalabras(revisado)).toBe('Se revisó en la Mesa de Control: inciso m) Sin firma.')
    expect(hechoEnPalabras({ tipo: 'recibido', causas: ['dispositivo_no_registrado'] })).toContain('no estaba registrado')
    expect(hechoEnPalabras({ tipo: 'algo_nuevo' })).toBe('algo nuevo')
  })
})
