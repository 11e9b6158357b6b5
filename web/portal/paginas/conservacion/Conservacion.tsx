import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Aviso, Consulta, Datos, Estado, Tabla } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'
import { EN_MARCHA, type DeConservacion } from './palabras'
import { Reservas } from './Reservas'

const RELEE_MS = 5_000

/** Until when a process is kept, its legal holds, and its disposals (16.1). */
export default function Conservacion({ proceso }: { proceso: string }) {
  return (
    <>
      <h1>Conservación y disposición</h1>
      <DeProceso proceso={proceso} />
      <Consulta
        clave={['conservacion', proceso]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/conservacion', { params: { path: { proceso } } }))}
        cada={(c) => (c?.disposiciones.some((d) => EN_MARCHA.includes(d.estado)) ? RELEE_MS : false)}
      >
        {(c) => (
          <>
            <Plazo c={c} />
            <Disposiciones c={c} />
            <Reservas proceso={proceso} reservas={c.reservas} />
          </>
        )}
      </Consulta>
    </>
  )
}

function Plazo({ c }: { c: DeConservacion }) {
  return (
    <>
      <Aviso tono={c.procede ? 'bien' : 'cuidado'} titulo={titulo(c)}>
        <p>
          Los expedientes se conservan {c.meses} {c.meses === 1 ? 'mes' : 'meses'} después de la última entrega al OPL. Nada se elimina por el solo paso del tiempo: se
          pide, y dos personas lo autorizan.
        </p>
      </Aviso>
      <Datos
        pares={[
          ['Estado del proceso', <Estado key="e" clase="conservacion" valor={c.estado} />],
          ['Última entrega', c.entrega],
          ['Entregada', fechaHora(c.entregada_en)],
          ['Puede disponerse desde', fechaHora(c.procede_desde)],
        ]}
      />
    </>
  )
}

function titulo(c: DeConservacion): string {
  if (c.estado === 'dispuesto') return 'Los datos del proceso ya se dispusieron'
  if (c.estado === 'en_disposicion') return 'Los datos del proceso se están disponiendo'
  if (!c.entrega) return 'Todavía no se entregan los resultados al OPL'
  return c.procede ? 'El plazo de conservación concluyó' : 'El plazo de conservación no ha concluido'
}

function Disposiciones({ c }: { c: DeConservacion }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const [, ve] = useLocation()
  async function lista() {
    const d = await datos(api.POST('/v1/procesos/{proceso}/disposiciones', { params: { path: { proceso: c.proceso } } }))
    await refresca(['conservacion', c.proceso])
    ve(`/proceso/${c.proceso}/disposiciones/${d.disposicion}`)
  }
  return (
    <>
      <h2>Disposiciones</h2>
      {rol === 'ine' && c.estado === 'abierto' && (
        <div className="botones">
          <Accion
            boton="Listar lo que se eliminaría"
            tipo="primario"
            explica={<p>Se cuenta cada tabla y depósito del proceso. No se elimina nada: después, dos personas autorizan esa misma lista.</p>}
            hacer={lista}
          />
        </div>
      )}
      <Tabla
        titulo="Disposiciones del proceso"
        filas={c.disposiciones}
        llave={(d) => d.disposicion}
        vacia="No se ha pedido ninguna disposición."
        columnas={[
          { titulo: 'Disposición', celda: (d) => <Link href={`/proceso/${c.proceso}/disposiciones/${d.disposicion}`}>{d.disposicion}</Link> },
          { titulo: 'Estado', celda: (d) => <Estado clase="disposicion" valor={d.estado} /> },
          { titulo: 'Pedida', celda: (d) => fechaHora(d.pedida_en) },
          { titulo: 'Listados', celda: (d) => numero(d.listados), cifra: true },
          { titulo: 'Eliminados', celda: (d) => numero(d.eliminados), cifra: true },
          { titulo: 'Faltan autorizaciones', celda: (d) => (d.estado === 'por_autorizar' ? numero(d.faltan_autorizaciones) : '—'), cifra: true },
          { titulo: 'Certificada', celda: (d) => fechaHora(d.certificada_en) },
        ]}
      />
    </>
  )
}
