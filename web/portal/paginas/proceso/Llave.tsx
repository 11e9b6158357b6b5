import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Aviso, Consulta, Datos, Formulario, Tabla } from '../../../comun/ui'
import { DeProceso } from './Subpaginas'

/** The OPL's public key (15.1): text of its file is enough, PEM or base64; the fingerprint is compared by people. */
export default function Llave({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const [huella, setHuella] = useState('')
  const params = { path: { proceso } }
  async function entrega({ llave = '' }: Record<string, string>) {
    const e = await datos(api.PUT('/v1/procesos/{proceso}/llave', { params, body: { llave } }))
    setHuella(e.huella)
    await refresca(['llave', proceso], ['preparacion', proceso])
  }
  return (
    <>
      <h1>Llave pública del OPL</h1>
      <DeProceso proceso={proceso} />
      <Consulta clave={['llave', proceso]} pide={() => datos(api.GET('/v1/procesos/{proceso}/llave', { params }))}>
        {(l) => (
          <>
            {l.vigente ? (
              <Datos
                pares={[
                  ['Huella', <code key="h">{l.vigente.huella}</code>],
                  ['Tamaño', `${l.vigente.bits} bits`],
                  ['Entregada', fechaHora(l.vigente.entregada_en)],
                  ['Límite', fechaHora(l.limite)],
                  ['Oportunidad', l.vigente.tardia ? l.vigente.aviso : 'En plazo'],
                ]}
              />
            ) : (
              <Aviso tono="cuidado" titulo="Falta la llave pública del OPL">
                <p>Límite: {fechaHora(l.limite)}. Después se recibe como tardía; sin ella no hay entrega de resultados (15.1, 15.2).</p>
              </Aviso>
            )}
            {l.anteriores.length > 0 && (
              <Tabla
                titulo="Llaves anteriores"
                tituloOculto={false}
                filas={l.anteriores}
                llave={(a) => String(a.n)}
                columnas={[
                  { titulo: 'Huella', celda: (a) => <code>{a.huella}</code> },
                  { titulo: 'Entregada', celda: (a) => `${fechaHora(a.entregada_en)}${a.tardia ? ' (después del límite)' : ''}` },
                ]}
              />
            )}
          </>
        )}
      </Consulta>
      {huella && (
        <Aviso tono="bien" titulo="Llave recibida" vivo>
          <p>
            Compare esta huella con la que mostró su equipo, carácter por carácter: <code>{huella}</code>
          </p>
        </Aviso>
      )}
      {rol === 'opl' && (
        <>
          <h2>Entregar una llave</h2>
          <p className="bajada">
            Genere el par en un equipo del OPL con <code>python -m opl llaves crear</code>. Aquí se pega solo la llave{' '}
            <strong>pública</strong>; la privada nunca sale de ese equipo.
          </p>
          <Formulario
            campos={[{ nombre: 'llave', etiqueta: 'Llave pública (texto del archivo)', tipo: 'area', requerido: true, maximo: 20000, reservado: true }]}
            enviar={entrega}
            boton="Entregar"
          />
        </>
      )}
    </>
  )
}
