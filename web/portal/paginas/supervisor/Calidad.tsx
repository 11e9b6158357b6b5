import { Link } from 'wouter'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { numero } from '../../../comun/fechas'
import { Accion, Consulta, Datos, Lista, Tabla } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'
import { Dictado } from './Dictado'
import { Operador } from './personas'

type Acuerdo = Respuesta<'/v1/procesos/{proceso}/mesa/calidad', 'get'>['general']

const razon = (a: Acuerdo) => (a.razon === null ? '—' : `${(a.razon * 100).toFixed(1)} %`)
const kappa = (a: Acuerdo) => (a.kappa === null ? '—' : a.kappa.toFixed(2))
/** Agreement of first and second looks, and what two people judged otherwise (13.6). */
export default function Calidad({ proceso }: { proceso: string }) {
  const refresca = useRefresca()
  const params = { path: { proceso } }
  return (
    <>
      <h1>Calidad de la revisión</h1>
      <DeProceso proceso={proceso} />
      <Consulta clave={['calidad', proceso]} pide={() => datos(api.GET('/v1/procesos/{proceso}/mesa/calidad', { params }))}>
        {(c) => (
          <>
            <Datos
              pares={[
                ['Se revisa dos veces', `${c.porcentaje} %`],
                ['Pares', numero(c.general.pares)],
                ['Iguales', numero(c.general.iguales)],
                ['Acuerdo', razon(c.general)],
                ['Kappa', kappa(c.general)],
                ['Huella de la semilla', <code key="h">{c.huella}</code>],
              ]}
            />
            <Accion
              boton="Cambiar la muestra"
              iniciales={{ porcentaje: String(c.porcentaje) }}
              campos={[{ nombre: 'porcentaje', etiqueta: 'Porcentaje', tipo: 'number', requerido: true, minimo: 0, maximo: 100 }]}
              hacer={async ({ porcentaje }) => {
                await datos(api.PUT('/v1/procesos/{proceso}/mesa/calidad', { params, body: { porcentaje: Number(porcentaje) } }))
                await refresca(['calidad', proceso])
              }}
            />
            <Tabla
              titulo="Acuerdo por quien dictaminó primero"
              tituloOculto={false}
              filas={c.por_operador}
              llave={(o) => o.operador}
              vacia="Todavía no hay registros revisados dos veces."
              columnas={[
                { titulo: 'Operador', celda: (o) => <Operador proceso={proceso} cual={o.operador} /> },
                { titulo: 'Pares', celda: (o) => numero(o.pares), cifra: true },
                { titulo: 'Acuerdo', celda: razon, cifra: true },
                { titulo: 'Kappa', celda: kappa, cifra: true },
              ]}
            />
            <Tabla
              titulo="Acuerdo por inciso"
              tituloOculto={false}
              filas={c.por_inciso}
              llave={(i) => i.inciso}
              columnas={[
                { titulo: 'Inciso', celda: (i) => i.inciso || 'Válido' },
                { titulo: 'Pares', celda: (i) => numero(i.pares), cifra: true },
                { titulo: 'Acuerdo', celda: razon, cifra: true },
              ]}
            />
          </>
        )}
      </Consulta>
      <h2>Desacuerdos</h2>
      <Lista
        titulo="Desacuerdos por resolver"
        clave={['desacuerdos', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/mesa/calidad/desacuerdos', { params: { ...params, query: { despues: c } } }))}
        llave={(d) => d.folio}
        vacia="No hay desacuerdos por resolver."
        columnas={[
          { titulo: 'Folio', celda: (d) => <Link href={`/proceso/${proceso}/desacuerdos/${d.folio}`}>{d.folio}</Link> },
          { titulo: 'Primero', celda: (d) => <Dictado proceso={proceso} d={d.primero} /> },
          { titulo: 'Segundo', celda: (d) => <Dictado proceso={proceso} d={d.segundo} /> },
        ]}
      />
    </>
  )
}
