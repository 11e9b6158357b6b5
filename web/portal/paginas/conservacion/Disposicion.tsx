import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { Aviso, Consulta, Datos, Estado, Medidor, Tabla } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { Actos } from './Actos'
import { Certificado } from './Certificado'
import { CAUSAS, EN_MARCHA, nombreDeRonda, SIGUIENTE, type DeDisposicion } from './palabras'

const RELEE_MS = 2_000

/** One disposal: its list, who approved it, how far it is, its keys and its certificate (16.1). */
export default function Disposicion({ proceso, disposicion }: { proceso: string; disposicion: string }) {
  const params = { path: { proceso, disposicion } }
  return (
    <>
      <Migas de={[['Conservación', `/proceso/${proceso}/conservacion`]]} />
      <h1>Disposición {disposicion}</h1>
      <Consulta
        clave={['disposicion', disposicion]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/disposiciones/{disposicion}', { params }))}
        cada={(d) => (d && EN_MARCHA.includes(d.estado) ? RELEE_MS : false)}
      >
        {(d) => (
          <>
            <Avance d={d} />
            <Datos
              pares={[
                ['Pedida', `${fechaHora(d.pedida_en)}, ${d.cuenta}`],
                ['Después de la entrega', d.entrega],
                ['Podía disponerse desde', fechaHora(d.procede_desde)],
                ['Huella de la lista', d.huella && <code key="h">{d.huella}</code>],
                ['Listados', numero(d.listados)],
                ['Eliminados', numero(d.eliminados)],
                ['Conservados por reservas', numero(d.retenidos)],
                ['Certificada', fechaHora(d.certificada_en)],
              ]}
            />
            <Actos d={d} />
            <Autorizaciones d={d} />
            {d.certificado && <Certificado d={d} />}
            <Listado d={d} />
          </>
        )}
      </Consulta>
    </>
  )
}

function Avance({ d }: { d: DeDisposicion }) {
  const mal = d.estado === 'detenida'
  return (
    <>
      <p>
        <Estado clase="disposicion" valor={d.estado} />
      </p>
      <Aviso tono={mal ? 'cuidado' : d.estado === 'certificada' ? 'bien' : 'info'}>
        <p>
          {SIGUIENTE[d.estado]} {d.causa && (CAUSAS[d.causa] ?? d.causa)}
        </p>
        {EN_MARCHA.includes(d.estado) && <p>Ahora: {nombreDeRonda(d.ronda)}.</p>}
        {d.fallas.length > 0 && (
          <ul>
            {d.fallas.map((f) => (
              <li key={f}>{f}</li>
            ))}
          </ul>
        )}
      </Aviso>
      {d.estado === 'eliminando' && (
        <Medidor tiene={d.eliminados} requiere={d.listados} texto={`${numero(d.eliminados)} de ${numero(d.listados)} elementos eliminados`} />
      )}
    </>
  )
}

function Autorizaciones({ d }: { d: DeDisposicion }) {
  return (
    <>
      <h2>Autorizaciones</h2>
      <Tabla
        titulo="Autorizaciones"
        filas={d.autorizaciones}
        llave={(a) => a.cuenta + a.en}
        vacia="Nadie la ha autorizado."
        columnas={[
          { titulo: 'Cuenta', celda: (a) => <code>{a.cuenta}</code> },
          { titulo: 'Cuándo', celda: (a) => fechaHora(a.en) },
        ]}
      />
    </>
  )
}

function Listado({ d }: { d: DeDisposicion }) {
  return (
    <>
      <h2>Qué comprende</h2>
      <Tabla
        titulo="Tablas y depósitos"
        filas={d.lista}
        llave={(a) => a.almacen}
        vacia="Todavía no se cuenta nada."
        columnas={[
          { titulo: 'Tabla o depósito', celda: (a) => <code>{a.almacen}</code> },
          { titulo: 'Qué contiene', celda: (a) => a.que },
          { titulo: 'Listados', celda: (a) => numero(a.listados), cifra: true },
          { titulo: 'Eliminados', celda: (a) => numero(a.eliminados), cifra: true },
        ]}
      />
    </>
  )
}
