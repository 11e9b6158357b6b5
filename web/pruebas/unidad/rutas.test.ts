import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rutas } from '../../portal/rutas'
import { GUIAS, guiaDe } from '../../portal/guias'
import { direccionDe } from '../../portal/rutas/direccion'
import type { Rol } from '../../portal/rutas/ruta'

interface Operacion {
  'x-roles'?: string[]
}
const texto = readFileSync('../docs/openapi.json', 'utf8')
const { paths } = JSON.parse(texto) as { paths: Record<string, Record<string, Operacion>> }

function rolesDe(operacion: string): string[] | undefined {
  const [metodo = '', camino = ''] = operacion.split(' ')
  return paths[camino]?.[metodo.toLowerCase()]?.['x-roles']
}

describe('las páginas y sus roles', () => {
  it('cada operación que una página nombra existe', () => {
    const faltan = rutas.flatMap((r) => r.operaciones.filter((o) => !rolesDe(o)).map((o) => `${r.camino}: ${o}`))
    expect(faltan).toEqual([])
  })

  it('quien puede abrir una página puede leer lo primero que ella pide', () => {
    const mal = rutas.flatMap((r) => {
      const primera = r.operaciones.find((o) => o.startsWith('GET')) ?? r.operaciones[0]
      const admite = primera ? rolesDe(primera) : undefined
      return admite ? r.roles.filter((rol) => !admite.includes(rol)).map((rol) => `${r.camino}: ${rol}`) : []
    })
    expect(mal).toEqual([])
  })

  it('no hay dos páginas con la misma dirección, y la más precisa va antes', () => {
    const caminos = rutas.map((r) => r.camino)
    expect(new Set(caminos).size).toBe(caminos.length)
  })

  it('una página de algo que la cuenta no nombra no se ofrece', () => {
    const ruta = { camino: '/proceso/:proceso/mesa' }
    const cuenta = { cuenta: 'C', rol: 'opl' as const, opl: 'O', proceso: '', aspirante: '', auxiliar: '', operador: '' }
    expect(direccionDe(ruta, cuenta)).toBeUndefined()
    expect(direccionDe(ruta, { ...cuenta, proceso: 'PEL27' })).toBe('/proceso/PEL27/mesa')
  })
})

describe('las guías de primera visita', () => {
  it('llevan a páginas que su rol puede abrir', () => {
    const mal = Object.entries(GUIAS).flatMap(([rol, { pasos }]) =>
      pasos.filter((p) => p.camino && !rutas.find((r) => r.camino === p.camino)?.roles.includes(rol as Rol)).map((p) => `${rol}: ${p.camino}`),
    )
    expect(mal).toEqual([])
  })

  it('hay una para cada rol que trabaja en el portal', () => {
    const roles = rutas.filter((r) => r.menu).flatMap((r) => r.roles)
    const sinGuia = [...new Set(roles)].filter((rol) => !['nadie', 'visitante', 'auxiliar', 'ciudadania'].includes(rol) && !guiaDe(rol))
    expect(sinGuia).toEqual([])
  })
})
