import { useState } from 'react'
import { api, datos } from '../../comun/api/cliente'
import { Boton, Falla, guarda } from '../../comun/ui'

/** The receipt with its proof, to be kept and verified without us (9.14, 10.20): asked for anew each time, never stored. */
export function AcuseCompleto({ folio }: { folio: string }) {
  const [ocupado, setOcupado] = useState(false)
  const [falla, setFalla] = useState<unknown>()
  async function pide() {
    setOcupado(true)
    setFalla(undefined)
    try {
      const { prueba } = await datos(api.GET('/v1/apoyos/{folio}/prueba', { params: { path: { folio } } }))
      guarda(new Blob([prueba]), `acuse-${folio}.tlog-proof`)
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <>
      <Boton ocupado={ocupado} onClick={() => void pide()}>Guardar el acuse completo</Boton>
      <p className="nota">Con él cualquiera comprueba, en «Verificar un acuse» del Portal Web, que el INE recibió este apoyo y cuándo.</p>
      {falla !== undefined && <Falla falla={falla} />}
    </>
  )
}
