import type { Cuenta } from '../../comun/sesion/usar'
import type { Ruta } from './ruta'

/** The address of a page for an account; undefined where the account does not name what the page is of. */
export function direccionDe(ruta: Pick<Ruta, 'camino'>, cuenta: Cuenta | undefined): string | undefined {
  const propios: Record<string, string | undefined> = {
    proceso: cuenta?.proceso,
    aspirante: cuenta?.aspirante,
    opl: cuenta?.opl,
  }
  let completa = true
  const direccion = ruta.camino.replace(/:([a-z]+)/g, (_, nombre: string) => {
    const valor = propios[nombre]
    if (!valor) completa = false
    return valor ?? ''
  })
  return completa ? direccion : undefined
}
