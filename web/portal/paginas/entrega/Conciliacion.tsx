import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Aviso, Consulta, Datos, Tabla } from '../../../comun/ui'

const RELEE_MS = 5_000

/** Every figure recounted two ways, with what it found (15.2 C, D). */
export function Conciliacion({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const params = { path: { proceso } }
  return (
    <>
      <h2>Comparación de cifras</h2>
      {rol === 'ine' && (
        <div className="botones">
          <Accion
            boton="Comparar las cifras"
            explica={<p>Se cuenta cada registro de dos maneras, en segundo plano. Puede tardar: la página muestra el resultado al terminar.</p>}
            hacer={async () => {
              await datos(api.POST('/v1/procesos/{proceso}/conciliacion', { params }))
              await refresca(['conciliacion', proceso], ['compuerta', proceso])
            }}
          />
        </div>
      )}
      <Consulta
        clave={['conciliacion', proceso]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/conciliacion', { params }))}
        cada={(d) => (d?.conciliacion && !d.conciliacion.terminada_en ? RELEE_MS : false)}
      >
        {({ conciliacion: c }) =>
          c ? (
            <>
              {c.terminada_en && c.difieren + c.desacuerdos + c.ajenos > 0 && (
                <Aviso tono="mal" titulo="Las cifras no coinciden">
                  <p>No entregue: quien opera el sistema debe revisar los casos de la tabla.</p>
                </Aviso>
              )}
              <Datos
                pares={[
                  ['Estado', c.terminada_en ? `Terminada, ${fechaHora(c.terminada_en)}` : 'En curso'],
                  ['Pedida', fechaHora(c.pedida_en)],
                  ['Registros contados', numero(c.registros)],
                  ['Sin verificar en el padrón', numero(c.sin_verificar)],
                  ['Verificados con otro corte', numero(c.otro_corte)],
                  ['Cifras distintas a su recuento', numero(c.difieren)],
                  ['Registros cuya clase no es la de su historia', numero(c.desacuerdos)],
                  ['Ajenos al proceso', numero(c.ajenos)],
                ]}
              />
              {c.ejemplos.length > 0 && (
                <Tabla
                  titulo="Primeros casos"
                  tituloOculto={false}
                  filas={c.ejemplos}
                  llave={(e) => e.que + e.falta}
                  columnas={[
                    { titulo: 'Dónde', celda: (e) => <code>{e.que}</code> },
                    { titulo: 'Qué', celda: (e) => e.falta },
                  ]}
                />
              )}
            </>
          ) : (
            <p className="vacia">Todavía no se comparan las cifras de este proceso.</p>
          )
        }
      </Consulta>
    </>
  )
}
