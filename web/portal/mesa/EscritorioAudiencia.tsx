import { useEffect, useState } from 'react'
import { fechaHora } from '../../comun/fechas'
import { nombreDeDato } from '../../comun/textos/palabras'
import { Aviso, Boton, Campo, Cargando, Datos, Falla } from '../../comun/ui'
import { ImagenesDeCedula } from '../paginas/proceso/ImagenesDeCedula'
import { useCatalogo } from './catalogo'
import { useTeclas } from './teclas'
import type { Dictamen, Inciso } from './tipos'
import { CUANTOS, useAudiencia, type HojaDeAudiencia as Hoja } from './usarAudiencia'
import { alInstante, esInmediato, Tira } from './Veredicto'
import './mesa.css'

const INCISOS_DE_PAPEL: Inciso[] = [
  { inciso: 'a', tipo: 'Cédula en copia', opciones: [], precisar: false },
  { inciso: 'b', tipo: 'Sin copia de credencial', opciones: [], precisar: false },
  { inciso: 'c', tipo: 'Sin leyenda', opciones: [], precisar: false },
  { inciso: 'd', tipo: 'Sin firma', opciones: [], precisar: false },
  { inciso: 'e', tipo: 'Otra', opciones: [], precisar: true },
]

/** The desk of a hearing, with the aspirante looking on: confirm the inconsistency or reverse it (14.4). */
export default function EscritorioAudiencia({ audiencia }: { audiencia: string }) {
  const { pendientes, hoja, fallaDeHoja, falla, ultimo, ocupado, manda, deshace } = useAudiencia(audiencia)
  return (
    <>
      <div className="mesa-cabeza">
        <h1>Audiencia {audiencia}</h1>
        <p role="status" className="cuenta-del-dia">
          {pendientes.data && `Le quedan ${pendientes.data.length}${pendientes.data.length >= CUANTOS ? ' o más' : ''}`}
        </p>
        <div className="botones">
          <Boton disabled={!ultimo || ocupado} onClick={() => void deshace()}>
            Deshacer el último
          </Boton>
        </div>
      </div>
      {falla !== undefined && <Falla falla={falla} />}
      {pendientes.isError && <Falla falla={pendientes.error} repetir={() => void pendientes.refetch()} />}
      {fallaDeHoja && <Falla falla={fallaDeHoja} repetir={() => void pendientes.refetch()} />}
      {pendientes.data?.length === 0 && (
        <Aviso tono="bien" titulo="No le quedan registros en esta audiencia">
          <p>Cuando todo esté revisado, la autoridad la concluye.</p>
        </Aviso>
      )}
      {hoja && <Registro key={hoja.folio} hoja={hoja} ocupado={ocupado} manda={(d) => void manda(hoja.folio, d)} />}
      {!hoja && !fallaDeHoja && pendientes.data?.length !== 0 && !pendientes.isError && <Cargando />}
    </>
  )
}

interface DeRegistro {
  hoja: Hoja
  ocupado: boolean
  manda: (dictamen: Dictamen & { soporte?: 'revisado' | 'no_obra' }) => void
}

function Registro({ hoja, ocupado, manda }: DeRegistro) {
  const vigente = useCatalogo()
  const papel = hoja.modo === 'manual'
  const incisos = papel ? INCISOS_DE_PAPEL : vigente.incisos
  const [inciso, setInciso] = useState<Inciso>()
  const [soporte, setSoporte] = useState('')
  useEffect(() => setInciso(undefined), [hoja.folio])
  const dicta = (d: Dictamen) => manda(papel && soporte ? { ...d, soporte: soporte as 'revisado' } : d)
  const escoge = (i: Inciso) => (esInmediato(i) ? dicta(alInstante(i)) : setInciso(i))
  useTeclas(!inciso && !ocupado, (tecla) => {
    if (tecla === 'v') {
      dicta({ inciso: null })
      return true
    }
    const elegido = incisos.find((i) => i.inciso === tecla)
    if (elegido) escoge(elegido)
    return elegido !== undefined
  })
  return (
    <>
      <p className="mono">{hoja.folio}</p>
      <ImagenesDeCedula imagenes={hoja.imagenes} />
      <Datos
        pares={Object.entries(hoja.datos).map(
          ([c, v]: [string, unknown]) => [nombreDeDato(c), Array.isArray(v) ? v.join(' ') : v == null ? '' : String(v)] as const,
        )}
      />
      {hoja.hallazgos.map((h) => (
        <p key={h.codigo} className="hallazgo">
          <strong>Hallazgo ({h.numeral}):</strong> {h.texto}
        </p>
      ))}
      {hoja.anteriores.map((a) => (
        <p key={a.en} className="nota">
          Dictamen anterior ({fechaHora(a.en)}): {a.inciso ? `${a.inciso}) ${a.opcion} ${a.detalle}` : 'válido'}
        </p>
      ))}
      {papel && (
        <Campo
          nombre="soporte"
          etiqueta="Soporte documental"
          requerido
          valor={soporte}
          cambia={setSoporte}
          opciones={[
            { valor: 'revisado', texto: 'Se revisó el que obra en el sistema' },
            { valor: 'no_obra', texto: 'No obra' },
          ]}
        />
      )}
      <section aria-label="Dictamen" className="dictamen">
        {inciso ? (
          <Tira inciso={inciso} folio={hoja.folio} manda={dicta} cierra={() => setInciso(undefined)} />
        ) : (
          <>
            <Boton tipo="primario" className="valido" ocupado={ocupado} onClick={() => dicta({ inciso: null })}>
              Revertir: el registro es válido <kbd>v</kbd>
            </Boton>
            <h2>Confirmar la inconsistencia</h2>
            <div className="incisos en-columnas">
              {incisos.map((i) => (
                <Boton key={i.inciso} disabled={ocupado} onClick={() => escoge(i)}>
                  <kbd>{i.inciso}</kbd> {i.tipo}
                  {i.opciones.length > 0 && <small>{i.opciones.join(' · ')}</small>}
                </Boton>
              ))}
            </div>
          </>
        )}
      </section>
    </>
  )
}
