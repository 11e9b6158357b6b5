import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Aviso, Boton, Estado, Formulario, Lista } from '../../../comun/ui'
import { DeAspirante } from '../proceso/Subpaginas'

/** Hearings of an aspirante, and asking for one by choosing records (14.1). */
export default function Audiencias({ aspirante }: { aspirante: string }) {
  const { rol } = useCuentaPropia()
  const [pide, setPide] = useState(false)
  return (
    <>
      <h1>Garantía de audiencia</h1>
      <DeAspirante aspirante={aspirante} />
      <p className="bajada">
        En una audiencia se revisan de nuevo, con la autoridad, los registros con inconsistencia que usted elija.
      </p>
      {rol !== 'ine' && rol !== 'supervisor' && !pide && (
        <Boton tipo="primario" onClick={() => setPide(true)}>
          Solicitar una audiencia
        </Boton>
      )}
      {pide && <Solicitud aspirante={aspirante} cierra={() => setPide(false)} />}
      <Lista
        titulo="Audiencias"
        clave={['audiencias', aspirante]}
        pagina={(c) => datos(api.GET('/v1/aspirantes/{aspirante}/audiencias', { params: { path: { aspirante }, query: { despues: c } } }))}
        llave={(a) => a.audiencia}
        vacia="No se ha solicitado ninguna audiencia."
        columnas={[
          { titulo: 'Audiencia', celda: (a) => <Link href={`/audiencia/${a.audiencia}`}>{a.audiencia}</Link> },
          { titulo: 'Estado', celda: (a) => <Estado clase="audiencia" valor={a.estado} /> },
          { titulo: 'Solicitada', celda: (a) => fechaHora(a.solicitada_en) },
          { titulo: 'Fecha', celda: (a) => fechaHora(a.fecha) },
          { titulo: 'Registros', celda: (a) => numero(a.registros), cifra: true },
          { titulo: 'Revertidos', celda: (a) => numero(a.revertidos), cifra: true },
        ]}
      />
    </>
  )
}

function Solicitud({ aspirante, cierra }: { aspirante: string; cierra: () => void }) {
  const { rol } = useCuentaPropia()
  const [, ve] = useLocation()
  const [elegidos, setElegidos] = useState<ReadonlySet<string>>(new Set())
  function alterna(folio: string) {
    const otros = new Set(elegidos)
    if (!otros.delete(folio)) otros.add(folio)
    setElegidos(otros)
  }
  async function solicita(v: Record<string, string>) {
    const { desde, hasta, ...resto } = v
    const body = { ...resto, ...(elegidos.size ? { folios: [...elegidos] } : { dias: { desde, hasta } }) }
    const params = { path: { aspirante } }
    const a = await datos(api.POST('/v1/aspirantes/{aspirante}/audiencias', { params, body: body as never }))
    ve(`/audiencia/${a.audiencia}`)
  }
  return (
    <section className="ficha">
      <h2>Nueva solicitud</h2>
      <Aviso vivo>
        {elegidos.size
          ? `Eligió ${numero(elegidos.size)} registros (hasta 500).`
          : 'Elija registros de la lista, o indique días de recepción (hasta 7).'}
      </Aviso>
      <Lista
        titulo="Registros con inconsistencia"
        clave={['registros', aspirante, 'con_inconsistencia', 'para audiencia']}
        pagina={(despues) =>
          datos(
            api.GET('/v1/aspirantes/{aspirante}/apoyos', {
              params: { path: { aspirante }, query: { clase: 'con_inconsistencia', despues } },
            }),
          )
        }
        llave={(r) => r.folio}
        vacia="No hay registros con inconsistencia."
        columnas={[
          {
            titulo: 'Elegir',
            celda: (r) => (
              <input
                type="checkbox"
                className="marca-de-lista"
                aria-label={`Elegir ${r.folio}`}
                checked={elegidos.has(r.folio)}
                onChange={() => alterna(r.folio)}
              />
            ),
          },
          { titulo: 'Folio', celda: (r) => <code>{r.folio}</code> },
          { titulo: 'Recibido', celda: (r) => fechaHora(r.recibido_en) },
          { titulo: 'Motivo', celda: (r) => r.motivo },
        ]}
      />
      <Formulario
        campos={[
          ...(elegidos.size
            ? []
            : [
                { nombre: 'desde', etiqueta: 'Recibidos desde', tipo: 'date', requerido: true } as const,
                { nombre: 'hasta', etiqueta: 'Recibidos hasta', tipo: 'date', requerido: true } as const,
              ]),
          ...(rol === 'opl'
            ? [
                { nombre: 'oficio', etiqueta: 'Oficio', maximo: 120 },
                { nombre: 'fundamento', etiqueta: 'Fundamento (concluida la captación, 16.3)', maximo: 500 },
              ]
            : []),
        ]}
        enviar={solicita}
        boton="Solicitar la audiencia"
        cancelar={cierra}
      />
    </section>
  )
}
