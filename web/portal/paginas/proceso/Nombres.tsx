import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Consulta } from '../../../comun/ui'

/** Whether the nominativos of a process have names, and the OPL's switch (7.12). */
export function Nombres({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const params = { path: { proceso } }
  return (
    <Consulta
      clave={['nombres', proceso]}
      pide={() => datos(api.GET('/v1/procesos/{proceso}/nombres-en-nominativo', { params }))}
    >
      {({ con_nombres }) => (
        <p>
          Nominativos de las personas aspirantes: {con_nombres ? 'con' : 'sin'} el nombre de quien dio su apoyo.{' '}
          {rol === 'opl' && (
            <Accion
              boton={con_nombres ? 'Quitar los nombres' : 'Incluir los nombres'}
              explica={<p>Vale para todas las personas aspirantes del proceso, desde ahora, también para los archivos ya elaborados.</p>}
              hacer={async () => {
                const body = { con_nombres: !con_nombres }
                await datos(api.PUT('/v1/procesos/{proceso}/nombres-en-nominativo', { params, body }))
                await refresca(['nombres', proceso])
              }}
            />
          )}
        </p>
      )}
    </Consulta>
  )
}
