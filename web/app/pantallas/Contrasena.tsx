import { useEffect, useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { Aviso, Boton, Falla } from '../../comun/ui'
import { createPassword, resetPassword, unlock } from '../estado/auxiliar'
import { faltaContrasena } from '../nucleo/contrasena'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { Entrar } from './Entrar'

/** Two boxes that must agree; paste and password managers are welcome. */
function Nueva({ titulo, atras, guarda }: { titulo: string; atras?: string; guarda: (contrasena: string) => Promise<void> }) {
  const [una, setUna] = useState('')
  const [otra, setOtra] = useState('')
  const [falla, setFalla] = useState<unknown>(null)
  const [ocupado, setOcupado] = useState(false)
  const falta = una ? faltaContrasena(una) : ''
  const distintas = otra !== '' && una !== otra
  const send = async () => {
    setOcupado(true)
    setFalla(null)
    await guarda(una).catch((error: unknown) => setFalla(error))
    setOcupado(false)
  }
  const lista = una !== '' && !falta && una === otra
  return (
    <Pagina titulo={titulo} atras={atras} pie={<Boton tipo="primario" ocupado={ocupado} disabled={!lista} onClick={() => void send()}>Guardar contraseña</Boton>}>
      <p>Sólo se guarda en este teléfono y sólo usted debe conocerla. La pedirá la aplicación cada vez que se abra.</p>
      <Clave nombre="nueva" etiqueta="Contraseña local" valor={una} cambia={setUna} texto={falta || 'Al menos 8 caracteres'} completar="new-password" />
      <Clave nombre="otra-vez" etiqueta="Escríbala otra vez" valor={otra} cambia={setOtra} texto={distintas ? 'No es igual a la primera' : ''} completar="new-password" />
      {falla !== null && <Falla falla={falla} />}
    </Pagina>
  )
}

function Clave(p: { nombre: string; etiqueta: string; valor: string; cambia: (v: string) => void; texto: string; completar: string }) {
  return (
    <div className="campo">
      <label htmlFor={p.nombre}>{p.etiqueta}</label>
      <input id={p.nombre} name={p.nombre} type="password" value={p.valor} autoComplete={p.completar} aria-describedby={`${p.nombre}-ayuda`} onChange={(e) => p.cambia(e.target.value)} />
      <p id={`${p.nombre}-ayuda`} className="ayuda" aria-live="polite">{p.texto}</p>
    </div>
  )
}

/** After registering (8.7). */
export function CrearContrasena({ proveedor, cuenta }: { proveedor: string; cuenta: string }) {
  const { app } = useApp()
  const guarda = async (contrasena: string) => {
    await createPassword(app, contrasena, proveedor, cuenta)
    void app.measureSpace(true)
    navigate('/')
  }
  return <Nueva titulo="Contraseña local" guarda={guarda} />
}

/** At opening (9.1). Nothing is ever erased for wrong tries. */
export function Desbloquear() {
  const { app, vista } = useApp()
  const [contrasena, setContrasena] = useState('')
  const [espera, setEspera] = useState(0)
  const [mala, setMala] = useState(false)
  const [ocupado, setOcupado] = useState(false)
  useEffect(() => {
    if (espera <= 0) return
    const reloj = setTimeout(() => setEspera((ms) => Math.max(0, ms - 1000)), 1000)
    return () => clearTimeout(reloj)
  }, [espera])
  const abre = async () => {
    setOcupado(true)
    const hecho = await unlock(app, contrasena)
    setOcupado(false)
    if (hecho.abierta) return
    setMala(true)
    setContrasena('')
    setEspera(hecho.espera)
  }
  const pendientes = vista.registros.filter(({ estado }) => estado !== 'recibido').length
  return (
    <Pagina titulo="Apoyo Ciudadano">
      <form onSubmit={(e) => { e.preventDefault(); void abre() }}>
        <Clave
          nombre="contrasena"
          etiqueta="Contraseña local"
          valor={contrasena}
          cambia={setContrasena}
          completar="current-password"
          texto={espera > 0 ? `Espere ${Math.ceil(espera / 1000)} segundos` : mala ? 'La contraseña no es ésa. No se borra nada: intente de nuevo.' : ''}
        />
        <Boton tipo="primario" type="submit" ocupado={ocupado} disabled={!contrasena || espera > 0}>Abrir</Boton>
      </form>
      {pendientes > 0 && <p className="nota">{pendientes} apoyos esperan para enviarse.</p>}
      <div className="grandes">
        <Boton onClick={() => navigate('/restablecer')}>Olvidé mi contraseña</Boton>
        <Boton onClick={() => navigate('/ajustes')}>Configuración</Boton>
      </div>
    </Pagina>
  )
}

/** A forgotten password (8.8): the same account signs in again; what waits to be sent stays. */
export function Restablecer() {
  const { app, vista } = useApp()
  const [ajena, setAjena] = useState(false)
  if (!vista.dentro) {
    return <Entrar titulo="Restablecer contraseña" atras="/" volver={() => '/#/restablecer'} nota="Entre con la cuenta con la que se registró. Los apoyos guardados no se pierden." />
  }
  const guarda = async (contrasena: string) => {
    if (await resetPassword(app, contrasena)) navigate('/')
    else setAjena(true)
  }
  return ajena ? (
    <Pagina titulo="Restablecer contraseña" atras="/">
      <Aviso tono="mal" vivo><p>Este teléfono no está registrado con esa cuenta. Entre con la cuenta con la que se registró.</p></Aviso>
    </Pagina>
  ) : (
    <Nueva titulo="Restablecer contraseña" atras="/" guarda={guarda} />
  )
}
