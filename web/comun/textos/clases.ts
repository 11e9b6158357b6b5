/** What each class of a record means, in plain words, and what one can do about it (7.12, 7.13; LGIPE 385). */
export interface TextoDeClase {
  nombre: string
  significa: string
  puede: string
}

export const CLASES: Readonly<Record<string, TextoDeClase>> = {
  en_lista_nominal: {
    nombre: 'En Lista Nominal',
    significa: 'La persona puede votar en el ámbito del cargo. Este apoyo cuenta para el umbral.',
    puede: 'No hace falta nada.',
  },
  duplicado_mismo_aspirante: {
    nombre: 'Duplicado con el mismo aspirante',
    significa: 'La persona ya había dado su apoyo a este aspirante. Solo cuenta uno.',
    puede: 'No hace falta nada: el otro apoyo es el que cuenta.',
  },
  duplicado_otro_aspirante: {
    nombre: 'Duplicado con otro aspirante',
    significa: 'La persona apoyó antes a otro aspirante al mismo cargo. Cuenta el primero que se recibió.',
    puede: 'Si tiene dudas, pida una audiencia y revise el registro.',
  },
  en_padron_no_lista: {
    nombre: 'En padrón, no en Lista Nominal',
    significa: 'La persona está inscrita, pero hoy no podría votar: por ejemplo, no recogió su credencial.',
    puede: 'Si la persona ya actualizó su situación, pida una audiencia.',
  },
  baja: {
    nombre: 'Baja del padrón',
    significa: 'La persona causó baja del Padrón Electoral. El motivo indica la causa.',
    puede: 'Si hay un error, la persona puede aclararlo en un Módulo del INE. Usted puede pedir una audiencia.',
  },
  fuera_de_ambito: {
    nombre: 'Fuera del ámbito geoelectoral',
    significa: 'El domicilio de la persona está fuera del lugar donde se elige el cargo.',
    puede: 'Pida a sus auxiliares que revisen la sección de la credencial antes de captar.',
  },
  no_encontrado: {
    nombre: 'Datos no encontrados',
    significa: 'Los datos captados no corresponden a un registro del Padrón Electoral.',
    puede: 'Puede haber un error de lectura: pida una audiencia y compare los datos con la imagen.',
  },
  con_inconsistencia: {
    nombre: 'Con inconsistencia',
    significa: 'La Mesa de Control, o la recepción, encontró que el registro no cumple. El motivo dice por qué.',
    puede: 'Pida una audiencia para revisar el registro con la autoridad.',
  },
  fuera_de_excepcion: {
    nombre: 'Fuera del régimen de excepción',
    significa: 'Se captó en papel y la persona vive en un municipio sin régimen de excepción.',
    puede: 'En ese municipio capte los apoyos con la aplicación.',
  },
  en_proceso: {
    nombre: 'En proceso',
    significa: 'Se recibió y falta la verificación registral. Todavía no cuenta.',
    puede: 'Espere: el resultado aparece aquí mismo.',
  },
}

export const nombreDeClase = (clase: string) => CLASES[clase]?.nombre ?? clase
export const OPCIONES_DE_CLASE = Object.entries(CLASES).map(([valor, { nombre }]) => ({ valor, texto: nombre }))
