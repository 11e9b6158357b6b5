import { useId, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { sha256De, sube } from '../../../comun/archivos'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Aviso, Boton, Descarga, Estado, Falla, Lista } from '../../../comun/ui'
import { DeAspirante } from '../proceso/Subpaginas'

/** Many auxiliares by one file: template, upload with progress, and the loads so far (7.4). */
export default function Cargas({ aspirante }: { aspirante: string }) {
  const { rol } = useCuentaPropia()
  const propio = rol === 'aspirante' || rol === 'representante'
  return (
    <>
      <h1>Cargas de auxiliares por archivo</h1>
      <DeAspirante aspirante={aspirante} />
      {propio && <Subida aspirante={aspirante} />}
      <Lista
        titulo="Cargas"
        clave={['cargas', aspirante]}
        pagina={(c) => datos(api.GET('/v1/aspirantes/{aspirante}/cargas', { params: { path: { aspirante }, query: { despues: c } } }))}
        llave={(c) => c.carga}
        columnas={[
          { titulo: 'Carga', celda: (c) => <Link href={`/aspirante/${aspirante}/cargas/${c.carga}`}>{c.carga}</Link> },
          { titulo: 'Anunciada', celda: (c) => fechaHora(c.anunciada_en) },
          { titulo: 'Estado', celda: (c) => <Estado clase="carga" valor={c.estado} /> },
          { titulo: 'Renglones', celda: (c) => numero(c.total), cifra: true },
          { titulo: 'Registrados', celda: (c) => numero(c.aplicadas), cifra: true },
          { titulo: 'Bajas', celda: (c) => numero(c.bajas), cifra: true },
          { titulo: 'Faltas', celda: (c) => numero(c.faltas_total), cifra: true },
        ]}
      />
    </>
  )
}

function Subida({ aspirante }: { aspirante: string }) {
  const id = useId()
  const [, ve] = useLocation()
  const [elegido, setElegido] = useState<File>()
  const [avance, setAvance] = useState<number>()
  const [falla, setFalla] = useState<unknown>()
  async function manda() {
    if (!elegido) return
    setFalla(undefined)
    setAvance(0)
    try {
      const tipo = elegido.name.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv'
      const body = { tipo, bytes: elegido.size, sha256: await sha256De(elegido) } as const
      const params = { path: { aspirante } }
      const carga = await datos(api.POST('/v1/aspirantes/{aspirante}/cargas', { params, body }))
      await sube(carga.permiso, elegido, setAvance)
      ve(`/aspirante/${aspirante}/cargas/${carga.carga}`)
    } catch (error) {
      setFalla(error)
    } finally {
      setAvance(undefined)
    }
  }
  return (
    <section className="ficha">
      <h2>Nueva carga</h2>
      <ol>
        <li>
          Guarde la plantilla y llénela, un renglón por persona.
          <div className="botones">
            <Descarga ruta="/v1/plantillas/auxiliares?formato=xlsx" tipo="application/octet-stream" texto="Plantilla de Excel" nombre="auxiliares.xlsx" />
            <Descarga ruta="/v1/plantillas/auxiliares?formato=csv" tipo="application/octet-stream" texto="Plantilla CSV" nombre="auxiliares.csv" />
          </div>
        </li>
        <li>
          <label htmlFor={id}>Elija el archivo lleno (CSV o Excel)</label>
          <div className="campo">
            <input id={id} type="file" accept=".csv,.xlsx" onChange={(e) => setElegido(e.target.files?.[0])} />
          </div>
        </li>
        <li>Envíelo. Primero se revisa completo: si algo está mal no se registra a nadie y verá cada falta con su renglón.</li>
      </ol>
      {falla !== undefined && <Falla falla={falla} />}
      {avance !== undefined && (
        <Aviso vivo>
          <progress value={avance} max={1} aria-label="Envío del archivo" /> {Math.round(avance * 100)} %
        </Aviso>
      )}
      <Boton tipo="primario" disabled={!elegido} ocupado={avance !== undefined} onClick={() => void manda()}>
        Enviar archivo
      </Boton>
    </section>
  )
}
