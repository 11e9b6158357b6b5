import { CUALQUIERA, pagina, TODOS, type Ruta } from './ruta'

/** Pages of everybody: without a login, and of whoever has one. */
export const deTodos: readonly Ruta[] = [
  {
    camino: '/',
    titulo: 'Inicio',
    menu: 'Inicio',
    roles: CUALQUIERA,
    operaciones: [],
    pagina: pagina(() => import('../paginas/publico/Inicio')),
  },
  {
    camino: '/ayuda',
    titulo: 'Ayuda y contacto',
    roles: CUALQUIERA,
    operaciones: ['GET /v1/atencion'],
    pagina: pagina(() => import('../paginas/publico/Ayuda')),
  },
  {
    camino: '/avisos',
    titulo: 'Avisos de privacidad',
    roles: CUALQUIERA,
    operaciones: ['GET /v1/avisos-privacidad'],
    pagina: pagina(() => import('../paginas/publico/Avisos')),
  },
  {
    camino: '/avisos/:aviso',
    titulo: 'Aviso de privacidad',
    roles: CUALQUIERA,
    operaciones: ['GET /v1/avisos-privacidad/{aviso}'],
    pagina: pagina(() => import('../paginas/publico/Aviso')),
  },
  {
    camino: '/cuenta',
    titulo: 'Cambiar de cuenta',
    roles: TODOS,
    operaciones: ['GET /v1/cuenta'],
    pagina: pagina(() => import('../paginas/comunes/ElegirCuenta')),
  },
  {
    camino: '/acceso',
    titulo: 'Primer acceso con folio',
    menu: 'Primer acceso',
    roles: ['visitante'],
    operaciones: ['POST /v1/aspirantes/acceso'],
    pagina: pagina(() => import('../paginas/aspirante/Acceso')),
  },
  {
    camino: '/mis-avisos',
    titulo: 'Mis avisos y obligaciones',
    roles: TODOS,
    operaciones: ['GET /v1/cuenta/avisos', 'POST /v1/avisos-privacidad/{aviso}/aceptacion'],
    pagina: pagina(() => import('../paginas/comunes/MisAvisos')),
  },
  {
    camino: '/solicitudes',
    titulo: 'Mis solicitudes de atención',
    menu: 'Mis solicitudes',
    roles: TODOS,
    operaciones: ['GET /v1/atencion/solicitudes', 'POST /v1/atencion/solicitudes'],
    pagina: pagina(() => import('../paginas/comunes/Solicitudes')),
  },
  {
    camino: '/solicitudes/:solicitud',
    titulo: 'Solicitud de atención',
    roles: TODOS,
    operaciones: ['GET /v1/atencion/solicitudes/{solicitud}', 'POST /v1/atencion/solicitudes/{solicitud}/actos'],
    pagina: pagina(() => import('../paginas/comunes/Solicitud')),
  },
  {
    camino: '/atencion',
    titulo: 'Cola de atención',
    menu: 'Cola de atención',
    roles: ['mato', 'ine'],
    operaciones: ['GET /v1/atencion/cola'],
    pagina: pagina(() => import('../paginas/mato/Cola')),
  },
]
