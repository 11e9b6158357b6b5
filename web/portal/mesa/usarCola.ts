import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { api, datos } from '../../comun/api/cliente'
import { ErrorDeApi } from '../../comun/api/problemas'
import { avanza, porPedir, seAgota, ultimo, vacia, type Cola, type Enviado } from './cola'
import { prepara, suelta } from './imagenes'
import type { Datos, Dictamen, Hoja } from './tipos'

/** Refusals after which the record is no longer this operator's, and the queue goes on. */
const YA_NO = new Set(['turno_retirado', 'ya_dictaminado', 'no_encontrado'])
/** Seconds between two looks at a queue that had nothing more. */
const RELEE_S = 15

export interface Mesa {
  cola: Cola
  /** A notice in passing: what became of a record. */
  noticia: string
  fallaDeCola: unknown
  vaciaDeVerdad: boolean
  dictamina: (folio: string, dictamen: Dictamen) => void
  deshace: () => void
  /** Takes back a verdict of one's own that this page may not know: its record comes to the front again. */
  deshaceDe: (folio: string) => Promise<void>
  repite: () => void
  libera: () => void
  escala: (folio: string, motivo: string) => Promise<void>
  corrige: (folio: string, cambios: Record<string, string>) => Promise<void>
  relee: () => void
  /** Records whose expediente does not open: they can only be escalated. */
  ilegibles: readonly string[]
}

