import { Link, useLocation, useSearch } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Campo, Lista } from '../../../comun/ui'

/** Requests that wait for attention, by state and level, the most urgent first (17.2). */
export default function Cola() {
  const [, ve] = useLocation()
  const filtro = new URLSearchParams(useSearch())
  const estado = filtro.get('estado') ?? ''
  const nivel = filtro.get('nivel') ?? ''
  function cambia(nombre: string, valor: string) {
    const siguiente = new URLSearchParams(filtro)
    if (valor) siguiente.set(nombre, valor)
    else siguiente.delete(nombre)
    ve(`/atencion?${siguiente}`, { replace: true })
  }
  const query = {
    estado: (estado || undefined) as 'abierta' | undefined,
    nivel: (nivel ? Number(nivel) : undefined) as 1 | undefined,
  }
  return (
    <>
      <h1>Cola de atención</h1>
      <div className="filtros">
        <Campo
          nombre="estado"
          etiqueta="Estado"
          valor={estado}
          opciones={opciones('solicitud')}
          cambia={(v) => cambia('estado', v)}
        />
        <Campo
          nombre="nivel"
          etiqueta="Nivel"
          valor={nivel}
          opciones={[
            { valor: '1', texto: 'INETEL' },
            { valor: '2', texto: 'MATO' },
          ]}
          cambia={(v) => cambia('nivel', v)}
        />
      </div>
      <Lista
        titulo="Solicitudes por atender"
        clave={['cola', estado, nivel]}
        pagina={(despues) => datos(api.GET('/v1/atencion/cola', { params: { query: { ...query, despues } } }))}
        llave={(s) => s.solicitud}
        columnas={[
          { titulo: 'Solicitud', celda: (s) => <Link href={`/solicitudes/${s.solicitud}`}>{s.solicitud}</Link> },
          { titulo: 'Tema', celda: (s) => palabra('tema', s.tema) },
          { titulo: 'De', celda: (s) => palabra('rol', s.rol) },
          { titulo: 'Estado', celda: (s) => palabra('solicitud', s.estado) },
          { titulo: 'Abierta', celda: (s) => fechaHora(s.abierta_en) },
          { titulo: 'Atender antes de', celda: (s) => fechaHora(s.atender_antes_de) },
        ]}
      />
    </>
  )
}
