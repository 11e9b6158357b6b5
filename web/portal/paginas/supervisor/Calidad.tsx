import type { components } from '../../../comun/api/api'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { Accion, Aviso, Consulta, Datos, Lista, Tabla } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'

type Acuerdo = components['schemas']['AcuerdoMostrado']
type Dado = components['schemas']['DictamenDado']

const razon = (a: Acuerdo) => (a.razon === null ? '—' : `${(a.razon * 100).toFixed(1)} %`)
const kappa = (a: Acuerdo) => (a.kappa === null ? '—' : a.kappa.toFixed(2))
const CAUSAS = [
  { valor: 'criterio', texto: 'Criterio distinto' },
  { valor: 'descuido', texto: 'Descuido' },
  { valor: 'imagen', texto: 'La imagen se presta a duda' },
  { valor: 'otra', texto: 'Otra' },
]

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
      <Aviso>El registro no se muestra aquí todavía: la decisión se toma con los dos dictámenes.</Aviso>
      <Lista
        titulo="Desacuerdos por resolver"
        clave={['desacuerdos', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/mesa/calidad/desacuerdos', { params: { ...params, query: { despues: c } } }))}
        llave={(d) => d.folio}
        vacia="No hay desacuerdos por resolver."
        columnas={[
          { titulo: 'Folio', celda: (d) => <code>{d.folio}</code> },
          { titulo: 'Primero', celda: (d) => <Dictado d={d.primero} /> },
          { titulo: 'Segundo', celda: (d) => <Dictado d={d.segundo} /> },
          {
            titulo: 'Acciones',
            celda: (d) => (
              <Accion
                boton="Resolver"
                titulo={`Resolver ${d.folio}`}
                campos={[
                  { nombre: 'prevalece', etiqueta: 'Prevalece', requerido: true, opciones: [{ valor: 'primero', texto: 'El primero' }, { valor: 'segundo', texto: 'El segundo' }] },
                  { nombre: 'causa', etiqueta: 'Causa', requerido: true, opciones: CAUSAS },
                ]}
                hacer={async (v) => {
                  const path = { proceso, folio: d.folio }
                  await datos(api.POST('/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}', { params: { path }, body: v as never }))
                  await refresca(['desacuerdos', proceso], ['calidad', proceso])
                }}
              />
            ),
          },
        ]}
      />
    </>
  )
}

const Dictado = ({ d }: { d: Dado }) => (
  <>
    {d.inciso ? `${d.inciso}) ${d.opcion} ${d.detalle}` : 'Válido'}
    <br />
    <small>
      {d.operador}, {fechaHora(d.en)}
    </small>
  </>
)
