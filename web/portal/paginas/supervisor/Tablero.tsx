import { api, datos } from '../../../comun/api/cliente'
import { dia, numero } from '../../../comun/fechas'
import { Consulta, Datos, Estado, Lista, Tabla } from '../../../comun/ui'
import { DeProceso } from '../proceso/Subpaginas'
import { Operadores } from './Operadores'
import { Operador } from './personas'
import { Repartir } from './Repartir'
import { Vencimientos } from './Vencimientos'

/** The Mesa at a glance: deadlines and forecast, operators and their load, and what moves records (13.3, 13.9). */
export default function Tablero({ proceso }: { proceso: string }) {
  return (
    <>
      <h1>Tablero de la Mesa de Control</h1>
      <DeProceso proceso={proceso} />
      <Plazos proceso={proceso} />
      <h2>Operadores</h2>
      <Repartir proceso={proceso} />
      <Operadores proceso={proceso} />
      <Vencimientos proceso={proceso} />
      <h2>Revisados por día</h2>
      <Lista
        titulo="Revisados por día y operador"
        clave={['productividad', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/mesa/productividad', { params: { path: { proceso }, query: { despues: c } } }))}
        llave={(r) => r.dia + r.operador}
        columnas={[
          { titulo: 'Día', celda: (r) => dia(r.dia) },
          { titulo: 'Operador', celda: (r) => <Operador proceso={proceso} cual={r.operador} /> },
          { titulo: 'Revisados', celda: (r) => numero(r.revisados), cifra: true },
          { titulo: 'Segundas vistas', celda: (r) => numero(r.segundas), cifra: true },
        ]}
      />
    </>
  )
}

function Plazos({ proceso }: { proceso: string }) {
  return (
    <Consulta
      clave={['plazos', proceso]}
      pide={() => datos(api.GET('/v1/procesos/{proceso}/mesa/plazos', { params: { path: { proceso } } }))}
      cada={() => 60_000}
    >
      {(p) => (
        <>
          <h2>Plazos (13.9)</h2>
          <Datos
            pares={[
              ['Por revisar', <span key="p" className="figura">{numero(p.pendientes)}</span>],
              ['En tiempo', numero(p.por_estado.en_tiempo)],
              ['Por vencer', numero(p.por_estado.por_vencer)],
              ['Vencidos', numero(p.por_estado.vencido)],
              ['Operadores en turno', numero(p.operadores_en_turno)],
              ['Ritmo por día', numero(p.pronostico.ritmo)],
              ['A ese ritmo terminaría', p.pronostico.termina ? dia(p.pronostico.termina) : 'No se puede estimar'],
              ['Registros que llegarían tarde', numero(p.pronostico.tarde)],
            ]}
          />
          <Tabla
            titulo="Por revisar, por día de llegada"
            tituloOculto={false}
            filas={p.por_dia}
            llave={(d) => d.llegada}
            vacia="No hay registros por revisar."
            columnas={[
              { titulo: 'Llegaron', celda: (d) => dia(d.llegada) },
              { titulo: 'Límite', celda: (d) => dia(d.limite) },
              { titulo: 'Estado', celda: (d) => <Estado clase="plazo" valor={d.estado} /> },
              { titulo: 'Pendientes', celda: (d) => numero(d.pendientes), cifra: true },
            ]}
          />
        </>
      )}
    </Consulta>
  )
}
