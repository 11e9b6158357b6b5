/** Words for the codes that the API gives. What is not listed is shown as it comes. */
const PALABRAS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  rol: {
    ine: 'INE',
    opl: 'Administración del OPL',
    supervisor: 'Supervisión de la Mesa de Control',
    operador: 'Operación de la Mesa de Control',
    aspirante: 'Aspirante',
    representante: 'Representante de aspirante',
    auxiliar: 'Auxiliar',
    ciudadania: 'Ciudadanía (Mi Apoyo)',
    mato: 'MATO',
    inetel: 'INETEL',
    visitante: 'Persona sin cuenta en el sistema',
    nadie: 'Público',
  },
  cuenta: {
    solicitada: 'Solicitada',
    bloqueada: 'Bloqueada: falta la Declaración de Confidencialidad',
    activa: 'Activa',
    suspendida: 'Suspendida',
    terminada: 'Terminada',
  },
  aspirante: { registrado: 'Registrado, sin confirmar', confirmado: 'Confirmado', baja: 'Baja' },
  acceso_de_cuenta: {
    conforme: 'Conforme',
    distinto: 'Distinto de lo que consta: avise a la MATO',
    alterado: 'Alterado fuera del sistema: avise a la MATO',
    sin_solicitud: 'Sin solicitud: avise a la MATO',
  },
  auxiliar: { vigente: 'Vigente', baja: 'Baja' },
  rebote: {
    rebote_temporal: 'Rebotó hace poco: buzón lleno o fuera de servicio',
    rebotado: 'Rebotado: la dirección no existe; pida otra',
    queja: 'Denunció nuestros correos como no deseados',
  },
  causa_baja: {
    decision_aspirante: 'Decisión del aspirante',
    renuncia: 'Renuncia',
    datos_equivocados: 'Datos equivocados al registrar',
    sin_registro_padron: 'Sin registro en el padrón',
    baja_padron: 'Baja del padrón',
    imagenes_no_corresponden: 'Las imágenes no corresponden',
    datos_no_corresponden: 'Los datos no corresponden',
    cedula_no_enviada: 'No envió los testigos visuales de su Cédula',
  },
  medio: { sesion: 'Portal o aplicación', telefono: 'Llamada', correo: 'Correo', papel: 'Papel' },
  requisito: { ok: 'Listo', falta: 'Falta', vencido: 'Vencido' },
  periodo: { activo: 'Activo', inactivo: 'Inactivo' },
  cargo: {
    gubernatura: 'Gubernatura',
    jefatura_gobierno: 'Jefatura de Gobierno',
    diputacion_local: 'Diputación local',
    presidencia: 'Presidencia de la República',
    diputacion_federal: 'Diputación federal',
    senaduria: 'Senaduría',
    ayuntamiento: 'Ayuntamiento',
    alcaldia: 'Alcaldía',
  },
  imagenes_entrega: { ninguna: 'Sin expedientes', todas: 'Los de todos los registros', lista: 'Los de una lista de folios' },
  entrega: { en_curso: 'En elaboración', lista: 'Lista', cancelada: 'Cancelada' },
  requerimiento: { registrado: 'Registrado', en_curso: 'Paquete en elaboración', listo: 'Paquete listo', atendido: 'Respondido' },
  plazo_legal: { en_plazo: 'En plazo', por_vencer: 'Por vencer', vencido: 'Vencido' },
  conservacion: { abierto: 'Abierto', en_disposicion: 'En disposición', dispuesto: 'Dispuesto' },
  disposicion: {
    listando: 'Contando',
    por_autorizar: 'Por autorizar',
    eliminando: 'Eliminando',
    detenida: 'Detenida',
    certificada: 'Certificada',
    cancelada: 'Cancelada',
  },
  incidencia: { en_plazo: 'En plazo', vencida: 'Vencida', respondida: 'Respondida' },
  audiencia: {
    solicitada: 'Solicitada',
    programada: 'Programada',
    en_desahogo: 'En desahogo',
    concluida: 'Concluida',
    notificada: 'Notificada a la DERFE',
    desistida: 'Desistida',
    cancelada: 'Cancelada',
  },
  hito_de_audiencia: {
    solicitada: 'Se solicitó',
    agregados: 'Se agregaron registros',
    programada: 'Se programó',
    funcionarios: 'Cambiaron quienes revisan',
    iniciada: 'Inició el desahogo',
    asistencia: 'Se registró la asistencia',
    incidencia: 'Se reportó una incidencia',
    desistida: 'La persona aspirante desistió',
    cancelada: 'Se canceló',
    concluida: 'Concluyó',
    acta: 'Se adjuntó el Acta de Hechos',
    notificada: 'Se notificó a la DERFE',
  },
  solicitud: {
    abierta: 'Abierta',
    en_atencion: 'En atención',
    turnada: 'Turnada a MATO',
    resuelta: 'Resuelta',
    cerrada: 'Cerrada',
    reabierta: 'Reabierta',
  },
  tema: {
    acceso: 'Acceso',
    captura: 'Captura',
    datos_personales: 'Datos personales',
    envio: 'Envío',
    portal: 'Portal',
    registro: 'Registro',
    otro: 'Otro',
  },
  acto: {
    atender: 'Atender',
    escribir: 'Escribir',
    turnar: 'Turnar a MATO',
    resolver: 'Resolver',
    cerrar: 'Cerrar',
    reabrir: 'Reabrir',
  },
  jornada: { en_turno: 'En turno', pausa: 'En pausa', fuera: 'Fuera de turno' },
  modo: { auxiliar: 'Con auxiliar', mi_apoyo: 'Mi Apoyo', manual: 'Captura manual' },
  plazo: { en_tiempo: 'En tiempo', por_vencer: 'Por vencer', vencido: 'Vencido' },
  reporte: {
    pendiente: 'Pendiente',
    elaborando: 'En elaboración',
    listo: 'Listo',
    fallido: 'No se pudo elaborar',
    vencido: 'Vencido',
  },
  carga: {
    esperando: 'Esperando el archivo',
    leyendo: 'Leyendo',
    validando: 'Validando',
    aplicando: 'Registrando',
    aplicada: 'Aplicada',
    rechazada: 'Rechazada: corrija el archivo',
    vencida: 'Vencida: el archivo no llegó a tiempo',
  },
  proveedor: { google: 'Google', facebook: 'Facebook', x: 'X' },
  situacion: {
    lista_nominal: 'En la Lista Nominal',
    padron: 'En el padrón, no en la Lista Nominal',
    baja: 'Baja del padrón',
    no_encontrado: 'Sin registro en el padrón',
  },
  cedula: { sin_enviar: 'No la ha enviado', por_revisar: 'Por revisar', conforme: 'Conforme', baja: 'Dio lugar a la baja' },
  envio: { en_cola: 'Por enviar', enviado: 'Enviado', rebotado: 'No se envió: la dirección rebotó antes' },
  documento: { fura: 'FURA', responsiva: 'Responsiva', copia_cpv: 'Copia de la credencial' },
  lote: { abierto: 'Abierto', cerrado: 'Cerrado' },
  base: { lista_nominal: 'Lista Nominal', padron: 'Padrón Electoral' },
  nivel: {
    municipio: 'Municipio',
    distrito_local: 'Distrito local',
    distrito_federal: 'Distrito federal',
    seccion: 'Sección',
    entidad: 'Entidad',
  },
  anuncio: {
    falla_proveedor: 'Falla de un proveedor',
    mantenimiento: 'Mantenimiento',
    restablecimiento: 'Restablecimiento',
    otro: 'Otro',
  },
  resultado: { confirmado: 'Confirmado', revertido: 'Revertido', pendiente: 'Por revisar', sin_materia: 'Sin materia' },
}

