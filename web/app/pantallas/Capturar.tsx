import { useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { Aviso, Boton } from '../../comun/ui'
import { Captura, type Encargo } from '../captura/Captura'
import { esIos, instalada } from '../estado/espacio'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { device, impedimento } from './impedimentos'

/** Captura de Datos of an auxiliar (9). */
export function CapturaAuxiliar() {
  const { app, vista } = useApp()
  const [vuelta, setVuelta] = useState(0)
  // Judged when a capture starts, not in the middle of one.
  const [falta] = useState(() => impedimento(vista, app.ahora()))
  const { auxiliar } = vista
  if (falta?.impide || !auxiliar) return <Impedido titulo={falta?.titulo ?? ''} texto={falta?.texto ?? ''} />
  if (esIos() && !instalada()) return <Impedido titulo="Instale la aplicación" texto="En iPhone, los apoyos sólo se conservan con la aplicación instalada: en Safari toque Compartir y «Agregar a inicio»." />
  const encargo: Encargo = {
    ...base(auxiliar), modo: 'auxiliar', aspirante: auxiliar.aspirante.aspirante, exigeLugar: false,
    leyenda: `Manifiesto mi voluntad de dar mi apoyo a ${auxiliar.aspirante.nombre}, aspirante a ${auxiliar.aspirante.cargo}.`
  }
  return <Captura key={vuelta} encargo={encargo} salir={() => navigate('/')} otra={() => setVuelta(vuelta + 1)} />
}

/** Visual evidence (8.5): the auxiliar's own credential, photograph and signature; admitted before the period too. */
export function Testigos() {
  const { vista } = useApp()
  const [empieza, setEmpieza] = useState(false)
  const [falta] = useState(() => device(vista))
  const { auxiliar } = vista
  if (falta || !auxiliar) return <Impedido titulo={falta?.titulo ?? 'Sin registro'} texto={falta?.texto ?? 'Regístrese primero.'} />
  if (!empieza) {
    return (
      <Pagina titulo="Testigos visuales" atras="/" pie={<Boton tipo="primario" onClick={() => setEmpieza(true)}>Empezar</Boton>}>
        <p>Con su propia credencial para votar, su fotografía y su firma se integra su Cédula de Registro de Auxiliar. El OPL las compara con los datos que dio la persona aspirante.</p>
        {auxiliar.cedula && <Aviso tono="bien"><p>Ya se recibieron. Si los envía otra vez, valen los últimos.</p></Aviso>}
      </Pagina>
    )
  }
  const encargo: Encargo = {
    ...base(auxiliar), modo: 'cedula', aspirante: auxiliar.aspirante.aspirante, exigeLugar: false,
    leyenda: 'Firmo para mi Cédula de Registro de Auxiliar.'
  }
  return <Captura encargo={encargo} salir={() => navigate('/pendientes')} />
}

type Quien = Pick<Encargo, 'proceso' | 'auxiliar' | 'dispositivo' | 'cuenta' | 'llave'>

function base({ proceso, auxiliar, dispositivo, cuenta, llave }: Quien): Quien {
  return { proceso, auxiliar, dispositivo, cuenta, llave }
}

export function Impedido({ titulo, texto }: { titulo: string; texto: string }) {
  return (
    <Pagina titulo="No se puede captar" atras="/">
      <Aviso tono="mal" titulo={titulo} vivo><p>{texto}</p></Aviso>
    </Pagina>
  )
}
