// Saving a capture: ZIP, signature, código, seal, one durable transaction; only then the folio (9.12, 9.13).

import { arma } from '../nucleo/expediente'
import { contexto, sella } from '../nucleo/sobre'
import type { Captado, Imagenes, LlaveCaptura } from '../nucleo/tipos'
import type { Aplicacion } from './aplicacion'

export interface Guardado {
  folio: string
  integridad: string
}

/** Throws ExpedienteExcedido, SinEspacio, Bloqueado or whatever kept it from being sealed: then nothing was written. */
export async function save(
  app: Aplicacion, captado: Captado, imagenes: Imagenes, llave: LlaveCaptura, cuenta: string
): Promise<Guardado> {
  const par = await app.almacen.key(captado.dispositivo)
  if (!par) throw new Error('the device key is gone')
  const { claro, integridad, folio } = await arma(captado, imagenes, par)
  const sellado = await sella(claro, llave, contexto(captado))
  const { registro, proceso, aspirante, auxiliar, dispositivo, modo, capturado_en, lugar } = captado
  await app.almacen.add(
    {
      registro, folio, proceso, aspirante, auxiliar, dispositivo, cuenta, modo, capturado_en, lugar,
      bytes: sellado.bytes.length, sha256: sellado.sha256, integridad,
      estado: 'guardado', envio: '', subido_en: 0, acuse: null, motivo: null
    },
    sellado.bytes
  )
  app.enviador.wake()
  return { folio, integridad }
}

export { loadSdk } from '../nucleo/sobre'
