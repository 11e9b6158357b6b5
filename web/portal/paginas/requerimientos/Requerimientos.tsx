import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { Accion, Consulta, Estado, Tabla } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'
import { Plazo } from './Plazo'
import { CAMPOS, cuerpo, nombreDeClase } from './palabras'

/** What authorities require of a process and persons ask of their own data, each with its clock (16.2, 18.6). */
export default function Requerimientos({ proceso }: { proceso: string }) {
  const refresca = useRefresca()
  const [, ve] = useLocation()
  const params = { path: { proceso } }
  async function registra(v: Record<string, string>) {
    const r = await datos(api.POST('/v1/procesos/{proceso}/requerimientos', { params, body: cuerpo(v) }))
    await refresca(['requerimientos', proceso], ['conservacion', proceso])
    ve(`/proceso/${proceso}/requerimientos/${r.requerimiento}`)
  }
  return (
    <>
      <h1>Requerimientos legales y solicitudes de acceso</h1>
      <DeProceso proceso={proceso} />
      <p className="bajada">
        Los expedientes solo se comunican a una autoridad que funde y motive su requerimiento, o a la persona de quien son los
        datos (18.6). Se responde en 72 horas hábiles desde la notificación (16.2). Mientras haya uno sin responder, el proceso no
        se dispone.
      </p>
      <div className="botones">
        <Accion boton="Registrar un requerimiento" tipo="primario" campos={CAMPOS} hacer={registra} />
      </div>
      <Consulta clave={['requerimientos', proceso]} pide={() => datos(api.GET('/v1/procesos/{proceso}/requerimientos', { params }))}>
        {({ elementos }) => (
          <Tabla
            titulo="Requerimientos del proceso"
            filas={elementos}
            llave={(r) => r.requerimiento}
            vacia="No se ha registrado ningún requerimiento de este proceso."
            columnas={[
              { titulo: 'Requerimiento', celda: (r) => <Link href={`/proceso/${proceso}/requerimientos/${r.requerimiento}`}>{r.requerimiento}</Link> },
              { titulo: 'Quién requiere', celda: (r) => nombreDeClase(r.clase) },
              { titulo: 'Autoridad', celda: (r) => r.autoridad },
              { titulo: 'Oficio', celda: (r) => r.oficio },
              { titulo: 'Estado', celda: (r) => <Estado clase="requerimiento" valor={r.estado} /> },
              { titulo: 'Plazo', celda: (r) => <Plazo r={r} /> },
              { titulo: 'Notificado', celda: (r) => fechaHora(r.notificado_en) },
              { titulo: 'Registros', celda: (r) => numero(r.folios.length), cifra: true },
              { titulo: 'Comunicaciones', celda: (r) => numero(r.comunicaciones.length), cifra: true },
            ]}
          />
        )}
      </Consulta>
    </>
  )
}
