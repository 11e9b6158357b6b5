import { useEffect, useRef, useState } from 'react'
import { Aviso, Boton } from '../../comun/ui'
import { enSegundos, nuevoId } from '../nucleo/folio'
import { fromQr, type Leido } from '../nucleo/qr'
import type { Bytes, Captado, Credencial, Imagenes, LlaveCaptura, Modelo as ModeloCpv, Modo } from '../nucleo/tipos'
import type { Guardado as Hecho } from '../estado/guardar'
import { ubica, type Ubicacion } from '../estado/lugar'
import { APLICACION } from '../estado/perfiles'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { Camara } from './camara'
import { Datos } from './Datos'
import { Firma } from './Firma'
import { SinLugar } from './errores'
import { Foto } from './Foto'
import { Guardado, NoGuardado } from './Guardado'
import { jpeg, png, wipe } from './imagen'
import { Lado } from './Lado'
import { Modelo } from './Modelo'
import { SinPermiso } from './SinPermiso'

export interface Encargo {
  modo: Modo
  proceso: string
  aspirante: string
  auxiliar: string
  dispositivo: string
  cuenta: string
  llave: LlaveCaptura
  leyenda: string
  /** Mi Apoyo: the credential that was activated; only that one is captured (10.2). */
  activada?: Credencial
  /** Mi Apoyo demands the place (10.3); of an auxiliar a phone without signal will do, a refusal will not (8.1). */
  exigeLugar: boolean
}

type Paso = 'modelo' | 'anverso' | 'reverso' | 'datos' | 'foto' | 'firma' | 'guardar'
const TODOS: readonly ModeloCpv[] = ['C', 'D', 'E', 'F', 'G', 'H']
const PASOS: readonly Paso[] = ['modelo', 'anverso', 'reverso', 'datos', 'foto', 'firma', 'guardar']

/** ZIP and sealing are not needed by the first screen. */
const saving = () => import('../estado/guardar')

interface Props {
  encargo: Encargo
  salir: () => void
  otra?: () => void
}

