import { fechaHora } from '../../comun/fechas'
import { Aviso } from '../../comun/ui'
import { removeDevice } from '../estado/auxiliar'
import { useApp } from '../partes/contexto'
import { Orden } from '../partes/Orden'
import { Pagina } from '../partes/Pagina'
import { Entrar } from './Entrar'

/** Baja de Dispositivo (8.11): at most two at a time. */
export function Dispositivos() {
  const { app, vista } = useApp()
  const { auxiliar } = vista
  if (!vista.dentro || !auxiliar) return <Entrar titulo="Baja de Dispositivo" atras="/" volver={() => '/#/dispositivos'} />
  const pendientes = vista.registros.filter(({ estado }) => estado !== 'recibido').length
  return (
    <Pagina titulo="Baja de Dispositivo" atras="/">
      <p>Puede tener dos dispositivos. Lo que un dispositivo captó antes de su baja sigue siendo válido.</p>
      {pendientes > 0 && <Aviso tono="cuidado"><p>En este teléfono hay {pendientes} apoyos sin acuse. Envíelos antes de darlo de baja.</p></Aviso>}
      <ul className="lista">
        {auxiliar.dispositivos.map(({ dispositivo, etiqueta, alta }) => (
          <li key={dispositivo}>
            <span>
              {dispositivo === auxiliar.dispositivo ? <strong>Este teléfono</strong> : etiqueta}
              <br /><span className="mono">{dispositivo}</span><br />Desde el {fechaHora(alta)}
            </span>
            <Orden tipo="peligro" hacer={() => removeDevice(app, dispositivo)}>Dar de baja</Orden>
          </li>
        ))}
      </ul>
    </Pagina>
  )
}
