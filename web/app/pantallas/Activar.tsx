import { useEffect, useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { useSearchParams } from 'wouter'
import { fechaHora } from '../../comun/fechas'
import { Aviso, Boton, Cargando, Falla } from '../../comun/ui'
import { Camara } from '../captura/camara'
import { Datos } from '../captura/Datos'
import { wipe } from '../captura/imagen'
import { Lado } from '../captura/Lado'
import { Modelo } from '../captura/Modelo'
import { processes, requestCode, activate, type ProcesoVigente } from '../estado/ciudadano'
import { fromQr } from '../nucleo/qr'
import type { Credencial, Modelo as ModeloCpv } from '../nucleo/tipos'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { AvisoPrivacidad } from './AvisoPrivacidad'
import { Entrar } from './Entrar'

const CON_C: readonly ModeloCpv[] = ['G', 'H', 'E', 'F', 'D', 'C']

export function MiApoyoAviso() {
  return <AvisoPrivacidad rol="ciudadania" sigue={(aviso) => navigate(`/mi-apoyo/activar?aviso=${encodeURIComponent(aviso)}`)} />
}

type Paso = { en: 'proceso' } | { en: 'modelo' } | { en: 'reverso'; modelo: ModeloCpv } | { en: 'datos'; credencial: Credencial } | { en: 'sin_qr' }

/** Registro Ciudadano (10.5 to 10.7): process, credential, and a code that goes to the mail of the account. */
export function Activar() {
  const { app, vista } = useApp()
  const [consulta] = useSearchParams()
  const aviso = consulta.get('aviso') ?? ''
  const [camara] = useState(() => new Camara())
  const [proceso, setProceso] = useState<ProcesoVigente | null>(null)
  const [paso, setPaso] = useState<Paso>({ en: 'proceso' })
  const [falla, setFalla] = useState<unknown>(null)
  useEffect(() => () => camara.close(), [camara])
  if (!vista.dentro) {
    return <Entrar titulo="Su cuenta" atras="/" volver={() => `/?aviso=${encodeURIComponent(aviso)}#/mi-apoyo/activar`} nota="Su código de activación llegará al correo de esta cuenta." />
  }

  const ask = async (credencial: Credencial) => {
    setFalla(null)
    try {
      await requestCode(app, proceso!, credencial)
      camara.close()
      navigate(`/mi-apoyo/codigo?aviso=${encodeURIComponent(aviso)}`)
    } catch (error) {
      setFalla(error)
    }
  }
  if (falla !== null) {
    return (
      <Pagina titulo="No se envió el código" atras={() => setFalla(null)} pie={<Boton tipo="primario" onClick={() => { setFalla(null); setPaso({ en: 'modelo' }) }}>Leer la credencial otra vez</Boton>}>
        <Falla falla={falla} />
      </Pagina>
    )
  }
  switch (paso.en) {
    case 'proceso':
      return <Procesos sigue={(elegido) => { setProceso(elegido); setPaso({ en: 'modelo' }) }} />
    case 'modelo':
      return (
        <Modelo
          modelos={CON_C}
          ultimo={null}
          atras={() => setPaso({ en: 'proceso' })}
          sigue={(modelo) => setPaso(modelo === 'C' ? { en: 'sin_qr' } : { en: 'reverso', modelo })}
        />
      )
    case 'sin_qr':
      return (
        <Pagina titulo="Credencial modelo C" atras={() => setPaso({ en: 'modelo' })}>
          <Aviso tono="cuidado" titulo="Con esta credencial no se puede dar el apoyo por su cuenta" vivo>
            <p>No tiene código QR. Puede dar su apoyo con una persona Auxiliar, que lo capta con su teléfono; o renovar su credencial en un Módulo de Atención Ciudadana.</p>
          </Aviso>
        </Pagina>
      )
    case 'reverso': {
      const { modelo } = paso
      return (
        <Lado
          lado="reverso"
          camara={camara}
          conQr
          atras={() => setPaso({ en: 'modelo' })}
          sigue={(toma, leido) => {
            wipe(toma) // activation sends data only, no image
            setPaso({ en: 'datos', credencial: leido ? fromQr(modelo, leido) : { modelo } })
          }}
        />
      )
    }
    case 'datos':
      return <Datos credencial={paso.credencial} propia atras={() => setPaso({ en: 'reverso', modelo: paso.credencial.modelo })} sigue={(completa) => void ask(completa)} />
  }
}

function Procesos({ sigue }: { sigue: (proceso: ProcesoVigente) => void }) {
  const [lista, setLista] = useState<ProcesoVigente[] | null>(null)
  const [falla, setFalla] = useState<unknown>(null)
  const [intento, setIntento] = useState(0)
  useEffect(() => {
    let vigente = true
    processes().then(
      (leida) => vigente && setLista(leida),
      (error: unknown) => vigente && setFalla(error)
    )
    return () => { vigente = false }
  }, [intento])
  return (
    <Pagina titulo="Proceso" atras="/">
      {falla !== null && <Falla falla={falla} repetir={() => { setFalla(null); setIntento(intento + 1) }} />}
      {!lista && falla === null && <Cargando />}
      {lista?.length === 0 && <p>Ahora no hay procesos en los que se pueda dar apoyo.</p>}
      <div className="grandes">
        {lista?.map((p) => (
          <Boton key={p.proceso} onClick={() => sigue(p)}>{p.nombre} · {p.entidad_nombre}</Boton>
        ))}
      </div>
    </Pagina>
  )
}

/** The code of the mail (10.8); hyphen, spaces and case do not matter. */
export function Codigo() {
  const { app, vista } = useApp()
  const [consulta] = useSearchParams()
  const [codigo, setCodigo] = useState('')
  const [falla, setFalla] = useState<unknown>(null)
  const [ocupado, setOcupado] = useState(false)
  const { ciudadano } = vista
  if (!ciudadano) return <MiApoyoAviso />
  if (!vista.dentro) return <Entrar titulo="Código de activación" atras="/" volver={() => '/#/mi-apoyo/codigo'} nota="Entre con la misma cuenta con la que pidió el código." />
  const send = async () => {
    setOcupado(true)
    setFalla(null)
    try {
      await activate(app, codigo.trim(), consulta.get('aviso') ?? '')
      void app.measureSpace(true)
      navigate('/mi-apoyo/aspirantes')
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <Pagina titulo="Código de activación" atras="/" pie={<Boton tipo="primario" ocupado={ocupado} disabled={codigo.replace(/[\s-]/g, '').length < 8} onClick={() => void send()}>Activar</Boton>}>
      <p>Se lo enviamos a su correo. Sirve en este teléfono hasta el {fechaHora(ciudadano.vence)}</p>
      <div className="campo">
        <label htmlFor="codigo">Código</label>
        <input id="codigo" name="codigo" value={codigo} onChange={(e) => setCodigo(e.target.value.toUpperCase())} autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false} maxLength={20} className="tecleado" />
      </div>
      {falla !== null && <Falla falla={falla} />}
      <Boton onClick={() => navigate('/mi-apoyo/aviso')}>Pedir otro código</Boton>
    </Pagina>
  )
}
