import { useState } from 'react'
import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Aviso, Barras, Campo, Consulta, Descarga, Lista, Medidor } from '../../../comun/ui'
import { Cifras, Clases, PorDia } from '../proceso/Cifras'
import { DeAspirante } from '../proceso/Subpaginas'

/** Progress against threshold and dispersion, by class, day, auxiliar and place (7.12). */
export default function Avance({ aspirante }: { aspirante: string }) {
  const params = { path: { aspirante } }
  return (
    <>
      <h1>Avance de los apoyos</h1>
      <DeAspirante aspirante={aspirante} />
      <Consulta
        clave={['avance', aspirante]}
        pide={() => datos(api.GET('/v1/aspirantes/{aspirante}/avance', { params }))}
        cada={() => 60_000}
      >
        {(a) => (
          <>
            <p>
              <strong>{a.nombre}</strong> · {a.periodo_nombre}
              {a.unidad && ` · ${a.unidad_nombre || a.unidad}`} · Folio <code>{a.aspirante}</code>
            </p>
            <p className="bajada">
              {a.aviso} Corte: {fechaHora(a.corte)}
            </p>
            {a.umbral ? (
              <section className="ficha">
                <h2>Umbral</h2>
                <Medidor
                  tiene={a.contados}
                  requiere={a.umbral.requeridos}
                  texto={`${numero(a.contados)} de ${numero(a.umbral.requeridos)} (${a.umbral.porcentaje} %)`}
                />
                <p>
                  {a.umbral.alcanzada ? 'Se alcanzó el número de apoyos.' : `Faltan ${numero(a.umbral.faltan)} apoyos.`} Se exige el{' '}
                  {a.umbral.porcentaje_exigido} % de {palabra('base', a.umbral.base)}.
                </p>
                {a.umbral.dispersion && (
                  <>
                    <Medidor
                      tiene={a.umbral.dispersion.alcanzadas}
                      requiere={a.umbral.dispersion.requeridas}
                      texto={`${a.umbral.dispersion.alcanzadas} de ${a.umbral.dispersion.requeridas} (${palabra('nivel', a.umbral.dispersion.unidad)})`}
                    />
                    <p>
                      Dispersión: el {a.umbral.dispersion.porcentaje_exigido} % en {a.umbral.dispersion.requeridas} de{' '}
                      {a.umbral.dispersion.unidades} unidades.
                    </p>
                  </>
                )}
              </section>
            ) : (
              <Aviso>{a.sin_umbral}</Aviso>
            )}
            <Cifras cifras={a} />
            <Clases clases={a.clases} />
            <PorDia dias={a.dias} />
            <h2>Por modalidad</h2>
            <Barras titulo="Recibidos por modalidad" filas={a.modos.map((m) => ({ nombre: palabra('modo', m.modo), n: m.n }))} />
          </>
        )}
      </Consulta>
      <PorAuxiliar aspirante={aspirante} />
      <PorLugar aspirante={aspirante} />
      <Descarga
        ruta={`/v1/aspirantes/${aspirante}/avance/documento`}
        tipo="application/pdf"
        texto="Guardar el reporte de avance (PDF)"
        nombre={`avance-${aspirante}.pdf`}
      />
    </>
  )
}

function PorAuxiliar({ aspirante }: { aspirante: string }) {
  return (
    <>
      <h2>Por auxiliar</h2>
      <Lista
        titulo="Avance por auxiliar"
        clave={['avance', aspirante, 'auxiliares']}
        pagina={(c) =>
          datos(api.GET('/v1/aspirantes/{aspirante}/avance/auxiliares', { params: { path: { aspirante }, query: { despues: c } } }))
        }
        llave={(x) => x.auxiliar}
        columnas={[
          { titulo: 'Auxiliar', celda: (x) => <Link href={`/auxiliar/${x.auxiliar}`}>{x.auxiliar}</Link> },
          { titulo: 'Iniciales', celda: (x) => x.iniciales },
          { titulo: 'Recibidos', celda: (x) => numero(x.recibidos), cifra: true },
          { titulo: 'Contados', celda: (x) => numero(x.contados), cifra: true },
          { titulo: 'Inconsistentes', celda: (x) => numero(x.inconsistentes), cifra: true },
          { titulo: '%', celda: (x) => x.porcentaje_inconsistentes ?? '—', cifra: true },
        ]}
      />
    </>
  )
}

function PorLugar({ aspirante }: { aspirante: string }) {
  const [nivel, setNivel] = useState('municipio')
  return (
    <>
      <h2>Por lugar de residencia</h2>
      <Campo
        nombre="nivel"
        etiqueta="Nivel"
        requerido
        valor={nivel}
        cambia={setNivel}
        opciones={opciones('nivel', ['municipio', 'distrito_local', 'distrito_federal', 'seccion'])}
      />
      <Lista
        titulo="Avance por lugar"
        clave={['avance', aspirante, 'lugares', nivel]}
        pagina={(c) =>
          datos(
            api.GET('/v1/aspirantes/{aspirante}/avance/lugares', {
              params: { path: { aspirante }, query: { despues: c, nivel: nivel as 'municipio' } },
            }),
          )
        }
        llave={(l) => l.entidad + l.unidad}
        columnas={[
          { titulo: palabra('nivel', nivel), celda: (l) => `${[l.entidad, l.unidad].filter(Boolean).join('-')} ${l.unidad_nombre}`.trim() },
          { titulo: 'Recibidos', celda: (l) => numero(l.recibidos), cifra: true },
          { titulo: 'Contados', celda: (l) => numero(l.contados), cifra: true },
          { titulo: 'Requeridos', celda: (l) => numero(l.meta?.requeridos), cifra: true },
          { titulo: 'Alcanzado', celda: (l) => (l.meta ? (l.meta.alcanzada ? 'Sí' : `Faltan ${numero(l.meta.faltan)}`) : '—') },
        ]}
      />
    </>
  )
}
