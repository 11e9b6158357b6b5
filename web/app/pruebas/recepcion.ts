// A reception in memory that speaks the published contract, with faults on request: the twin of
// tests/unit/cliente/recepcion_falsa.py.
import { sha256 } from '../nucleo/bytes'
import { Rehusado, type Anuncio, type Canal, type Medios } from '../nucleo/envio'
import type { Almacen } from '../nucleo/almacen'
import type { Bytes, Contestado, Modo, Permiso } from '../nucleo/tipos'

export class Recepcion implements Canal {
  readonly integridad: Record<string, string> = {}
  readonly anunciados: Record<string, Anuncio> = {}
  readonly guardados: Record<string, Bytes> = {}
  readonly veredictos: Record<string, string> = {}
  /** Refusals to answer first, by step. */
  readonly fallas: Record<'anuncio' | 'consulta' | 'subida', (Rehusado | false)[]> = { anuncio: [], consulta: [], subida: [] }
  /** Effects whose answer is lost, by step: the network ends after the server did its part. */
  pierde = { anuncio: 0, subida: 0, consulta: 0 }
  readonly pedidos: [string, number][] = []

  async announce(_modo: Modo, _cuenta: string, _dispositivo: string, anuncios: Anuncio[]) {
    this.fail('anuncio')
    this.pedidos.push(['anuncio', anuncios.length])
    for (const anuncio of anuncios) this.anunciados[anuncio.registro] = anuncio
    this.lose('anuncio')
    return { envio: 'ENVIO1', registros: anuncios.map(({ registro }) => this.item(registro, 'permitido')) }
  }

  async ask(): Promise<Contestado[]> {
    this.fail('consulta')
    this.lose('consulta')
    return Object.keys(this.anunciados).map((registro) => this.item(registro, 'pendiente'))
  }

  async upload(permiso: Permiso, sellado: Bytes): Promise<boolean> {
    const falla = this.fallas.subida.shift()
    if (falla !== undefined) return false
    const nombre = permiso.campos.key!
    const anunciado = this.anunciados[nombre]!
    if (sellado.length !== anunciado.bytes || (await sha256(sellado)) !== anunciado.sha256) return false
    this.pedidos.push(['subida', sellado.length])
    this.guardados[nombre] = sellado
    return !(this.pierde.subida > 0 && this.pierde.subida--)
  }

  private item(registro: string, otro: string): Contestado {
    const estado = this.veredictos[registro] ?? (registro in this.guardados ? 'recibido' : otro)
    const base = { registro, folio: `A-B-C-${registro}`, estado, acuse: null, motivo: null }
    if (estado === 'recibido') {
      const integridad = this.integridad[registro]!
      return { ...base, acuse: { folio: base.folio, integridad, recibido_en: '2026-03-01T19:00:00Z', credencial: 'CIC 123456789' } }
    }
    if (estado === 'permitido') return { ...base, permiso: { url: '/subida', campos: { key: registro } } }
    return estado === 'pendiente' ? base : { ...base, motivo: { codigo: 'sobre_alterado', texto: 'El archivo cifrado se alteró' } }
  }

  private fail(paso: 'anuncio' | 'consulta'): void {
    const falla = this.fallas[paso].shift()
    if (falla) throw falla
  }

  private lose(paso: 'anuncio' | 'consulta'): void {
    if (this.pierde[paso] > 0 && this.pierde[paso]--) throw new Rehusado(0, 'sin_red', 'Sin conexión')
  }
}

/** Means whose pauses pass at once, and are written down. */
export function medios(almacen: Almacen, canal: Canal, pausas: number[] = []): Medios {
  let ahora = 1_000_000
  return {
    almacen,
    canal,
    ahora: () => ahora,
    azar: () => 0.5,
    paralelas: () => 2,
    pausa: async (ms) => {
      pausas.push(ms)
      ahora += ms
    }
  }
}
