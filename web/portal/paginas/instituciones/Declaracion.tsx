import { useId, useState } from 'react'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { base64De } from '../../../comun/archivos'
import { fechaHora } from '../../../comun/fechas'
import { Boton, Descarga, Falla } from '../../../comun/ui'

interface Props {
  cuenta: Respuesta<'/v1/cuentas/{cuenta}', 'get'>
  ine: boolean
}

/** The Declaración de Confidencialidad: the form, and the signed one on file (5.4). */
export function Declaracion({ cuenta: c, ine }: Props) {
  const id = useId()
  const refresca = useRefresca()
  const [elegido, setElegido] = useState<File>()
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)
  if (c.estado === 'solicitada') return null
  async function guarda(archivo: File) {
    setOcupado(true)
    setFalla(undefined)
    try {
      const body = { tipo: archivo.type, contenido: await base64De(archivo) }
      await datos(api.PUT('/v1/cuentas/{cuenta}/declaracion/documento', { params: { path: { cuenta: c.cuenta } }, body: body as never }))
      setElegido(undefined)
      await refresca(['cuenta', c.cuenta], ['cuentas'])
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <section className="ficha">
      <h2>Declaración de Confidencialidad</h2>
      <p>{c.documento ? `Guardada el ${fechaHora(c.documento.en)}. SHA-256: ${c.documento.digesto}` : 'No se ha guardado el documento firmado.'}</p>
      {falla !== undefined && <Falla falla={falla} />}
      {ine && c.estado !== 'terminada' && (
        <div className="campo">
          <label htmlFor={id}>Documento firmado</label>
          <p className="ayuda">PDF, JPEG o PNG de hasta 4 MB.</p>
          <input id={id} type="file" accept="application/pdf,image/jpeg,image/png" onChange={(e) => setElegido(e.target.files?.[0])} />
        </div>
      )}
      <div className="botones">
        {ine && c.estado !== 'terminada' && (
          <Boton disabled={!elegido} ocupado={ocupado} onClick={() => elegido && void guarda(elegido)}>
            Guardar la declaración firmada
          </Boton>
        )}
        <Descarga ruta={`/v1/cuentas/${c.cuenta}/declaracion/formato`} tipo="application/pdf" texto="Formato para firma (PDF)" nombre={`declaracion-${c.cuenta}.pdf`} />
      </div>
    </section>
  )
}
