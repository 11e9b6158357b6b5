import { pagina, type Ruta } from './ruta'

/** Pages of the Mesa's operators. */
export const deMesa: readonly Ruta[] = [
  {
    camino: '/mesa',
    titulo: 'Escritorio de la Mesa de Control',
    menu: 'Escritorio',
    roles: ['operador'],
    operaciones: [
      'GET /v1/mesa/cola',
      'GET /v1/mesa/registros/{folio}',
      'POST /v1/mesa/registros/{folio}/inicio',
      'POST /v1/mesa/registros/{folio}/dictamen',
      'POST /v1/mesa/registros/{folio}/deshacer',
      'POST /v1/mesa/registros/{folio}/correccion',
      'POST /v1/mesa/registros/{folio}/escalar',
      'GET /v1/mesa/catalogo',
      'GET /v1/mesa/jornada',
      'PUT /v1/mesa/jornada',
    ],
    pagina: pagina(() => import('../mesa/Escritorio')),
  },
]
