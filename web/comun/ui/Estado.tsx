import { palabra } from '../textos/palabras'

type Tono = 'bien' | 'cuidado' | 'mal' | 'info'

const TONOS: Readonly<Record<string, Tono>> = {
  activa: 'bien', activo: 'bien', ok: 'bien', confirmado: 'bien', vigente: 'bien', listo: 'bien', en_turno: 'bien',
  en_tiempo: 'bien', aplicada: 'bien', resuelta: 'bien', notificada: 'bien', en_lista_nominal: 'bien',
  en_plazo: 'bien', certificada: 'bien', atendido: 'bien', por_autorizar: 'cuidado', detenida: 'mal', eliminando: 'cuidado',
  falta: 'cuidado', registrado: 'cuidado', solicitada: 'cuidado', bloqueada: 'cuidado', por_vencer: 'cuidado',
  pausa: 'cuidado', programada: 'cuidado', abierta: 'cuidado', turnada: 'cuidado', suspendida: 'cuidado',
  vencido: 'mal', vencida: 'mal', baja: 'mal', rechazada: 'mal', fallido: 'mal', con_inconsistencia: 'mal',
  terminada: 'mal', cancelada: 'mal',
}

/** A state as a badge: the word says it, the colour only helps. */
export function Estado({ clase, valor, texto }: { clase: string; valor: string; texto?: string }) {
  return <span className={`estado estado-${TONOS[valor] ?? 'info'}`}>{texto ?? palabra(clase, valor)}</span>
}