/** The words of a code in its kind. */
export const palabra = (clase: string, codigo: string | null | undefined) =>
  codigo == null || codigo === '' ? '—' : (PALABRAS[clase]?.[codigo] ?? codigo)

/** Codes and words of a kind, for a choice. */
export const opciones = (clase: string, solo?: readonly string[]) =>
  Object.entries(PALABRAS[clase] ?? {})
    .filter(([valor]) => !solo || solo.includes(valor))
    .map(([valor, texto]) => ({ valor, texto }))

/** `apellido_paterno` as `Apellido paterno`, for data whose names come from the API. */
export function nombreDeDato(campo: string): string {
  const dicho = DATOS[campo]
  if (dicho) return dicho
  const texto = campo.replaceAll('_', ' ')
  return texto.charAt(0).toUpperCase() + texto.slice(1)
}

const DATOS: Readonly<Record<string, string>> = {
  curp: 'CURP',
  ocr: 'OCR',
  cic: 'CIC',
  emision: 'Número de emisión',
  clave_elector: 'Clave de elector',
  seccion: 'Sección',
  mrz: 'Zona de lectura mecánica',
  qr: 'Código QR',
  identificador: 'Identificador del ciudadano',
  telefono_movil: 'Teléfono móvil',
  fecha_nacimiento: 'Fecha de nacimiento',
}
