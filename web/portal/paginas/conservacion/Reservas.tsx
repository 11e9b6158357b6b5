import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Aviso, Tabla } from '../../../comun/ui'
import type { DeReserva } from './palabras'

const separados = (texto = '') => texto.split(/[\s,;]+/).filter(Boolean)

/** Legal holds: what they keep, by which oficio, and lifting one (16.1). */
export function Reservas({ proceso, reservas }: { proceso: string; reservas: readonly DeReserva[] }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const [ausentes, setAusentes] = useState<string[]>([])
  const params = { path: { proceso } }
  async function pon({ motivo = '', oficio = '', folios }: Record<string, string>) {
    const r = await datos(api.POST('/v1/procesos/{proceso}/reservas', { params, body: { motivo, oficio, folios: separados(folios) } }))
    setAusentes(r.no_estan)
    await refresca(['conservacion', proceso])
  }
  return (
    <>
      <h2>Reservas</h2>
      <p className="ayuda">Una reserva impide eliminar los registros que nombra, o todo el proceso si no nombra ninguno.</p>
      {rol === 'ine' && (
        <div className="botones">
          <Accion
            boton="Poner una reserva"
            campos={[
              { nombre: 'motivo', etiqueta: 'Motivo', requerido: true, tipo: 'area', maximo: 500 },
              { nombre: 'oficio', etiqueta: 'Oficio que la ordena', requerido: true, maximo: 120 },
              { nombre: 'folios', etiqueta: 'Folios que se reservan', tipo: 'area', ayuda: 'Uno por renglón, hasta 500. Vacío: todo el proceso.' },
            ]}
            hacer={pon}
          />
        </div>
      )}
      {ausentes.length > 0 && (
        <Aviso tono="cuidado" titulo="Registros de la reserva que no están en el proceso" vivo>
          <p>No existen, o ya se eliminaron: {ausentes.join(', ')}.</p>
        </Aviso>
      )}
      <Tabla
        titulo="Reservas del proceso"
        filas={reservas}
        llave={(r) => r.reserva}
        vacia="No hay reservas."
        columnas={[
          { titulo: 'Reserva', celda: (r) => <code>{r.reserva}</code> },
          { titulo: 'Qué reserva', celda: (r) => (r.de_todo ? 'Todo el proceso' : <Folios de={r.folios} />) },
          { titulo: 'Motivo', celda: (r) => r.motivo },
          { titulo: 'Oficio', celda: (r) => r.oficio },
          { titulo: 'Puesta', celda: (r) => `${fechaHora(r.puesta_en)}, ${r.cuenta}` },
          {
            titulo: 'Levantada',
            celda: (r) => {
              if (r.levantada_en) return `${fechaHora(r.levantada_en)}, ${r.levantada_por ?? ''}, oficio ${r.oficio_levanta}`
              return rol === 'ine' ? <Levantar proceso={proceso} reserva={r.reserva} /> : 'Vigente'
            },
          },
        ]}
      />
    </>
  )
}

function Levantar({ proceso, reserva }: { proceso: string; reserva: string }) {
  const refresca = useRefresca()
  return (
    <Accion
      boton="Levantar"
      titulo={`Levantar la reserva ${reserva}`}
      campos={[{ nombre: 'oficio', etiqueta: 'Oficio que ordena levantarla', requerido: true, maximo: 120 }]}
      hacer={async ({ oficio = '' }) => {
        await datos(api.POST('/v1/procesos/{proceso}/reservas/{reserva}/levantamiento', { params: { path: { proceso, reserva } }, body: { oficio } }))
        await refresca(['conservacion', proceso])
      }}
    />
  )
}

/** The first folios; the rest on asking. */
function Folios({ de }: { de: readonly string[] }) {
  const [primero, ...resto] = de
  if (!resto.length) return <code>{primero}</code>
  return (
    <details>
      <summary>{de.length} registros</summary>
      <ul>
        {de.map((f) => (
          <li key={f}>
            <code>{f}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}
