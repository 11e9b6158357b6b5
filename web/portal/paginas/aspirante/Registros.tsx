import { Link, useLocation, useSearch } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { CLASES, OPCIONES_DE_CLASE } from '../../../comun/textos/clases'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Aviso, Campo, Estado, Lista } from '../../../comun/ui'
import { DeAspirante } from '../proceso/Subpaginas'

const FILTROS = ['clase', 'modo', 'auxiliar', 'revisado', 'desde', 'hasta', 'orden'] as const

/** Records of an aspirante, filtered by the address; each class with what it means and what one can do about it. */
export default function Registros({ aspirante }: { aspirante: string }) {
  const [, ve] = useLocation()
  const dichos = new URLSearchParams(useSearch())
  const valor = (nombre: string) => dichos.get(nombre) ?? ''
  function cambia(nombre: string, v: string) {
    const nuevo = new URLSearchParams(dichos)
    if (v) nuevo.set(nombre, v)
    else nuevo.delete(nombre)
    ve(`/aspirante/${aspirante}/registros?${nuevo}`, { replace: true })
  }
  const query = Object.fromEntries(FILTROS.map((f) => [f, valor(f)]).filter(([, v]) => v))
  const clase = CLASES[valor('clase')]
  return (
    <>
      <h1>Registros recibidos</h1>
      <DeAspirante aspirante={aspirante} />
      <div className="filtros">
        <Campo nombre="clase" etiqueta="Clase" valor={valor('clase')} opciones={OPCIONES_DE_CLASE} cambia={(v) => cambia('clase', v)} />
        <Campo nombre="modo" etiqueta="Modalidad" valor={valor('modo')} opciones={opciones('modo')} cambia={(v) => cambia('modo', v)} />
        <Campo nombre="auxiliar" etiqueta="Auxiliar" valor={valor('auxiliar')} mayusculas maximo={12} cambia={(v) => cambia('auxiliar', v)} />
        <Campo
          nombre="revisado"
          etiqueta="Revisión"
          valor={valor('revisado')}
          opciones={[
            { valor: 'si', texto: 'Revisados por la Mesa' },
            { valor: 'no', texto: 'Sin revisar' },
          ]}
          cambia={(v) => cambia('revisado', v)}
        />
        <Campo nombre="desde" etiqueta="Desde" tipo="date" valor={valor('desde')} cambia={(v) => cambia('desde', v)} />
        <Campo nombre="hasta" etiqueta="Hasta" tipo="date" valor={valor('hasta')} cambia={(v) => cambia('hasta', v)} />
      </div>
      {clase && (
        <Aviso titulo={clase.nombre}>
          <p>{clase.significa}</p>
          <p>
            <strong>Qué puede hacer:</strong> {clase.puede}
          </p>
        </Aviso>
      )}
      <Lista
        titulo="Registros"
        clave={['registros', aspirante, query]}
        pagina={(despues) =>
          datos(
            api.GET('/v1/aspirantes/{aspirante}/apoyos', {
              params: { path: { aspirante }, query: { ...query, despues } as never },
            }),
          )
        }
        llave={(r) => r.folio}
        vacia="No hay registros con estos filtros."
        columnas={[
          { titulo: 'Folio', celda: (r) => <Link href={`/registro/${r.folio}`}>{r.folio}</Link> },
          { titulo: 'Recibido', celda: (r) => fechaHora(r.recibido_en) },
          { titulo: 'Modalidad', celda: (r) => palabra('modo', r.modo) },
          {
            titulo: 'Clase',
            celda: (r) => <Estado clase="clase" valor={r.clase} texto={r.clase_nombre} />,
          },
          { titulo: 'Motivo', celda: (r) => r.motivo },
          { titulo: 'Revisado', celda: (r) => (r.revisado ? 'Sí' : 'Todavía no') },
        ]}
      />
    </>
  )
}
