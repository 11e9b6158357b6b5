/** Refusals of the API (RFC 9457) as the pages handle them. */
export interface Falta {
  campo: string
  texto: string
}

/** The body of a refusal; members beyond these depend on the code. */
export interface Problema {
  status: number
  code: string
  title: string
  detail: string
  campo?: string
  faltas?: Falta[]
  cuentas?: string[]
  reintente_en?: number
  [otro: string]: unknown
}

/** Codes that the pages give themselves, where no answer of the API came. */
export const SIN_RED = 'sin_red'
export const SESION_TERMINADA = 'sesion_terminada'
export const OTRO_EQUIPO = 'otro_equipo'

/** A refusal as an exception. `reintentaEn`: seconds until a repetition makes sense, if the answer says so. */
export class ErrorDeApi extends Error {
  readonly problema: Problema
  readonly reintentaEn: number | undefined

  constructor(problema: Problema, reintentaEn?: number) {
    super(problema.detail)
    this.name = 'ErrorDeApi'
    this.problema = problema
    this.reintentaEn = reintentaEn ?? problema.reintente_en
  }

  get codigo(): string {
    return this.problema.code
  }

  /** Why an act does not proceed now, where there are several reasons. */
  get impedimentos(): string[] {
    const { impedimentos } = this.problema
    return Array.isArray(impedimentos) ? impedimentos.map(String) : []
  }

  get faltas(): Falta[] {
    if (this.problema.faltas?.length) return this.problema.faltas
    return this.problema.campo ? [{ campo: this.problema.campo, texto: this.problema.detail }] : []
  }
}

/** A refusal that the page itself makes. */
export function problemaPropio(code: string, title: string, detail: string, status = 0): ErrorDeApi {
  return new ErrorDeApi({ status, code, title, detail })
}

export const sinRed = () =>
  problemaPropio(SIN_RED, 'Sin conexión', 'No hay conexión con el servicio. Lo que escribió sigue en la página.')

/** The refusal in an answer that is not a success; bodies of another form get a text of ours. */
export async function problemaDe(respuesta: Response): Promise<ErrorDeApi> {
  const espera = Number(respuesta.headers.get('Retry-After')) || undefined
  const texto = await respuesta.text().catch(() => '')
  return errorDe(respuesta.status, leeJson(texto), espera)
}

export function errorDe(status: number, cuerpo: unknown, espera?: number): ErrorDeApi {
  if (esProblema(cuerpo)) return new ErrorDeApi(cuerpo, espera)
  const detail = 'El servicio respondió de una forma inesperada. Intente de nuevo en unos minutos.'
  return new ErrorDeApi({ status, code: 'respuesta_inesperada', title: 'Respuesta inesperada', detail }, espera)
}

function esProblema(cuerpo: unknown): cuerpo is Problema {
  return typeof cuerpo === 'object' && cuerpo !== null && 'code' in cuerpo && 'detail' in cuerpo
}

function leeJson(texto: string): unknown {
  try {
    return JSON.parse(texto) as unknown
  } catch {
    return undefined
  }
}
