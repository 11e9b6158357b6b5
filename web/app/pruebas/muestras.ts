// Small images and records for the tests: a JPEG and a PNG that say what they are by their marks.
import type { Bytes, Captado, Imagenes } from '../nucleo/tipos'
import type { Registro } from '../nucleo/maquina'
import type { Vista } from '../estado/aplicacion'
import { MINIMO_LIBRE } from '../estado/espacio'
import type { PerfilAuxiliar } from '../estado/perfiles'

/** Starts and ends as a JPEG does; reception's look at pixels is tested from Python. */
export function jpeg(bytes = 400): Bytes {
  const datos = new Uint8Array(bytes)
  for (let i = 0; i < bytes; i++) datos[i] = (i * 31 + (i >> 5) * 97) & 0xff
  datos.set([0xff, 0xd8, 0xff, 0xe0])
  datos.set([0xff, 0xd9], bytes - 2)
  return datos
}

export const imagenes = (bytes = 400): Imagenes => ({
  'anverso.jpg': jpeg(bytes),
  'reverso.jpg': jpeg(bytes + 1),
  'foto.jpg': jpeg(bytes + 2),
  'firma.png': jpeg(90)
})

export const captado = (cambios: Partial<Captado> = {}): Captado => ({
  proceso: 'PRUEBA26',
  aspirante: 'ASP0001',
  auxiliar: 'AUX0001',
  dispositivo: 'DISP0001',
  registro: 'R0001',
  modo: 'auxiliar',
  capturado_en: '2026-03-01T18:30:00Z',
  lugar: { latitud: 19.4326, longitud: -99.1332, precision_m: 12.5 },
  original_presentada: true,
  credencial: { modelo: 'E', cic: '123456789', identificador: '000000001' },
  aplicacion: { nombre: 'Apoyo Ciudadano', version: '1.0' },
  ...cambios
})

export const registro = (cambios: Partial<Registro> = {}): Registro => ({
  registro: 'R0001',
  folio: 'ASP0001-AUX0001-DISP0001-R0001',
  proceso: 'PRUEBA26',
  aspirante: 'ASP0001',
  auxiliar: 'AUX0001',
  dispositivo: 'DISP0001',
  cuenta: '',
  modo: 'auxiliar',
  capturado_en: '2026-03-01T18:30:00Z',
  lugar: null,
  bytes: 100,
  sha256: 'a'.repeat(64),
  integridad: 'b'.repeat(64),
  estado: 'guardado',
  envio: '',
  subido_en: 0,
  acuse: null,
  motivo: null,
  ...cambios
})

/** A day in the middle of the period of `auxiliar`. */
export const AHORA = Date.parse('2026-03-05T12:00:00Z')
export const auxiliar = (cambios: Partial<PerfilAuxiliar> = {}): PerfilAuxiliar => ({
  cuenta: 'C', proveedor: 'google', dispositivo: 'D', auxiliar: 'AUX1', baja: null, cedula: null, aviso: 'a', aviso_vigente: 'a',
  proceso: 'P', proceso_nombre: 'P', llave: { arn: '', publica_der: '' }, dispositivos: [], leido_en: AHORA, sesion: null,
  aspirante: { aspirante: 'ASP1', nombre: 'N', cargo: 'C', unidad: '', vigente: true, emblema: null },
  periodo: { nombre: '', inicio: '2026-03-01T00:00:00Z', fin: '2026-03-10T00:00:00Z', cierre_recepcion: '2026-03-11T00:00:00Z' },
  ...cambios
})
export const vista = (cambios: Partial<Vista> = {}): Vista => ({
  modo: 'auxiliar', bloqueada: false, auxiliar: auxiliar(), ciudadano: null, dentro: true, registros: [],
  envio: { activo: false, ultimo: null }, espacio: { libre: 2 * MINIMO_LIBRE, protegido: true }, diferencia: 0, hayVersion: false,
  ...cambios
})
