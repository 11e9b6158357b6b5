// Mi Apoyo (10.5 to 10.9): a code by mail for this phone, its use, and the aspirantes of one's own geography.

import { api, datos } from '../../comun/api/cliente'
import * as sesion from '../../comun/sesion/sesion'
import { base64 } from '../nucleo/bytes'
import { nuevoId } from '../nucleo/folio'
import { nuevaLlave, publicaDer } from '../nucleo/llaves'
import type { Credencial } from '../nucleo/tipos'
import type { Aplicacion } from './aplicacion'
import { aparato } from './auxiliar'
import { ubica } from './lugar'
import { leePublico } from './publico'
import type { AspiranteOfrecido, PerfilCiudadano } from './perfiles'

export interface ProcesoVigente {
  proceso: string
  nombre: string
  entidad_nombre: string
}

/** Every process in course, page after page; asked without signing in. */
export async function processes(): Promise<ProcesoVigente[]> {
  const todos: ProcesoVigente[] = []
  let despues = ''
  do {
    const pagina = await leePublico<{ elementos: ProcesoVigente[]; siguiente: string | null }>(
      `/v1/procesos-vigentes${despues && `?despues=${encodeURIComponent(despues)}`}`
    )
    todos.push(...pagina.elementos)
    despues = pagina.siguiente ?? ''
  } while (despues)
  return todos
}

/** Ask for a code (10.6): for each activation a new device Id and key, kept before they are sent. */
export async function requestCode(app: Aplicacion, proceso: ProcesoVigente, credencial: Credencial): Promise<void> {
  sesion.elige('') // whoever asks for a code acts as nobody yet
  const dispositivo = nuevoId()
  const llave = await nuevaLlave()
  await app.almacen.putKey(dispositivo, llave)
  const { modelo, sistema } = aparato()
  const body = {
    proceso: proceso.proceso,
    dispositivo,
    aparato: `${modelo}, ${sistema}`.slice(0, 60),
    llave_dispositivo: base64(await publicaDer(llave)),
    credencial,
    permite_ubicacion: (await ubica()).falla !== 'negada'
  }
  const { activacion, vence } = await datos(api.POST('/v1/mi-apoyo/activaciones', { body }))
  await app.saveProfile('mi_apoyo', {
    proceso: proceso.proceso, proceso_nombre: proceso.nombre, dispositivo, credencial, activacion, vence,
    ciudadano: '', cuenta: '', llave: null, sesion: sesion.respaldo() ?? null
  })
}

/** Use the code of the mail (10.8). If the answer was lost, the menu tells whether it worked. */
export async function activate(app: Aplicacion, codigo: string, aviso: string): Promise<void> {
  const perfil = app.vista.ciudadano!
  sesion.elige('')
  const usado = await datos(
    api.POST('/v1/mi-apoyo/activaciones/{activacion}/codigo', {
      params: { path: { activacion: perfil.activacion } },
      body: { codigo, dispositivo: perfil.dispositivo }
    })
  )
  sesion.elige(usado.cuenta)
  await app.saveProfile('mi_apoyo', { ...perfil, ciudadano: usado.ciudadano, cuenta: usado.cuenta })
  if (aviso) await accept(aviso).catch(() => undefined) // asked again among pending notices; it holds nothing up
  await readKey(app)
}

async function accept(aviso: string): Promise<void> {
  await datos(api.POST('/v1/avisos-privacidad/{aviso}/aceptacion', { params: { path: { aviso } } }))
}

/** The intake key of the process, and the clock. */
export async function readKey(app: Aplicacion): Promise<PerfilCiudadano> {
  const perfil = app.vista.ciudadano!
  const pedido = Date.now()
  const leida = await datos(api.GET('/v1/procesos/{proceso}/configuracion', { params: { path: { proceso: perfil.proceso } } }))
  await app.compareClock(leida.hora_servidor, pedido)
  const nuevo = { ...app.vista.ciudadano!, llave: leida.llave_captura }
  await app.saveProfile('mi_apoyo', nuevo)
  return nuevo
}

/** The menu of 10.9, page after page. */
export async function offered(): Promise<AspiranteOfrecido[]> {
  const todos: AspiranteOfrecido[] = []
  let despues: string | undefined
  do {
    const pagina = await datos(api.GET('/v1/mi-apoyo/aspirantes', { params: { query: { cuantos: 50, ...(despues && { despues }) } } }))
    todos.push(...pagina.elementos)
    despues = pagina.siguiente ?? undefined
  } while (despues)
  return todos
}

/** Leave this activation: what was sent stays sent; a new code begins anew. */
export async function startOver(app: Aplicacion): Promise<void> {
  await app.saveProfile('mi_apoyo', null)
}
