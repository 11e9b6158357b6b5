import { fechaHora } from '../../../comun/fechas'
import { Estado } from '../../../comun/ui'
import type { DeRequerimiento } from './palabras'

/** The clock of 72 working hours, as the API counts it: its state and when it ends or ended (16.2). */
export function Plazo({ r }: { r: Pick<DeRequerimiento, 'estado' | 'plazo' | 'vence' | 'atendido_en'> }) {
  const atendido = r.estado === 'atendido'
  return (
    <>
      <Estado clase="plazo_legal" valor={r.plazo} texto={atendido ? respondido(r.plazo) : undefined} />
      <br />
      <small>
        {atendido ? 'Vencía' : r.plazo === 'vencido' ? 'Venció' : 'Vence'} {fechaHora(r.vence)}
      </small>
    </>
  )
}

const respondido = (plazo: string) => (plazo === 'vencido' ? 'Respondido fuera de plazo' : 'Respondido en plazo')
