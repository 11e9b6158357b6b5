import { useEffect, useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { Aviso, Boton, Dialogo } from '../../comun/ui'
import { esIos, instalada } from '../estado/espacio'
import type { Perfil } from '../nucleo/almacen'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { instalador } from '../servicio'

/** Configuración (8.2, 9.2): the mode, installing, and whether storage is safe. */
export function Ajustes() {
  const { app, vista } = useApp()
  const [pregunta, setPregunta] = useState<Perfil | null>(null)
  useEffect(() => void app.measureSpace(), [app])
  const cambia = async () => {
    await app.changeMode(pregunta!)
    setPregunta(null)
    navigate('/')
  }
  return (
    <Pagina titulo="Configuración" atras="/">
      <fieldset className="opciones">
        <legend>Modo de la aplicación</legend>
        {(['mi_apoyo', 'auxiliar'] as const).map((modo) => (
          <label key={modo} htmlFor={`modo-${modo}`}>
            <input id={`modo-${modo}`} type="radio" name="modo" checked={vista.modo === modo} onChange={() => setPregunta(modo)} />
            {modo === 'auxiliar' ? 'Modo Auxiliar' : 'Mi Apoyo'}
          </label>
        ))}
      </fieldset>
      <Proteccion />
      <Instalar />
      {vista.modo === 'auxiliar' && vista.auxiliar && (
        <div className="grandes">
          <Boton onClick={() => navigate('/restablecer')}>Restablecer contraseña</Boton>
          <Boton onClick={() => navigate('/testigos')}>Enviar testigos visuales</Boton>
        </div>
      )}
      <Dialogo abierto={pregunta !== null} titulo="Cambiar de modo" cerrar={() => setPregunta(null)}>
        <p>
          {pregunta === 'auxiliar'
            ? 'Se cambiará el perfil de la aplicación para el uso de un Auxiliar.'
            : 'Se cambiará el perfil de la aplicación para que dé su propio apoyo.'}
        </p>
        <Boton tipo="primario" onClick={() => void cambia()}>Aceptar</Boton>
      </Dialogo>
    </Pagina>
  )
}

function Proteccion() {
  const { app, vista } = useApp()
  const { libre, protegido } = vista.espacio
  const mb = Number.isFinite(libre) ? `${Math.floor(libre / 1048576).toLocaleString('es-MX')} MB libres` : ''
  return (
    <Aviso tono={protegido ? 'bien' : 'cuidado'} titulo={protegido ? 'Guardado: protegido' : 'Guardado: no protegido'}>
      <p>{protegido ? 'El teléfono no borrará los apoyos por falta de espacio.' : 'El teléfono podría borrar los apoyos si le falta espacio: envíelos cada día, y no use una ventana privada, que al cerrarse borra todo.'} {mb}</p>
      {!protegido && <Boton onClick={() => void app.measureSpace(true)}>Pedir protección</Boton>}
    </Aviso>
  )
}

function Instalar() {
  const [, setCambio] = useState(0)
  useEffect(() => instalador.subscribe(() => setCambio((n) => n + 1)), [])
  if (instalada()) return <p className="nota">La aplicación está instalada.</p>
  if (esIos()) return <Aviso titulo="Instale la aplicación"><p>En Safari toque Compartir y «Agregar a inicio». En iPhone sólo así se conservan los apoyos.</p></Aviso>
  return instalador.puede ? <Boton tipo="primario" onClick={() => void instalador.install()}>Instalar en este teléfono</Boton> : null
}
