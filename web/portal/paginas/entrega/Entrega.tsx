import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Aviso, Consulta, Estado, Tabla } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'
import { Conciliacion } from './Conciliacion'
import { Entregas } from './Entregas'
import { Verificar } from './Verificar'

/** While a condition is missing: what is done elsewhere, or in the background, shows by itself. */
const RELEE_MS = 15_000

/** Delivery of the results: its six conditions, the recount, the deliveries, and how to verify one (15.2, 15.3). */
export default function Entrega({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  return (
    <>
      <h1>Entrega de resultados</h1>
      <DeProceso proceso={proceso} />
      <Compuerta proceso={proceso} />
      {rol === 'opl' && <Conclusion proceso={proceso} />}
      <Conciliacion proceso={proceso} />
      <Entregas proceso={proceso} />
      <Verificar />
    </>
  )
}

function Compuerta({ proceso }: { proceso: string }) {
  return (
    <Consulta
      clave={['compuerta', proceso]}
      pide={() => datos(api.GET('/v1/procesos/{proceso}/entrega', { params: { path: { proceso } } }))}
      cada={(c) => (c?.puede_ordenarse ? false : RELEE_MS)}
    >
      {(c) => (
        <>
          <Aviso tono={c.puede_ordenarse ? 'bien' : 'cuidado'} titulo={c.puede_ordenarse ? 'La entrega puede ordenarse' : 'La entrega todavía no puede ordenarse'}>
            <p>La DERFE la ordena cuando se cumplen las condiciones A a E del numeral 15.2.</p>
          </Aviso>
          <Tabla
            titulo="Condiciones de la entrega (15.2)"
            tituloOculto={false}
            filas={c.condiciones}
            llave={(x) => x.inciso}
            columnas={[
              { titulo: 'Inciso', celda: (x) => x.inciso },
              { titulo: 'Condición', celda: (x) => x.nombre },
              { titulo: 'Estado', celda: (x) => <Estado clase="preparacion" valor={x.cumple ? 'ok' : 'falta'} texto={x.cumple ? 'Se cumple' : 'Falta'} /> },
              { titulo: 'Desde', celda: (x) => fechaHora(x.desde) },
              {
                titulo: 'Qué consta y qué falta',
                celda: (x) => (
                  <>
                    {x.evidencia}
                    {x.faltas.length > 0 && (
                      <ul>
                        {x.faltas.map((f) => (
                          <li key={f}>{f}</li>
                        ))}
                      </ul>
                    )}
                  </>
                ),
              },
              { titulo: 'Pendientes', celda: (x) => numero(x.pendientes), cifra: true },
            ]}
          />
        </>
      )}
    </Consulta>
  )
}

function Conclusion({ proceso }: { proceso: string }) {
  const refresca = useRefresca()
  return (
    <div className="botones">
      <Accion
        boton="Notificar que la Mesa concluyó"
        explica={<p>Con esta notificación el OPL dice que su revisión en Mesa de Control terminó (15.2 B). Una nueva sustituye a la anterior.</p>}
        campos={[
          { nombre: 'oficio', etiqueta: 'Número de oficio', requerido: true, maximo: 120 },
          { nombre: 'fecha', etiqueta: 'Fecha del oficio', tipo: 'date', requerido: true },
          { nombre: 'observaciones', etiqueta: 'Observaciones', tipo: 'area', maximo: 1000 },
        ]}
        hacer={async ({ oficio = '', fecha = '', observaciones }) => {
          const body = { oficio, fecha, ...(observaciones ? { observaciones } : {}) }
          await datos(api.POST('/v1/procesos/{proceso}/mesa/conclusion', { params: { path: { proceso } }, body }))
          await refresca(['compuerta', proceso])
        }}
      />
    </div>
  )
}
