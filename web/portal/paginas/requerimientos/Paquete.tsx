import { useState } from 'react'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { Accion, Aviso, Tabla } from '../../../comun/ui'
import type { DeRequerimiento } from './palabras'

type Descargable = Respuesta<'/v1/procesos/{proceso}/requerimientos/{requerimiento}/comunicaciones', 'post'>

/** The package's links; asking for them is a disclosure, noted before they are shown (18.6). */
export function Paquete({ r, despues }: { r: DeRequerimiento; despues: () => Promise<unknown> }) {
  const [dado, setDado] = useState<Descargable>()
  const params = { path: { proceso: r.proceso, requerimiento: r.requerimiento } }
  return (
    <>
      <h2>Paquete</h2>
      <Accion
        boton="Tomar el paquete para entregarlo"
        tipo="primario"
        explica={<p>Queda anotado como comunicación, con su cuenta y la hora, aunque después no guarde los archivos.</p>}
        hacer={async () => {
          setDado(await datos(api.POST('/v1/procesos/{proceso}/requerimientos/{requerimiento}/comunicaciones', { params })))
          await despues()
        }}
        hecho="Se anotó la comunicación."
      />
      {dado && (
        <>
          <Aviso>
            <p>
              Guarde todos los archivos con su nombre en una carpeta. Los enlaces sirven hasta {fechaHora(dado.vence)}. Quien los recibe los abre con{' '}
              <code>opl entrega abrir CARPETA --llave PRIVADA.pem --salida ABIERTO --llave-sistema sistema.txt</code>.
            </p>
          </Aviso>
          <Tabla
            titulo="Archivos del paquete"
            filas={dado.archivos}
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
        </>
      )}
    </>
  )
}
