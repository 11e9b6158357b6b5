/** What happened to a record, in words: the API gives facts with codes, their order and their times. */
const SITUACIONES: Readonly<Record<string, string>> = {
  lista_nominal: 'está en la Lista Nominal',
  padron: 'está en el padrón, no en la Lista Nominal',
  baja: 'causó baja del padrón',
  no_encontrado: 'no se encontró con esos datos',
}
const PORQUES: Readonly<Record<string, string>> = {
  recepcion: '',
  correccion: ' (de nuevo, por una aclaración de datos)',
  corte: ' (de nuevo, con otro corte del padrón)',
}
const CAUSAS: Readonly<Record<string, string>> = {
  aspirante_dado_de_baja: 'la persona aspirante estaba dada de baja',
  auxiliar_dado_de_baja: 'lo envió una persona auxiliar dada de baja por su Cédula',
  auxiliar_retirado_por_aspirante: 'lo envió una persona auxiliar que su aspirante había retirado',
  auxiliar_renuncio: 'lo envió una persona auxiliar que había renunciado',
  dispositivo_no_registrado: 'el dispositivo no estaba registrado',
  captura_fuera_del_periodo: 'se captó fuera del periodo',
}
const ETAPAS: Readonly<Record<string, string>> = {
  mesa: 'en la Mesa de Control',
  audiencia: 'en la audiencia',
  captura: 'en la captura manual',
}

interface Dicho {
  inciso?: string | null
  opcion?: string
  detalle?: string
  tipo?: string
}

type Hecho = Readonly<Record<string, unknown>>

/** One sentence for a fact; an unknown kind is told by its name, and never hidden. */
export function hechoEnPalabras(hecho: Hecho): string {
  switch (hecho.tipo) {
    case 'recibido':
      return recibido(hecho)
    case 'verificado':
      return verificado(hecho)
    case 'revisado':
      return revisado(hecho)
    case 'deshecho':
      return 'Se deshizo el dictamen: el registro se revisa de nuevo.'
    case 'juzgado':
      return juzgado(hecho)
    case 'corregido':
      return 'Se aclararon datos del registro en la Mesa de Control.'
    default:
      return String(hecho.tipo).replaceAll('_', ' ')
  }
}

function recibido({ causas }: Hecho): string {
  const dichas = Array.isArray(causas) ? causas.map((c) => CAUSAS[String(c)] ?? String(c).replaceAll('_', ' ')) : []
  return dichas.length ? `Se recibió, pero ${dichas.join('; ')}.` : 'Se recibió.'
}

function verificado({ situacion, en_ambito, en_excepcion, corte, porque }: Hecho): string {
  const donde = SITUACIONES[String(situacion)] ?? String(situacion).replaceAll('_', ' ')
  const ambito = en_ambito === false ? ', fuera del ámbito del cargo' : ''
  const excepcion = en_excepcion === false ? ', en un municipio sin régimen de excepción' : ''
  const repetido = PORQUES[String(porque)] ?? ''
  const con = corte ? ` Corte del padrón: ${String(corte)}.` : ''
  return `Se consultó el padrón${repetido}: la persona ${donde}${ambito}${excepcion}.${con}`
}

function revisado({ dictamen, etapa }: Hecho): string {
  const { inciso, tipo, opcion, detalle } = (dictamen ?? {}) as Dicho
  const donde = ETAPAS[String(etapa)] ?? ''
  const motivo = [tipo, opcion, detalle].filter(Boolean).join(': ')
  if (inciso == null) return `Se revisó ${donde}: válido.`
  return `Se revisó ${donde}: inciso ${inciso ? `${inciso})` : 'de la autoridad'} ${motivo}.`
}

function juzgado({ duplicidad }: Hecho): string {
  if (duplicidad === 'mismo') return 'La persona ya tiene otro apoyo para este aspirante.'
  if (duplicidad === 'otro') return 'La persona apoyó antes a otro aspirante al mismo cargo.'
  return duplicidad ? `Duplicado: ${String(duplicidad).replaceAll('_', ' ')}.` : 'No hay otro apoyo de la misma persona que cuente antes.'
}
