import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { useSesion } from '../../../comun/sesion/usar'
import { Consulta, Datos } from '../../../comun/ui'

export default function Ayuda() {
  const { dentro } = useSesion()
  return (
    <>
      <h1>Ayuda y contacto</h1>
      <Consulta clave={['atencion']} pide={() => datos(api.GET('/v1/atencion'))}>
        {(a) => (
          <Datos
            pares={[
              ['Correo', a.correo && <a href={`mailto:${a.correo}`}>{a.correo}</a>],
              ['Teléfono', a.telefono && <a href={`tel:${a.telefono}`}>{a.telefono}</a>],
              ['Horario', a.horario],
              ['En este momento', a.abierto ? 'Hay atención' : `Se atiende desde ${fechaHora(a.atiende_desde)}`],
            ]}
          />
        )}
      </Consulta>
      {dentro ? (
        <p>
          También puede abrir una <Link href="/solicitudes">solicitud de atención</Link> y seguirla aquí.
        </p>
      ) : (
        <p>Si tiene una cuenta, entre y abra una solicitud de atención: la respuesta le llega también por correo.</p>
      )}
    </>
  )
}
