import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, datos } from '../../comun/api/cliente'
import type { Respuesta } from '../../comun/api/tipos'
import type { Dictamen } from './tipos'

export type HojaDeAudiencia = Respuesta<'/v1/audiencias/{audiencia}/registros/{folio}', 'get'>
type DictamenDeAudiencia = Dictamen & { soporte?: 'revisado' | 'no_obra' }

export const CUANTOS = 50
/** Sheets in memory: the one shown and those behind it; each one asked for is an entry of the audit log. */
const EN_MANO = 3

/**
 * The queue of a hearing for whoever reviews: folios in order, and the first sheets fetched before they are needed. The record
 * shown is always that of the first folio, and a verdict names the folio of the sheet on the screen.
 */
export function useAudiencia(audiencia: string) {
  const consultas = useQueryClient()
  const clave = ['pendientes de audiencia', audiencia]
  const pendientes = useQuery({
    queryKey: clave,
    queryFn: async () =>
      (await datos(api.GET('/v1/audiencias/{audiencia}/pendientes', { params: { path: { audiencia }, query: { cuantos: CUANTOS } } }))).elementos,
    gcTime: 0,
    staleTime: Infinity,
  })
  const primeros = (pendientes.data ?? []).slice(0, EN_MANO)
  const hojas = useQueries({
    queries: primeros.map((folio) => ({
      queryKey: ['hoja de audiencia', audiencia, folio],
      queryFn: () => datos(api.GET('/v1/audiencias/{audiencia}/registros/{folio}', { params: { path: { audiencia, folio } } })),
      gcTime: 0,
      staleTime: Infinity,
    })),
  })
  const [falla, setFalla] = useState<unknown>()
  const [ultimo, setUltimo] = useState('')
  const [ocupado, setOcupado] = useState(false)
  const enCurso = useRef(false)

  async function hace(que: () => Promise<unknown>, folio: string) {
    if (enCurso.current) return
    enCurso.current = true
    setOcupado(true)
    setFalla(undefined)
    try {
      await que()
      setUltimo(folio)
      // The next sheet is shown at once; what the hearing says remains is read behind it.
      consultas.setQueryData(clave, (antes: string[] | undefined) => antes?.filter((f) => f !== folio))
      void consultas.refetchQueries({ queryKey: clave })
    } catch (error) {
      setFalla(error)
      void consultas.refetchQueries({ queryKey: clave })
    } finally {
      enCurso.current = false
      setOcupado(false)
    }
  }
  const manda = (folio: string, body: DictamenDeAudiencia) =>
    hace(
      () => datos(api.POST('/v1/audiencias/{audiencia}/apoyos/{folio}/dictamen', { params: { path: { audiencia, folio } }, body })),
      folio,
    )
  const deshace = () =>
    hace(
      () => datos(api.POST('/v1/audiencias/{audiencia}/apoyos/{folio}/deshacer', { params: { path: { audiencia, folio: ultimo } } })),
      '',
    )
  const primera = hojas[0]
  return { pendientes, hoja: primera?.data, fallaDeHoja: primera?.error, falla, ultimo, ocupado, manda, deshace }
}
