import type { Respuesta } from '../../../comun/api/tipos'
import { fechaHora } from '../../../comun/fechas'
import { Operador } from './personas'

type Dado = Respuesta<'/v1/procesos/{proceso}/mesa/calidad/desacuerdos', 'get'>['elementos'][number]['primero']

/** A verdict in a line: what was said, who said it and when. */
export const Dictado = ({ proceso, d }: { proceso: string; d: Dado }) => (
  <>
    {d.inciso ? `${d.inciso}) ${d.opcion} ${d.detalle}` : 'Válido'}
    <br />
    <small>
      <Operador proceso={proceso} cual={d.operador} />, {fechaHora(d.en)}
    </small>
  </>
)
