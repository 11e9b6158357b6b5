// The API and the store of uploads as the sender sees them.

import { api, datos } from '../../comun/api/cliente'
import { ErrorDeApi } from '../../comun/api/problemas'
import { Rehusado, type Anuncio, type Canal } from '../nucleo/envio'
import type { Contestado, Modo, Permiso } from '../nucleo/tipos'

/** A refusal of the API as the core knows it. */
export function rehusado(error: unknown): unknown {
  if (error instanceof TypeError) return new Rehusado(0, 'sin_red', 'Sin conexión') // a refresh of the token without network
  if (!(error instanceof ErrorDeApi)) return error
  const { status, code, detail } = error.problema
  return new Rehusado(code === 'sesion_terminada' ? 401 : status, code, detail, error.reintentaEn ?? null)
}

async function pide<T>(peticion: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  try {
    return await datos(peticion)
  } catch (error) {
    throw rehusado(error)
  }
}

export const canal: Canal = {
  async announce(modo: Modo, _cuenta: string, dispositivo: string, anuncios: Anuncio[]) {
    if (modo !== 'cedula') return pide(api.POST('/v1/envios', { body: { dispositivo, registros: anuncios } }))
    const [{ registro, capturado_en, bytes, sha256 }] = anuncios as [Anuncio]
    const body = { dispositivo, registro, capturado_en, bytes, sha256 }
    const item: Contestado = await pide(api.POST('/v1/auxiliares/cedula', { body }))
    return { envio: 'cedula', registros: [item] }
  },

  async ask(modo: Modo, _cuenta: string, envio: string): Promise<Contestado[]> {
    if (modo !== 'cedula') {
      return (await pide(api.GET('/v1/envios/{envio}', { params: { path: { envio } } }))).registros
    }
    const { anunciada } = await pide(api.GET('/v1/auxiliares/cedula'))
    return anunciada ? [anunciada] : []
  },

  /** Fields as given and the file last; no token goes to the store of uploads. */
  async upload(permiso: Permiso, sellado) {
    const cuerpo = new FormData()
    for (const [nombre, valor] of Object.entries(permiso.campos)) cuerpo.append(nombre, valor)
    cuerpo.append('file', new Blob([sellado], { type: 'application/octet-stream' }))
    try {
      return (await fetch(permiso.url, { method: 'POST', body: cuerpo, credentials: 'omit' })).ok
    } catch {
      return false
    }
  }
}
