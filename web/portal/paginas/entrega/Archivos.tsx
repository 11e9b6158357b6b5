import { useState } from 'react'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { Aviso, Boton, Falla, guarda, Tabla } from '../../../comun/ui'

type Pedidos = Respuesta<'/v1/procesos/{proceso}/entregas/{entrega}/archivos', 'get'>

/** Links of a delivery's files, asked for when somebody wants them: each asking is noted in the audit log (15.3). */
export function Archivos({ proceso, entrega }: { proceso: string; entrega: string }) {
  const [pedidos, setPedidos] = useState<Pedidos>()
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)
  async function pide() {
    setOcupado(true)
    setFalla(undefined)
    try {
      setPedidos(await datos(api.GET('/v1/procesos/{proceso}/entregas/{entrega}/archivos', { params: { path: { proceso, entrega } } })))
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <>
      {falla !== undefined && <Falla falla={falla} />}
      <Boton tipo="primario" ocupado={ocupado} onClick={() => void pide()}>
        Pedir los enlaces de descarga
      </Boton>
      {pedidos && (
        <>
          <Aviso>
            <p>Guarde todos los archivos con su nombre en una carpeta. Los enlaces sirven hasta {fechaHora(pedidos.vence)}; puede pedirlos de nuevo.</p>
          </Aviso>
          <Tabla
            titulo="Archivos de la entrega"
            filas={pedidos.archivos}
            llave={(a) => a.nombre}
            columnas={[
              {
                titulo: 'Archivo',
                celda: (a) => (
                  <a href={a.url} download={a.nombre} rel="noreferrer">
                    {a.nombre}
                  </a>
                ),
              },
            ]}
          />
          {pedidos.prueba ? (
            <Boton onClick={() => guarda(new Blob([pedidos.prueba ?? '']), 'manifiesto.tlog-proof')}>Guardar la prueba de la bitácora pública</Boton>
          ) : (
            <p className="ayuda">La prueba de la bitácora pública estará en unos segundos: pida los enlaces de nuevo.</p>
          )}
        </>
      )}
    </>
  )
}