/** The desk's queue over the API: sheets ahead of time, verdicts on their way while the next picture is shown. */
export function useCola(activa: boolean): Mesa {
  const [cola, pasa] = useReducer(avanza, vacia)
  const [noticia, setNoticia] = useState('')
  const [fallaDeCola, setFalla] = useState<unknown>()
  const [vaciaDeVerdad, setVacia] = useState(false)
  const [ilegibles, setIlegibles] = useState<readonly string[]>([])
  const excluidos = useRef(new Set<string>())
  const leyendo = useRef(false)
  const enVuelo = useRef(new Map<string, Promise<unknown>>())
  const ahora = useRef(cola)
  useEffect(() => {
    ahora.current = cola
  })
  useSueltaLoQueSale(cola)

  const relee = useCallback(() => {
    if (leyendo.current) return
    leyendo.current = true
    datos(api.GET('/v1/mesa/cola', { params: { query: { cuantos: 50 } } }))
      .then(({ elementos }) => {
        setFalla(undefined)
        pasa({ tipo: 'cola', folios: elementos.map((e) => e.folio).filter((f) => !excluidos.current.has(f)) })
        setVacia(elementos.length === 0)
      })
      .catch(setFalla)
      .finally(() => (leyendo.current = false))
  }, [])

  const seAcaba = activa && seAgota(cola)
  useEffect(() => {
    if (!seAcaba) return
    relee()
    const id = setInterval(relee, RELEE_S * 1000)
    return () => clearInterval(id)
  }, [seAcaba, relee])

  const siguiente = activa ? porPedir(cola) : undefined
  useEffect(() => {
    if (!siguiente) return
    pasa({ tipo: 'pide', folio: siguiente })
    trae(siguiente)
      .then((hoja) => pasa({ tipo: 'hoja', hoja }))
      .catch((falla: unknown) => {
        pasa({ tipo: 'sin_hoja', folio: siguiente })
        const codigo = falla instanceof ErrorDeApi ? falla.codigo : ''
        if (codigo === 'expediente_ilegible') {
          excluidos.current.add(siguiente)
          setIlegibles([...excluidos.current])
        } else if (!YA_NO.has(codigo)) setFalla(falla)
      })
  }, [siguiente])

  const actual = cola.actual?.folio
  useEffect(() => {
    if (!actual || !activa) return
    const path = { folio: actual }
    datos(api.POST('/v1/mesa/registros/{folio}/inicio', { params: { path } })).catch((falla: unknown) => {
      if (!(falla instanceof ErrorDeApi) || !YA_NO.has(falla.codigo)) return // the verdict begins it as well
      pasa({ tipo: 'fuera', folio: actual })
      setNoticia(`El registro ${actual} ya no está en su cola.`)
    })
  }, [actual, activa])

  const manda = useCallback((folio: string, dictamen: Dictamen) => {
    const vuelo = datos(
      api.POST('/v1/mesa/registros/{folio}/dictamen', { params: { path: { folio } }, body: dictamen }),
    )
      .then(() => pasa({ tipo: 'aceptado', folio }))
      .catch((falla: unknown) => {
        if (falla instanceof ErrorDeApi && YA_NO.has(falla.codigo)) {
          pasa({ tipo: 'fuera', folio })
          setNoticia(`${falla.problema.title}: ${folio}. ${falla.problema.detail}`)
        } else pasa({ tipo: 'rechazado', folio, falla })
      })
      .finally(() => enVuelo.current.delete(folio))
    enVuelo.current.set(folio, vuelo)
  }, [])

  const dictamina = useCallback(
    (folio: string, dictamen: Dictamen) => {
      const visto = ahora.current
      if (visto.detenido || visto.actual?.folio !== folio) return
      ahora.current = avanza(visto, { tipo: 'dictamina', folio, dictamen, en: Date.now() })
      pasa({ tipo: 'dictamina', folio, dictamen, en: Date.now() })
      setNoticia('')
      manda(folio, dictamen)
    },
    [manda],
  )

  const deshace = useCallback(() => {
    const aDeshacer: Enviado | undefined = ultimo(ahora.current, Date.now())
    if (!aDeshacer || ahora.current.detenido) {
      setNoticia('No hay un dictamen que se pueda deshacer.')
      return
    }
    const { folio } = aDeshacer.hoja
    void (enVuelo.current.get(folio) ?? Promise.resolve())
      .then(() => datos(api.POST('/v1/mesa/registros/{folio}/deshacer', { params: { path: { folio } } })))
      .then(() => {
        pasa({ tipo: 'deshecho', folio })
        pasa({ tipo: 'regresa', hoja: aDeshacer.hoja })
        setNoticia(`Se deshizo el dictamen de ${folio}: el registro está de nuevo al frente.`)
      })
      .catch((falla: unknown) => setNoticia(falla instanceof Error ? falla.message : 'No se pudo deshacer.'))
  }, [])

  const deshaceDe = useCallback(async (folio: string) => {
    await (enVuelo.current.get(folio) ?? Promise.resolve())
    await datos(api.POST('/v1/mesa/registros/{folio}/deshacer', { params: { path: { folio } } }))
    const { hechos } = ahora.current
    const conocida = hechos.find((h) => h.hoja.folio === folio)?.hoja
    if (conocida) pasa({ tipo: 'deshecho', folio })
    pasa({ tipo: 'regresa', hoja: conocida ?? (await trae(folio)) })
    setNoticia(`Se deshizo el dictamen de ${folio}: el registro está de nuevo al frente.`)
  }, [])

  const repite = useCallback(() => {
    const { detenido } = ahora.current
    if (!detenido) return
    pasa({ tipo: 'libera' })
    pasa({ tipo: 'dictamina', folio: detenido.folio, dictamen: detenido.dictamen, en: Date.now() })
    manda(detenido.folio, detenido.dictamen)
  }, [manda])

  const escala = useCallback(async (folio: string, motivo: string) => {
    await datos(api.POST('/v1/mesa/registros/{folio}/escalar', { params: { path: { folio } }, body: { motivo } }))
    pasa({ tipo: 'fuera', folio })
    setIlegibles((antes) => antes.filter((f) => f !== folio))
    setNoticia(`Se escaló ${folio} a la autoridad del OPL.`)
  }, [])

  const corrige = useCallback(async (folio: string, cambios: Record<string, string>) => {
    const path = { folio }
    const nuevos = await datos(
      api.POST('/v1/mesa/registros/{folio}/correccion', { params: { path }, body: cambios }),
    )
    const vista = ahora.current.actual
    if (vista?.folio === folio) pasa({ tipo: 'corregido', hoja: conDatos(vista, nuevos) })
    setNoticia('Se aclararon los datos: la verificación registral se repite.')
  }, [])

  const libera = useCallback(() => pasa({ tipo: 'libera' }), [])
  return { cola, noticia, fallaDeCola, vaciaDeVerdad, dictamina, deshace, deshaceDe, repite, libera, escala, corrige, relee, ilegibles }
}

const conDatos = (hoja: Hoja, nuevos: Datos): Hoja => ({ ...hoja, ...nuevos, figuras: hoja.figuras })

async function trae(folio: string): Promise<Hoja> {
  return prepara(await datos(api.GET('/v1/mesa/registros/{folio}', { params: { path: { folio } } })))
}

/** Pictures are given back once no list of the queue has their sheet, and all of them when the page is left. */
function useSueltaLoQueSale(cola: Cola): void {
  const conocidas = useRef(new Map<string, Hoja>())
  useEffect(() => {
    const quedan = [cola.actual, ...cola.adelante, ...[...cola.enviando, ...cola.hechos].map((e) => e.hoja)]
    const vivas = new Set(quedan.filter((h) => h !== undefined).flatMap((h) => Object.values(h.figuras)))
    for (const hoja of quedan) if (hoja) conocidas.current.set(hoja.folio, hoja)
    for (const [folio, hoja] of conocidas.current) {
      if (Object.values(hoja.figuras).some((direccion) => vivas.has(direccion))) continue
      suelta(hoja)
      conocidas.current.delete(folio)
    }
  }, [cola])
  useEffect(() => {
    const todas = conocidas.current
    return () => todas.forEach(suelta)
  }, [])
}
