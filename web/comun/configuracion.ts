/** What a deployment says about itself (`/config.json`): no build knows its environment. */
export interface Grupo {
  /** Client of the user pool. */
  cliente: string
  /** Address of the hosted sign-in, without a slash at the end. */
  entrada: string
  /** Ways in that the pool offers; empty for mail and password. */
  proveedores: string[]
}

export interface Configuracion {
  ambiente: string
  grupos: { institucional: Grupo; federado: Grupo }
}

export type NombreDeGrupo = keyof Configuracion['grupos']

let leida: Promise<Configuracion> | undefined

/** The configuration, read once. */
export function configuracion(): Promise<Configuracion> {
  leida ??= lee().catch((falla: unknown) => {
    leida = undefined
    throw falla
  })
  return leida
}

async function lee(): Promise<Configuracion> {
  const respuesta = await fetch('/config.json', { cache: 'no-cache' })
  if (!respuesta.ok) throw new Error('No se pudo leer la configuración del sitio.')
  return (await respuesta.json()) as Configuracion
}
