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
      'GET /v1/mesa/dictaminados',
      'GET /v1/mesa/catalogo',
      'GET /v1/mesa/jornada',
      'PUT /v1/mesa/jornada',
    ],
    pagina: pagina(() => import('../mesa/Escritorio')),
  },
  {
    camino: '/mesa/audiencias',
    titulo: 'Mis audiencias',
    menu: 'Audiencias',
    roles: ['operador'],
    operaciones: ['GET /v1/mesa/audiencias'],
    pagina: pagina(() => import('../paginas/operador/MisAudiencias')),
  },
  {
    camino: '/mesa/audiencias/:audiencia',
    titulo: 'Escritorio de audiencia',
    roles: ['operador'],
    operaciones: [
      'GET /v1/audiencias/{audiencia}/pendientes',
      'GET /v1/audiencias/{audiencia}/registros/{folio}',
      'POST /v1/audiencias/{audiencia}/apoyos/{folio}/dictamen',
      'POST /v1/audiencias/{audiencia}/apoyos/{folio}/deshacer',
    ],
    pagina: pagina(() => import('../mesa/EscritorioAudiencia')),
  },
]
