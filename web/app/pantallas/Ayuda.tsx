import { useEffect, useState } from 'react'
import { Datos } from '../../comun/ui'
import { instalada } from '../estado/espacio'
import { APLICACION } from '../estado/perfiles'
import { leePublico } from '../estado/publico'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { Reloj } from './Inicio'

interface Atencion {
  correo: string
  telefono: string
  horario: string
  abierto: boolean
}

/** Where one is attended (17.2 to 17.4), and the state of the app; the technical report holds no personal datum. */
export function Ayuda() {
  const { app, vista } = useApp()
  const [atencion, setAtencion] = useState<Atencion | null>(null)
  useEffect(() => {
    void app.measureSpace()
    void app.almacen.config<Atencion>('atencion').then((guardada) => setAtencion((leida) => leida ?? guardada ?? null))
    leePublico<Atencion>('/v1/atencion')
      .then((leida) => { setAtencion(leida); void app.almacen.setConfig('atencion', leida) })
      .catch(() => undefined)
  }, [app])
  const por = (estado: string) => vista.registros.filter((r) => r.estado === estado).length
  const { libre, protegido } = vista.espacio
  return (
    <Pagina titulo="Ayuda y estado" atras="/">
      {atencion ? (
        <Datos pares={[
          ['Teléfono', <a key="t" href={`tel:${atencion.telefono.replace(/\s/g, '')}`}>{atencion.telefono}</a>],
          ['Correo', <a key="c" href={`mailto:${atencion.correo}`}>{atencion.correo}</a>],
          ['Horario', atencion.horario],
          ['Ahora', atencion.abierto ? 'Se atiende' : 'Fuera de horario']
        ]} />
      ) : (
        <p>Los datos de atención se mostrarán cuando haya Internet.</p>
      )}
      <Reloj vista={vista} />
      <h2>Estado de la aplicación</h2>
      <Datos pares={[
        ['Versión', APLICACION.version],
        ['Instalada', instalada() ? 'Sí' : 'No'],
        ['Guardado', protegido ? 'Protegido' : 'No protegido'],
        ['Espacio libre', Number.isFinite(libre) ? `${Math.floor(libre / 1048576)} MB` : 'El navegador no lo dice'],
        ['Internet', navigator.onLine ? 'Sí' : 'No'],
        ['Guardados', String(por('guardado') + por('anunciado'))],
        ['Esperan acuse', String(por('subido'))],
        ['Recibidos', String(por('recibido'))],
        ['No admitidos', String(por('rechazado') + por('conflicto'))]
      ]} />
    </Pagina>
  )
}
