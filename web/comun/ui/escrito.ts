import { useEffect, useRef, useState } from 'react'
import * as borradores from '../borradores'
import type { Definicion, Valores } from './Formulario'

/**
 * What is typed in a form, over the values that its fields start from. Only fields that somebody changed are held: any
 * other follows `iniciales` when the page is read again, so that a colleague's change is not sent back. What is typed is
 * kept when the session ends, and taken up again by the same form after it.
 */
export function useEscrito(clave: string, campos: readonly Definicion[], iniciales: Valores) {
  const [recuperado] = useState(() => borradores.de(clave))
  const [primeros] = useState(iniciales)
  const [cambios, setCambios] = useState<borradores.Cambios>(recuperado ?? {})
  const propuestos = new Set(campos.filter((c) => c.propuesto).map((c) => c.nombre))
  const debajo = (nombre: string) => (propuestos.has(nombre) ? primeros : iniciales)[nombre] ?? ''
  const tocados = Object.entries(cambios).filter(([n, { valor }]) => valor !== debajo(n))

  const valores: Valores = { ...iniciales }
  for (const nombre of propuestos) valores[nombre] = debajo(nombre)
  for (const [nombre, { valor }] of tocados) valores[nombre] = valor

  const reservados = new Set(campos.filter((c) => c.reservado || c.tipo === 'password').map((c) => c.nombre))
  const escritos = tocados.filter(([n]) => !reservados.has(n))
  // A suggestion that was seen and left as it was goes with what was typed: a later one would say another time.
  const vistos = [...propuestos].filter((n) => !cambios[n]).map((n) => [n, { valor: debajo(n), base: debajo(n) }] as const)
  const guardables = escritos.length ? [...escritos, ...vistos] : []
  const ahora = useRef(guardables)
  useEffect(() => {
    ahora.current = guardables
  })
  useEffect(() => {
    borradores.olvida(clave)
    return borradores.abre(clave, () => (ahora.current.length ? Object.fromEntries(ahora.current) : undefined))
  }, [clave])

  /** A changed field remembers what it had before; one that has its value back is not a changed one any more. */
  function cambia(nombre: string, valor: string) {
    setCambios(({ [nombre]: suyo, ...otros }) =>
      valor === debajo(nombre) ? otros : { ...otros, [nombre]: { valor, base: suyo?.base ?? debajo(nombre) } },
    )
  }
  /** What a field has now, where that changed after somebody typed in it; undefined in any other. */
  function cambiado(nombre: string): string | undefined {
    const suyo = tocados.find(([n]) => n === nombre)?.[1]
    return suyo && !propuestos.has(nombre) && suyo.base !== debajo(nombre) ? debajo(nombre) : undefined
  }
  return { valores, cambia, cambiado, recuperado }
}
