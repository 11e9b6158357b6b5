import { pagina, type Rol, type Ruta } from './ruta'

const CON_OPL: readonly Rol[] = ['aspirante', 'representante', 'opl', 'supervisor']
const TODOS_CON_INE: readonly Rol[] = [...CON_OPL, 'ine']

/** Pages of one aspirante: for the aspirante, and for the authorities that may look. */
export const deAspirante: readonly Ruta[] = [
  {
    camino: '/aspirante/:aspirante/avance',
    titulo: 'Avance de los apoyos',
    menu: 'Avance de apoyos',
    roles: TODOS_CON_INE,
    operaciones: ['GET /v1/aspirantes/{aspirante}/avance', 'GET /v1/aspirantes/{aspirante}/avance/auxiliares', 'GET /v1/aspirantes/{aspirante}/avance/lugares'],
    pagina: pagina(() => import('../paginas/aspirante/Avance')),
  },
  {
    camino: '/aspirante/:aspirante/registros',
    titulo: 'Registros recibidos',
    menu: 'Registros',
    roles: CON_OPL,
    operaciones: ['GET /v1/aspirantes/{aspirante}/apoyos'],
    pagina: pagina(() => import('../paginas/aspirante/Registros')),
  },
  {
    camino: '/registro/:folio',
    titulo: 'Registro de apoyo',
    roles: CON_OPL,
    operaciones: ['GET /v1/apoyos/{folio}'],
    pagina: pagina(() => import('../paginas/aspirante/Registro')),
  },
  {
    camino: '/aspirante/:aspirante/auxiliares',
    titulo: 'Personas auxiliares',
    menu: 'Auxiliares',
    roles: TODOS_CON_INE,
    operaciones: ['GET /v1/aspirantes/{aspirante}/auxiliares', 'POST /v1/aspirantes/{aspirante}/auxiliares/busqueda'],
    pagina: pagina(() => import('../paginas/aspirante/Auxiliares')),
  },
  {
    camino: '/auxiliar/:auxiliar',
    titulo: 'Persona auxiliar',
    roles: TODOS_CON_INE,
    operaciones: ['GET /v1/auxiliares/{auxiliar}'],
    pagina: pagina(() => import('../paginas/aspirante/Auxiliar')),
  },
  {
    camino: '/aspirante/:aspirante/cargas',
    titulo: 'Cargas de auxiliares por archivo',
    menu: 'Cargas',
    roles: TODOS_CON_INE,
    operaciones: ['GET /v1/aspirantes/{aspirante}/cargas', 'GET /v1/plantillas/auxiliares'],
    pagina: pagina(() => import('../paginas/aspirante/Cargas')),
  },
  {
    camino: '/aspirante/:aspirante/cargas/:carga',
    titulo: 'Carga de auxiliares',
    roles: TODOS_CON_INE,
    operaciones: ['GET /v1/aspirantes/{aspirante}/cargas/{carga}', 'GET /v1/aspirantes/{aspirante}/cargas/{carga}/reporte'],
    pagina: pagina(() => import('../paginas/aspirante/Carga')),
  },
  {
    camino: '/aspirante/:aspirante/reportes',
    titulo: 'Reportes',
    menu: 'Reportes',
    roles: TODOS_CON_INE,
    operaciones: ['GET /v1/aspirantes/{aspirante}/reportes', 'POST /v1/aspirantes/{aspirante}/reportes', 'GET /v1/reportes/{reporte}/archivo'],
    pagina: pagina(() => import('../paginas/aspirante/Reportes')),
  },
  {
    camino: '/aspirante/:aspirante/audiencias',
    titulo: 'Garantía de audiencia',
    menu: 'Audiencias',
    roles: TODOS_CON_INE,
    operaciones: ['GET /v1/aspirantes/{aspirante}/audiencias'],
    pagina: pagina(() => import('../paginas/aspirante/Audiencias')),
  },
  {
    camino: '/aspirante/:aspirante/representante',
    titulo: 'Representante',
    menu: 'Representante',
    roles: ['aspirante'],
    operaciones: ['GET /v1/aspirantes/{aspirante}/representante', 'PUT /v1/aspirantes/{aspirante}/representante', 'DELETE /v1/aspirantes/{aspirante}/representante'],
    pagina: pagina(() => import('../paginas/aspirante/Representante')),
  },
  {
    camino: '/aspirante/:aspirante/senales',
    titulo: 'Señales sobre auxiliares',
    roles: ['opl', 'supervisor'],
    operaciones: [
      'GET /v1/aspirantes/{aspirante}/senales',
      'GET /v1/aspirantes/{aspirante}/remitentes-detenidos',
      'POST /v1/aspirantes/{aspirante}/remitentes-detenidos/{remitente}/revision',
    ],
    pagina: pagina(() => import('../paginas/aspirante/Senales')),
  },
  {
    camino: '/aspirante/:aspirante/dispositivos',
    titulo: 'Dispositivos de auxiliares',
    roles: ['ine', 'opl', 'supervisor'],
    operaciones: ['GET /v1/aspirantes/{aspirante}/dispositivos'],
    pagina: pagina(() => import('../paginas/aspirante/Dispositivos')),
  },
]
