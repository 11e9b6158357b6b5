import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { api, archivo, datos } from '../../../comun/api/cliente'
import { base64De } from '../../../comun/archivos'
import { Accion, Boton, Falla } from '../../../comun/ui'

interface Props {
  aspirante: string
  hay: boolean
  version: number
  despues: () => Promise<unknown>
}

/** The picture that stands for the aspirante in the app (6.1 E). */
export function Emblema({ aspirante, hay, version, despues }: Props) {
  const id = useId()
  const [elegido, setElegido] = useState<File>()
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)
  const params = { path: { aspirante } }
  async function pon() {
    if (!elegido) return
    setOcupado(true)
    setFalla(undefined)
    try {
      const body = { contenido: await base64De(elegido), version }
      await datos(api.PUT('/v1/aspirantes/{aspirante}/emblema', { params, body }))
      setElegido(undefined)
      await despues()
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <section className="ficha">
      <h2>Emblema</h2>
      {hay ? <ImagenDeEmblema aspirante={aspirante} version={version} /> : <p>No se ha agregado un emblema.</p>}
      {falla !== undefined && <Falla falla={falla} />}
      <div className="campo">
        <label htmlFor={id}>Archivo PNG</label>
        <p className="ayuda">Sin animación, de 32 a 2,000 pixeles por lado, hasta 500 KB.</p>
        <input id={id} type="file" accept="image/png" onChange={(e) => setElegido(e.target.files?.[0])} />
      </div>
      <div className="botones">
        <Boton tipo="primario" disabled={!elegido} ocupado={ocupado} onClick={() => void pon()}>
          Guardar emblema
        </Boton>
        {hay && (
          <Accion
            boton="Retirar emblema"
            tipo="peligro"
            hacer={async () => {
              await datos(api.POST('/v1/aspirantes/{aspirante}/emblema/retiro', { params, body: { version } }))
              await despues()
            }}
          />
        )}
      </div>
    </section>
  )
}

function ImagenDeEmblema({ aspirante, version }: { aspirante: string; version: number }) {
  const { data } = useQuery({
    queryKey: ['emblema', aspirante, version],
    queryFn: () => archivo(`/v1/aspirantes/${aspirante}/emblema`, 'image/png'),
  })
  const [direccion, setDireccion] = useState('')
  useEffect(() => {
    if (!data) return
    const url = URL.createObjectURL(data.bytes)
    setDireccion(url)
    return () => URL.revokeObjectURL(url)
  }, [data])
  return direccion ? <img className="emblema" src={direccion} alt="Emblema del aspirante" /> : null
}
