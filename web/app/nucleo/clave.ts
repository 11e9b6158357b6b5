// Live checks of what a person types from the card: shape and what can be told from it, in words (9.7, 9.8).
// No check digit of the clave de elector is published; only shape, date and entidad can be told.

export interface Consejo {
  /** True when the value is whole and nothing speaks against it. */
  listo: boolean
  /** What to do, in one sentence; empty when there is nothing to say. */
  texto: string
}

const BIEN: Consejo = { listo: true, texto: '' }
const pide = (texto: string): Consejo => ({ listo: false, texto })

/** Capitals without spaces or hyphens, as the card prints them. */
export function limpia(texto: string): string {
  return texto.toUpperCase().replace(/[\s-]/g, '')
}

/** Clave de elector: six letters, AAMMDD, entidad of birth, sexo (H, M or X), three digits. */
export function checkClave(escrita: string): Consejo {
  const clave = limpia(escrita)
  if (clave === '') return pide('Escriba los 18 caracteres de la clave de elector')
  const letras = /^[A-ZÑ]*/.exec(clave)![0].length
  if (letras < Math.min(6, clave.length)) return pide('La clave empieza con seis letras')
  const digitos = clave.slice(6, 14)
  if (/[^0-9]/.test(digitos)) return pide('Después de las seis letras van ocho números')
  if (digitos.length >= 6 && !isDay(digitos.slice(0, 6))) return pide('La fecha de la clave (año, mes y día) no existe: revísela')
  if (digitos.length === 8 && !isEntidad(digitos.slice(6))) return pide('La entidad de la clave va de 01 a 32 (87 u 88 si nació fuera del país)')
  if (clave.length > 14 && !/[HMX]/.test(clave[14]!)) return pide('Después de los números va H, M o X')
  if (/[^0-9]/.test(clave.slice(15))) return pide('La clave termina con tres números')
  if (clave.length < 18) return pide(`Faltan ${18 - clave.length} de 18 caracteres`)
  if (clave.length > 18) return pide('Sobran caracteres: la clave tiene 18')
  return BIEN
}

/** OCR: 12 or 13 digits. */
export function checkOcr(escrito: string): Consejo {
  const ocr = limpia(escrito)
  if (/[^0-9]/.test(ocr)) return pide('El OCR tiene sólo números')
  if (ocr.length < 12) return pide(`El OCR tiene 12 o 13 números: lleva ${ocr.length}`)
  if (ocr.length > 13) return pide('Sobran números: el OCR tiene 12 o 13')
  return BIEN
}

/** CIC: 9 digits, or 10 with the check digit of the MRZ, which is then checked. */
export function checkCic(escrito: string): Consejo {
  const cic = limpia(escrito)
  if (/[^0-9]/.test(cic)) return pide('El CIC tiene sólo números')
  if (cic.length < 9) return pide(`El CIC tiene 9 números: lleva ${cic.length}`)
  if (cic.length > 10) return pide('Sobran números: el CIC tiene 9')
  if (cic.length === 10 && mrzDigit(cic.slice(0, 9)) !== cic[9]) return pide('El décimo número no corresponde: revise el CIC')
  return BIEN
}

/** Identificador del ciudadano: 9 digits. */
export function checkIdentificador(escrito: string): Consejo {
  const id = limpia(escrito)
  if (/[^0-9]/.test(id)) return pide('El identificador tiene sólo números')
  if (id.length < 9) return pide(`El identificador tiene 9 números: lleva ${id.length}`)
  if (id.length > 9) return pide('Sobran números: el identificador tiene 9')
  return BIEN
}

/** Número de emisión: 2 digits. */
export function checkEmision(escrita: string): Consejo {
  return /^\d{2}$/.test(limpia(escrita)) ? BIEN : pide('La emisión tiene 2 números, por ejemplo 01')
}

/** ICAO 9303 check digit: weights 7, 3, 1; letters from 10, `<` is zero. */
export function mrzDigit(texto: string): string {
  const pesos = [7, 3, 1]
  const valor = (letra: string) => (letra === '<' ? 0 : parseInt(letra, 36))
  return String([...texto].reduce((suma, letra, i) => suma + valor(letra) * pesos[i % 3]!, 0) % 10)
}

/** A day of the calendar in this century or the last one: the clave has no century. */
function isDay(aammdd: string): boolean {
  return ['19', '20'].some((siglo) => {
    const [anio, mes, dia] = [Number(siglo + aammdd.slice(0, 2)), Number(aammdd.slice(2, 4)), Number(aammdd.slice(4))]
    const fecha = new Date(Date.UTC(anio, mes - 1, dia))
    return fecha.getUTCMonth() === mes - 1 && fecha.getUTCDate() === dia
  })
}

function isEntidad(codigo: string): boolean {
  const numero = Number(codigo)
  return (numero >= 1 && numero <= 32) || numero === 87 || numero === 88
}
