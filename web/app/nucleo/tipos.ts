// Shapes that the core shares. Names are those of docs/expediente-v1.md.

export type Bytes = Uint8Array<ArrayBuffer>

export type Modelo = 'C' | 'D' | 'E' | 'F' | 'G' | 'H'
export type Modo = 'auxiliar' | 'mi_apoyo' | 'cedula'

/** Where a capture was made: degrees (WGS 84) and metres. */
export interface Lugar {
  latitud: number
  longitud: number
  precision_m: number
}

/** What was read from the card (9.8); a member that was not read is left out. */
export interface Credencial {
  modelo: Modelo
  clave_elector?: string
  emision?: string
  ocr?: string
  cic?: string
  identificador?: string
  curp?: string
  nombre?: string
  mrz?: [string, string, string]
  qr?: string
}

/** What the app captured, before the manifest is completed with what follows from it. */
export interface Captado {
  proceso: string
  aspirante: string
  auxiliar: string
  dispositivo: string
  registro: string
  modo: Modo
  capturado_en: string
  lugar: Lugar | null
  original_presentada: true
  credencial: Credencial
  aplicacion: { nombre: string; version: string }
}

export type NombreImagen = 'anverso.jpg' | 'reverso.jpg' | 'foto.jpg' | 'firma.png'
export type Imagenes = Record<NombreImagen, Bytes>

export interface Acuse {
  folio: string
  recibido_en: string
  integridad: string
  credencial: string
  ciudadania?: {
    proceso: string
    cargo: string
    codigo_activacion: string
    dispositivo: string
    correo: string
  } | null
}

export interface Motivo {
  codigo: string
  texto: string
}

export interface Permiso {
  url: string
  campos: Record<string, string>
}

/** What the API says of one record, in the announcement (7.1) and when asked (7.3). */
export interface Contestado {
  registro: string
  folio: string
  estado: string
  acuse: Acuse | null
  motivo: Motivo | null
  permiso?: Permiso | null
  vence?: string | null
}

/** The intake key of a process, as the API gives it: ARN and DER SubjectPublicKeyInfo in base64. */
export interface LlaveCaptura {
  arn: string
  publica_der: string
}
