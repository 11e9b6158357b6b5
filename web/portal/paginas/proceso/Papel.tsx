import { useEffect, useId, useState } from 'react'
import { api, archivo, datos } from '../../../comun/api/cliente'
import { base64De } from '../../../comun/archivos'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { nombreDeClase } from '../../../comun/textos/clases'
import { nombreDeDato } from '../../../comun/textos/palabras'
import { Accion, Boton, Consulta, Datos, Descarga, Falla } from '../../../comun/ui'

const CAMPOS = ['clave_elector', 'cic', 'ocr', 'emision', 'nombre', 'apellido_paterno', 'apellido_materno', 'municipio', 'seccion']

/** A cédula on paper: what was typed beside its scan; corrected, judged, and the scan attached (11.4, 11.5). */
export default function Papel({ folio }: { folio: string }) {
  const refresca = useRefresca()
  const params = { path: { folio } }
  const despues = () => refresca(['papel', folio])
  return (
    <>
      <h1>Cédula en papel</h1>
      <p className="mono">{folio}</p>
      <Consulta clave={['papel', folio]} pide={() => datos(api.GET('/v1/apoyos/{folio}/captura', { params }))}>
        {(c) => (
          <div className="columnas">
            <section aria-label="Datos capturados">
              <Datos
                pares={[
                  ['Clase', nombreDeClase(c.clase)],
                  ['Motivo', c.motivo],
                  ['Inciso', c.inciso],
                  ['Comentario', c.comentario],
                  ['Recibida', fechaHora(c.recibido_en)],
                  ...Object.entries(c.datos).map(([n, v]) => [nombreDeDato(n), v] as const),
                ]}
              />
              <div className="botones">
                <Accion
                  boton="Corregir datos"
                  iniciales={c.datos}
                  campos={CAMPOS.map((n) => ({ nombre: n, etiqueta: nombreDeDato(n), mayusculas: true, maximo: 120 }))}
                  hacer={async (v) => {
                    const body = Object.fromEntries(Object.entries(v).filter(([n, valor]) => CAMPOS.includes(n) && valor !== c.datos[n]))
                    await datos(api.POST('/v1/apoyos/{folio}/captura/correccion', { params, body }))
                    await despues()
                  }}
                />
                <Accion
                  boton="Cambiar el dictamen"
                  campos={[
                    { nombre: 'inciso', etiqueta: 'Inciso de 11.5 (vacío: válida)', maximo: 1 },
                    { nombre: 'comentario', etiqueta: 'Comentario', tipo: 'area', maximo: 280 },
                  ]}
                  hacer={async ({ inciso, comentario }) => {
                    const body = { inciso: inciso ?? null, ...(comentario ? { comentario } : {}) }
                    await datos(api.POST('/v1/apoyos/{folio}/captura/dictamen', { params, body }))
                    await despues()
                  }}
                />
              </div>
            </section>
            <section aria-label="Soporte documental">
              <h2>Soporte</h2>
              {c.soportes.map((s) => (
                <div key={s.n}>
                  <p>
                    Soporte {s.n}, adjuntado {fechaHora(s.adjuntado_en)}
                  </p>
                  {s.tipo.startsWith('image/') ? (
                    <Imagen folio={folio} n={s.n} tipo={s.tipo} />
                  ) : (
                    <Descarga ruta={`/v1/apoyos/${folio}/soporte?n=${s.n}`} tipo={s.tipo} texto="Guardar el PDF" nombre={`soporte-${folio}-${s.n}.pdf`} />
                  )}
                </div>
              ))}
              <Adjuntar folio={folio} despues={despues} />
            </section>
          </div>
        )}
      </Consulta>
    </>
  )
}

function Imagen({ folio, n, tipo }: { folio: string; n: number; tipo: string }) {
  const [direccion, setDireccion] = useState('')
  const [falla, setFalla] = useState<unknown>()
  useEffect(() => {
    let url = ''
    let vigente = true
    archivo(`/v1/apoyos/${folio}/soporte?n=${n}`, tipo)
      .then(({ bytes }) => {
        if (!vigente) return
        url = URL.createObjectURL(bytes)
        setDireccion(url)
      })
      .catch(setFalla)
    return () => {
      vigente = false
      if (url) URL.revokeObjectURL(url)
    }
  }, [folio, n, tipo])
  if (falla !== undefined) return <Falla falla={falla} />
  return direccion ? <img className="soporte" src={direccion} alt={`Soporte ${n} digitalizado`} /> : null
}

function Adjuntar({ folio, despues }: { folio: string; despues: () => Promise<unknown> }) {
  const id = useId()
  const [elegido, setElegido] = useState<File>()
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)
  async function adjunta() {
    if (!elegido) return
    setOcupado(true)
    setFalla(undefined)
    try {
      const body = { tipo: elegido.type as 'image/png', contenido: await base64De(elegido) }
      await datos(api.PUT('/v1/apoyos/{folio}/soporte', { params: { path: { folio } }, body }))
      setElegido(undefined)
      await despues()
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <>
      {falla !== undefined && <Falla falla={falla} />}
      <div className="campo">
        <label htmlFor={id}>Digitalización (JPEG, PNG o PDF)</label>
        <input id={id} type="file" accept="image/jpeg,image/png,application/pdf" onChange={(e) => setElegido(e.target.files?.[0])} />
      </div>
      <Boton tipo="primario" disabled={!elegido} ocupado={ocupado} onClick={() => void adjunta()}>
        Adjuntar
      </Boton>
    </>
  )
}
