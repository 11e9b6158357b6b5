import { useEffect, useState } from 'react'
import { MINUTOS, vigilaInactividad } from '../comun/sesion/inactividad'
import * as sesion from '../comun/sesion/sesion'
import { Boton, Dialogo } from '../comun/ui'

/** Warns a minute before an idle session ends, and ends it. */
export function Inactividad() {
  const [falta, setFalta] = useState(false)
  useEffect(() => vigilaInactividad(setFalta, () => sesion.termina('inactividad')), [])
  return (
    <Dialogo abierto={falta} titulo="Su sesión está por terminar" cerrar={() => setFalta(false)}>
      <p>No ha habido actividad en casi {MINUTOS} minutos. Por seguridad, la sesión terminará en un minuto.</p>
      <Boton tipo="primario" onClick={() => setFalta(false)}>
        Seguir trabajando
      </Boton>
    </Dialogo>
  )
}