/** A capture from the kind of card to the folio (9.4 to 9.12). Clear images live in this component and nowhere else. */
export function Captura({ encargo, salir, otra }: Props) {
  const { app } = useApp()
  const [camara] = useState(() => new Camara())
  const [paso, setPaso] = useState<Paso>(encargo.activada ? 'anverso' : 'modelo')
  const [credencial, setCredencial] = useState<Credencial>(encargo.activada ?? { modelo: 'G' })
  const [ultimo, setUltimo] = useState<ModeloCpv | null>(null)
  const [hecho, setHecho] = useState<Hecho | null>(null)
  const [falla, setFalla] = useState<unknown>(null)
  const imagenes = useRef<Partial<Imagenes>>({})
  const captado = useRef<Captado | null>(null)
  const [lugar, setLugar] = useState(ubica) // asked at the start: a first fix may take as long as the capture
  const [negada, setNegada] = useState(false)
  const [ajena, setAjena] = useState(false)

  useEffect(() => {
    void app.almacen.config<ModeloCpv>('ultimo-modelo').then((modelo) => setUltimo(modelo ?? null))
    void saving().then(({ loadSdk }) => loadSdk()).catch(() => undefined) // so that saving does not wait for them
    return () => camara.close()
  }, [app, camara])

  useEffect(() => {
    let vigente = true
    void lugar.then(({ falla }) => vigente && setNegada(falla === 'negada'))
    return () => { vigente = false }
  }, [lugar])

  useEffect(() => {
    if (hecho) return
    const warn = (e: BeforeUnloadEvent) => e.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [hecho])

  const atras = () => {
    const antes = PASOS[PASOS.indexOf(paso) - 1]
    if (!antes || (encargo.activada && antes === 'modelo')) return leave()
    setPaso(antes)
  }
  const leave = () => {
    if (Object.keys(imagenes.current).length && !confirm('Si sale ahora, esta captura se pierde. ¿Salir?')) return
    imagenes.current = {}
    salir()
  }
  const keep = async (nombre: keyof Imagenes, toma: HTMLCanvasElement, sigue: Paso) => {
    const bytes: Bytes = nombre === 'firma.png' ? await png(toma) : await jpeg(toma)
    wipe(toma)
    imagenes.current[nombre] = bytes
    setPaso(sigue)
  }
  const takeBack = (toma: HTMLCanvasElement, leido: Leido | null) => {
    const { activada } = encargo
    if (activada && leido && leido.cic !== activada.cic) {
      wipe(toma)
      return setAjena(true)
    }
    if (!activada) setCredencial(leido ? fromQr(credencial.modelo, leido) : { modelo: credencial.modelo })
    void keep('reverso.jpg', toma, 'datos')
  }
  const finish = async () => {
    setPaso('guardar')
    setFalla(null)
    try {
      captado.current ??= await describe(encargo, credencial, app.ahora(), await lugar)
      const { save } = await saving()
      setHecho(await save(app, captado.current, imagenes.current as Imagenes, encargo.llave, encargo.cuenta))
      imagenes.current = {}
      await app.almacen.setConfig('ultimo-modelo', credencial.modelo)
      await app.measureSpace()
    } catch (error) {
      setFalla(error)
    }
  }

  if (ajena) {
    return (
      <Pagina titulo="Otra credencial" atras={leave} pie={<Boton tipo="primario" onClick={() => setAjena(false)}>Repetir el reverso</Boton>}>
        <Aviso tono="mal" vivo><p>Esta no es la credencial con la que activó este teléfono. Use la misma, o active de nuevo con ésta.</p></Aviso>
      </Pagina>
    )
  }
  if (negada && !hecho) return <SinPermiso atras={leave} repetir={() => setLugar(ubica())} />
  if (hecho) return <Guardado hecho={hecho} modo={encargo.modo} salir={salir} otra={otra} />
  switch (paso) {
    case 'modelo':
      return (
        <Modelo
          modelos={TODOS}
          ultimo={ultimo}
          atras={leave}
          sigue={(modelo) => { setCredencial({ modelo }); setPaso('anverso') }}
        />
      )
    case 'anverso':
      return <Lado key="anverso" lado="anverso" camara={camara} conQr={credencial.modelo !== 'C'} atras={atras} sigue={(toma) => void keep('anverso.jpg', toma, 'reverso')} />
    case 'reverso':
      return (
        <Lado
          key="reverso"
          lado="reverso"
          camara={camara}
          conQr={credencial.modelo !== 'C'}
          atras={atras}
          sigue={takeBack}
        />
      )
    case 'datos':
      return <Datos credencial={credencial} propia={encargo.modo !== 'auxiliar'} atras={atras} sigue={(completa) => { setCredencial(completa); setPaso('foto') }} />
    case 'foto':
      return <Foto camara={camara} frente={encargo.modo === 'mi_apoyo' ? 'user' : 'environment'} atras={atras} sigue={(toma) => void keep('foto.jpg', toma, 'firma')} />
    case 'firma':
      return <Firma leyenda={encargo.leyenda} atras={atras} sigue={(firma) => void keep('firma.png', firma, 'guardar').then(finish)} />
    case 'guardar':
      return falla !== null ? (
        <NoGuardado falla={falla} repetir={() => void finish()} atras={() => { setFalla(null); setPaso('firma') }} />
      ) : (
        <Pagina titulo="Guardando">
          <Aviso vivo><p>Se cifra y se guarda. No cierre la aplicación.</p></Aviso>
        </Pagina>
      )
  }
}

/** What was captured besides the images. Throws when the place was refused (8.1), or Mi Apoyo has none (10.3). */
async function describe(encargo: Encargo, credencial: Credencial, ahora: number, primera: Ubicacion): Promise<Captado> {
  const { lugar, falla } = primera.lugar || !encargo.exigeLugar ? primera : await ubica()
  if (falla === 'negada' || (encargo.exigeLugar && !lugar)) throw new SinLugar(falla)
  const { modo, proceso, aspirante, auxiliar, dispositivo } = encargo
  return {
    proceso, aspirante, auxiliar, dispositivo, registro: nuevoId(ahora), modo,
    capturado_en: enSegundos(ahora), lugar, original_presentada: true, credencial, aplicacion: APLICACION
  }
}

