import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { Aviso, Lista } from '../../../comun/ui'
import { DeAspirante } from '../proceso/Subpaginas'

/** The review of devices: by auxiliar and device, stretches, records outside them (8.11). */
export default function Dispositivos({ aspirante }: { aspirante: string }) {
  return (
    <>
      <h1>Dispositivos de auxiliares</h1>
      <DeAspirante aspirante={aspirante} />
      <Aviso>
        Cada auxiliar puede tener dos dispositivos a la vez. Lo captado fuera de los tramos de registro queda con inconsistencia (8.11). En
        «Reportes» se pide el archivo con los registros de cada tramo.
      </Aviso>
      <Lista
        titulo="Auxiliares con dispositivos"
        clave={['dispositivos', aspirante]}
        pagina={(c) =>
          datos(api.GET('/v1/aspirantes/{aspirante}/dispositivos', { params: { path: { aspirante }, query: { despues: c } } }))
        }
        llave={(a) => a.auxiliar}
        vacia="Ningún auxiliar ha registrado un dispositivo."
        columnas={[
          { titulo: 'Auxiliar', celda: (a) => <Link href={`/auxiliar/${a.auxiliar}`}>{a.auxiliar}</Link> },
          {
            titulo: 'Dispositivos y tramos',
            celda: (a) => (
              <ul>
                {a.dispositivos.map((d) => (
                  <li key={d.dispositivo}>
                    {d.etiqueta} <code>{d.dispositivo}</code>:{' '}
                    {d.vigencias.map((v) => `${fechaHora(v.alta)} a ${v.baja ? fechaHora(v.baja) : 'hoy'}`).join('; ')}
                  </li>
                ))}
              </ul>
            ),
          },
          { titulo: 'A la vez', celda: (a) => numero(a.a_la_vez), cifra: true },
          { titulo: 'Registros fuera de tramo', celda: (a) => numero(a.fuera), cifra: true },
        ]}
      />
    </>
  )
}
