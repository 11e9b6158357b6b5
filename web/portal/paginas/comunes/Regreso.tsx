import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import * as sesion from '../../../comun/sesion/sesion'
import { Aviso, Cargando } from '../../../comun/ui'
import { Entrar } from '../publico/Entrar'

let recibido: Promise<string | undefined> | undefined

/** Where the hosted sign-in sends people back to. The code is good once, so it is exchanged once. */
export function Regreso() {
  const [, ve] = useLocation()
  const [negado, setNegado] = useState(false)
  useEffect(() => {
    recibido ??= sesion.recibe(location.search)
    recibido
      .then((volver) => {
        recibido = undefined
        if (volver === undefined) setNegado(true)
        else ve(volver, { replace: true })
      })
      .catch(() => setNegado(true))
  }, [ve])
  if (!negado) return <Cargando que="Entrando…" />
  return (
    <>
      <h1>No se pudo iniciar la sesión</h1>
      <Aviso tono="mal">
        <p>La respuesta del acceso no corresponde a esta página, o ya se usó. Intente de nuevo.</p>
      </Aviso>
      <Entrar volver="/" />
    </>
  )
}
