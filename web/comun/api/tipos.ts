import type { paths } from './api'

type Contenido<T> = T extends { content: { 'application/json': infer J } } ? J : never

/** What an operation answers. Pages name operations, never schemas: those are the API's own words, and change. */
export type Respuesta<Camino extends keyof paths, Metodo extends keyof paths[Camino]> = paths[Camino][Metodo] extends {
  responses: infer R
}
  ? Contenido<R[Extract<keyof R, 200 | 201 | 202>]>
  : never
