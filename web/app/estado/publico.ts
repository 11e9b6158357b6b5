// Public routes of the API: asked without a token, whoever is signed in.

import { problemaDe, sinRed } from '../../comun/api/problemas'

export async function leePublico<T>(ruta: string): Promise<T> {
  const respuesta = await fetch(ruta, { headers: { Accept: 'application/json' } }).catch(() => {
    throw sinRed()
  })
  if (!respuesta.ok) throw await problemaDe(respuesta)
  return (await respuesta.json()) as T
}
