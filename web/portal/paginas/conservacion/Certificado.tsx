import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { Aviso, Boton, Datos, Descarga, Falla, guarda, Tabla } from '../../../comun/ui'
import type { DeDisposicion } from './palabras'

/** The certificate: to print, to keep, and the proof that the public log has it; and the keys that are destroyed (16.1). */
export function Certificado({ d }: { d: DeDisposicion }) {
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)
  const [sinPrueba, setSinPrueba] = useState(false)
  const base = `/v1/procesos/${d.proceso}/disposiciones/${d.disposicion}/certificado`
  async function guardaTodo() {
    setOcupado(true)
    setFalla(undefined)
    try {
      const params = { path: { proceso: d.proceso, disposicion: d.disposicion } }
      const c = await datos(api.GET('/v1/procesos/{proceso}/disposiciones/{disposicion}/certificado', { params }))
      guarda(new Blob([c.certificado], { type: 'application/json' }), `certificado-${d.disposicion}.json`)
      if (c.prueba) guarda(new Blob([c.prueba]), `certificado-${d.disposicion}.tlog-proof`)
      setSinPrueba(!c.prueba)
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <>
      <h2>Certificado</h2>
      <Datos pares={[['SHA-256 del certificado', <code key="s">{d.certificado}</code>]]} />
      <div className="botones">
        <Descarga ruta={`${base}/documento`} tipo="application/pdf" texto="Guardar el certificado (PDF)" nombre={`certificado-${d.disposicion}.pdf`} />
        <Boton ocupado={ocupado} onClick={() => void guardaTodo()}>
          Guardar el certificado y su prueba
        </Boton>
      </div>
      {falla !== undefined && <Falla falla={falla} />}
      {sinPrueba && (
        <Aviso tono="cuidado" vivo>
          <p>La prueba de la bitácora pública estará en unos segundos: guárdela de nuevo.</p>
        </Aviso>
      )}
      <h3>Llaves del proceso</h3>
      {d.destruccion_cancelada && <p>Se canceló su destrucción; consta en la bitácora pública.</p>}
      <Tabla
        titulo="Llaves del proceso"
        filas={d.llaves}
        llave={(l) => l.llave}
        vacia="No hay llaves por destruir."
        columnas={[
          { titulo: 'Llave', celda: (l) => <code>{l.llave}</code> },
          { titulo: 'Se destruye', celda: (l) => fechaHora(l.se_destruye_en) },
        ]}
      />
    </>
  )
}
