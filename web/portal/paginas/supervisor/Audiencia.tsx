import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Consulta, Datos, Estado, Lista } from '../../../comun/ui'
import { ActosDeAudiencia } from './ActosDeAudiencia'
import { Incidencias } from './Incidencias'

/** A hearing: its state, its records before and after, what may be done with it (14.1–14.4). */
export default function Audiencia({ audiencia }: { audiencia: string }) {
  const { rol } = useCuentaPropia()
  const params = { path: { audiencia } }
  const autoridad = rol === 'opl' || rol === 'supervisor'
  return (
    <>
      <Consulta clave={['audiencia', audiencia]} pide={() => datos(api.GET('/v1/audiencias/{audiencia}', { params }))}>
        {(a) => (
          <>
            <h1>Audiencia {a.audiencia}</h1>
            <p>
              <Estado clase="audiencia" valor={a.estado} />
            </p>
            <Datos
              pares={[
                ['Aspirante', <code key="a">{a.aspirante}</code>],
                ['Solicitada', fechaHora(a.solicitada_en)],
                ['Fecha', fechaHora(a.fecha)],
                ['Lugar', a.lugar],
                ['Enlace', a.enlace && <a href={a.enlace} rel="noreferrer">{a.enlace}</a>],
                ['Oficio', a.oficio],
                ['Fundamento', a.fundamento],
                ['Registros', numero(a.registros)],
                ['Revisados', numero(a.revisados)],
                ['Confirmados', numero(a.confirmados)],
                ['Revertidos', numero(a.revertidos)],
                ['Sin materia', numero(a.sin_materia)],
                ['Revisan', a.funcionarios.map((f) => f.nombre).join(', ')],
                ['Asistencia', a.asistencia ? asistieron(a.asistencia) : 'Sin registrar'],
                ['Acta de Hechos', a.con_acta ? 'Adjunta' : 'No adjunta'],
                ['Oficio de resultado', a.oficio_resultado],
                ['Motivo', a.motivo],
              ]}
            />
            <ActosDeAudiencia a={a} />
            <h2>Historia</h2>
            <ol>
              {a.historia.map((h) => (
                <li key={h.en + h.que}>
                  {fechaHora(h.en)}: {palabra('hito_de_audiencia', h.que)}
                </li>
              ))}
            </ol>
          </>
        )}
      </Consulta>
      <h2>Registros</h2>
      <Lista
        titulo="Registros de la audiencia"
        clave={['audiencia', audiencia, 'apoyos']}
        pagina={(c) => datos(api.GET('/v1/audiencias/{audiencia}/apoyos', { params: { ...params, query: { despues: c } } }))}
        llave={(r) => r.folio}
        columnas={[
          { titulo: 'Folio', celda: (r) => <code>{r.folio}</code> },
          { titulo: 'Antes', celda: (r) => r.antes.motivo },
          { titulo: 'Después', celda: (r) => (r.despues ? r.despues.motivo || 'Válido' : '—') },
          { titulo: 'Resultado', celda: (r) => palabra('resultado', r.resultado) },
          { titulo: 'Revisado', celda: (r) => fechaHora(r.revisado_en) },
        ]}
      />
      {(autoridad || rol === 'ine') && <Incidencias audiencia={audiencia} />}
    </>
  )
}

function asistieron(a: { aspirante: boolean; representante: boolean; oficialia_electoral: boolean }): string {
  const vinieron = [a.aspirante && 'aspirante', a.representante && 'representante', a.oficialia_electoral && 'Oficialía Electoral'].filter(Boolean)
  return vinieron.length ? vinieron.join(', ') : 'Nadie'
}
