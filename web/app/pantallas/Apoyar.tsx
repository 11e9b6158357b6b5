import { useEffect, useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { fecha } from '../../comun/fechas'
import { Aviso, Boton, Cargando, Falla } from '../../comun/ui'
import { Captura, type Encargo } from '../captura/Captura'
import { keepEmblem } from '../estado/auxiliar'
import { offered, readKey } from '../estado/ciudadano'
import { ubica, type Ubicacion } from '../estado/lugar'
import type { AspiranteOfrecido } from '../estado/perfiles'
import type { LlaveCaptura } from '../nucleo/tipos'
import { useApp } from '../partes/contexto'
import { Emblema } from '../partes/Emblema'
import { Pagina } from '../partes/Pagina'
import { Impedido } from './Capturar'
import { Entrar } from './Entrar'
import { device } from './impedimentos'

/** Whom to support (10.9): those of one's own geography, as the server offers them. Needs network (10.4). */
export function Aspirantes() {
  const { app, vista } = useApp()
  const [lista, setLista] = useState<AspiranteOfrecido[] | null>(null)
  const [elegido, setElegido] = useState<AspiranteOfrecido | null>(null)
  const [falla, setFalla] = useState<unknown>(null)
  const [intento, setIntento] = useState(0)
  const { ciudadano, dentro } = vista
  useEffect(() => {
    if (!dentro) return
    let vigente = true
    const read = async () => {
      await readKey(app)
      const leida = await offered()
      for (const a of leida) await keepEmblem(app, a.aspirante, a.emblema).catch(() => undefined)
      if (vigente) setLista(leida)
    }
    read().catch((error: unknown) => vigente && setFalla(error))
    return () => { vigente = false }
  }, [app, dentro, intento])
  if (!ciudadano) return <Impedido titulo="Sin activar" texto="Active primero este teléfono con «Registro Ciudadano»." />
  if (!dentro) return <Entrar titulo="Dar mi apoyo" atras="/" volver={() => '/#/mi-apoyo/aspirantes'} />
  if (elegido && ciudadano.llave) return <Apoyo elegido={elegido} llave={ciudadano.llave} salir={() => setElegido(null)} />
  return (
    <Pagina titulo="¿A quién apoya?" atras="/">
      {falla !== null && <Falla falla={falla} repetir={() => { setFalla(null); setIntento(intento + 1) }} />}
      {!lista && falla === null && <Cargando />}
      {lista?.length === 0 && <p>En su domicilio electoral no hay ahora personas aspirantes.</p>}
      <ul className="modelos">
        {lista?.map((a) => (
          <li key={a.aspirante}>
            <button type="button" className="modelo" data-aspirante={a.aspirante} onClick={() => setElegido(a)}>
              <Emblema digest={a.emblema} de={a.nombre} />
              <span><strong>{a.nombre}</strong><br />{a.cargo}{a.unidad && ` · ${a.unidad}`}<br />Hasta el {fecha(a.fin)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Pagina>
  )
}

/** The capture of one's own support (10.10 to 10.17): the place must be on (10.3). */
function Apoyo({ elegido, llave, salir }: { elegido: AspiranteOfrecido; llave: LlaveCaptura; salir: () => void }) {
  const { vista } = useApp()
  const [falta] = useState(() => device(vista))
  const [lugar, setLugar] = useState<Ubicacion | null>(null)
  const ask = () => void ubica().then(setLugar)
  useEffect(ask, [])
  const ciudadano = vista.ciudadano!
  if (falta) return <Impedido titulo={falta.titulo} texto={falta.texto} />
  if (!lugar?.lugar) {
    return (
      <Pagina titulo="Ubicación" atras={salir} pie={lugar && <Boton tipo="primario" onClick={() => { setLugar(null); ask() }}>Reintentar</Boton>}>
        {lugar ? (
          <Aviso tono="mal" titulo="Falta la ubicación" vivo>
            <p>{lugar.falla === 'negada' ? 'Permita la ubicación a esta aplicación en los ajustes del teléfono: sin ella no se puede dar el apoyo.' : 'Encienda la ubicación del teléfono y salga a un lugar con señal.'}</p>
          </Aviso>
        ) : (
          <Cargando que="Buscando la ubicación…" />
        )}
      </Pagina>
    )
  }
  const encargo: Encargo = {
    modo: 'mi_apoyo', proceso: ciudadano.proceso, aspirante: elegido.aspirante, auxiliar: ciudadano.ciudadano,
    dispositivo: ciudadano.dispositivo, cuenta: ciudadano.cuenta, llave, activada: ciudadano.credencial, exigeLugar: true,
    leyenda: `Manifiesto mi voluntad de dar mi apoyo a ${elegido.nombre}, aspirante a ${elegido.cargo}.`
  }
  return <Captura encargo={encargo} salir={() => navigate('/pendientes')} />
}
