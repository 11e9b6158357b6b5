import { useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { useSearchParams } from 'wouter'
import { ErrorDeApi } from '../../comun/api/problemas'
import { Aviso, Boton, Falla } from '../../comun/ui'
import { register, removeDevice, type Proveedor } from '../estado/auxiliar'
import { useApp } from '../partes/contexto'
import { Orden } from '../partes/Orden'
import { Pagina } from '../partes/Pagina'
import { ubica } from '../estado/lugar'
import { AvisoPrivacidad } from './AvisoPrivacidad'
import { CrearContrasena } from './Contrasena'
import { Entrar } from './Entrar'

interface Listado {
  dispositivo: string
  etiqueta?: string
}

/** Registro de Auxiliar, first step: the notice (8.3). */
export function RegistroAviso() {
  return <AvisoPrivacidad rol="auxiliar" sigue={(aviso) => navigate(`/registro/entrar?aviso=${encodeURIComponent(aviso)}`)} />
}

/** Second step: whose account (8.4, 8.9). */
export function RegistroEntrar() {
  const [consulta] = useSearchParams()
  const aviso = consulta.get('aviso') ?? ''
  return (
    <Entrar
      titulo="Registro de Auxiliar"
      atras="/registro"
      volver={(proveedor) => `/?aviso=${encodeURIComponent(aviso)}&con=${proveedor}#/registro/datos`}
      nota="Entre con la cuenta que dio a la persona aspirante. Use sólo su propia cuenta."
    />
  )
}

/** Third step: Id Proceso and Id Auxiliar, then this phone is registered (8.3, 8.4, 8.11). */
export function RegistroDatos() {
  const { app, vista } = useApp()
  const [consulta] = useSearchParams()
  const proveedor = (consulta.get('con') ?? 'google') as Proveedor
  const [ids, setIds] = useState({ proceso: '', auxiliar: '' })
  const [cuenta, setCuenta] = useState('')
  const [llenos, setLlenos] = useState<Listado[] | null>(null)
  const [falla, setFalla] = useState<unknown>(null)
  const [ocupado, setOcupado] = useState(false)
  if (!vista.dentro) return <RegistroEntrar />
  if (cuenta) return <CrearContrasena proveedor={proveedor} cuenta={cuenta} />

  const send = async () => {
    setOcupado(true)
    setFalla(null)
    try {
      const { falla: sinLugar } = await ubica()
      const alta = { proveedor, ...ids, aviso: consulta.get('aviso') ?? '', ubicacion: sinLugar !== 'negada' }
      setCuenta(await register(app, alta))
    } catch (error) {
      const problema = error instanceof ErrorDeApi ? error.problema : null
      if (problema?.code === 'limite_de_dispositivos') setLlenos(listed(problema.dispositivos))
      else if (problema?.code === 'aviso_sustituido') navigate('/registro')
      else setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  if (llenos) return <Limite llenos={llenos} listo={() => { setLlenos(null); void send() }} atras={() => setLlenos(null)} />
  const completo = /^[A-Z0-9]{4,12}$/.test(ids.proceso) && /^[A-Z0-9]{4,12}$/.test(ids.auxiliar)
  return (
    <Pagina
      titulo="Registro de Auxiliar"
      atras="/registro"
      pie={<Boton tipo="primario" ocupado={ocupado} disabled={!completo} onClick={() => void send()}>Siguiente</Boton>}
    >
      <p>Están en el correo que recibió al ser registrado. Su teléfono pedirá permiso de ubicación.</p>
      <Id nombre="proceso" etiqueta="Id Proceso" valor={ids.proceso} cambia={(proceso) => setIds({ ...ids, proceso })} />
      <Id nombre="auxiliar" etiqueta="Id Auxiliar" valor={ids.auxiliar} cambia={(auxiliar) => setIds({ ...ids, auxiliar })} />
      {falla !== null && <Falla falla={falla} />}
    </Pagina>
  )
}

function Id({ nombre, etiqueta, valor, cambia }: { nombre: string; etiqueta: string; valor: string; cambia: (valor: string) => void }) {
  return (
    <div className="campo">
      <label htmlFor={nombre}>{etiqueta}</label>
      <input
        id={nombre}
        name={nombre}
        value={valor}
        onChange={(e) => cambia(e.target.value.toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 12))}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        className="tecleado"
      />
    </div>
  )
}

/** A third phone (8.11): one of the two must go. */
function Limite({ llenos, listo, atras }: { llenos: Listado[]; listo: () => void; atras: () => void }) {
  const { app } = useApp()
  return (
    <Pagina titulo="Ya tiene dos dispositivos" atras={atras}>
      <Aviso tono="cuidado">
        <p>Sólo puede tener dos a la vez. Para registrar éste, dé de baja uno. Si en él quedan apoyos, envíelos antes desde ese teléfono; los que ya captó siguen siendo válidos.</p>
      </Aviso>
      <ul className="lista">
        {llenos.map(({ dispositivo, etiqueta }) => (
          <li key={dispositivo}>
            <span>{etiqueta || 'Dispositivo'} <span className="mono">{dispositivo}</span></span>
            <Orden tipo="peligro" hacer={async () => { await removeDevice(app, dispositivo); listo() }}>Dar de baja</Orden>
          </li>
        ))}
      </ul>
    </Pagina>
  )
}

function listed(dispositivos: unknown): Listado[] {
  if (!Array.isArray(dispositivos)) return []
  return dispositivos.map((d: unknown) => (typeof d === 'string' ? { dispositivo: d } : (d as Listado)))
}
