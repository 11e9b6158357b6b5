import { useQuery } from '@tanstack/react-query'
import { api, datos } from '../../../comun/api/cliente'
import { ErrorDeApi } from '../../../comun/api/problemas'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Accion, Cargando, Datos, Falla } from '../../../comun/ui'

/** Whom the aspirante names to do the same here (7.1). */
export default function Representante({ aspirante }: { aspirante: string }) {
  const refresca = useRefresca()
  const params = { path: { aspirante } }
  const consulta = useQuery({
    queryKey: ['representante', aspirante],
    queryFn: () => datos(api.GET('/v1/aspirantes/{aspirante}/representante', { params })),
    retry: false,
  })
  const ninguno = consulta.error instanceof ErrorDeApi && consulta.error.codigo === 'no_encontrado'
  const r = ninguno ? undefined : consulta.data
  return (
    <>
      <h1>Representante</h1>
      <p className="bajada">Puede registrar auxiliares, ver el avance y pedir audiencias en nombre de la persona aspirante.</p>
      {consulta.isPending && <Cargando />}
      {consulta.isError && !ninguno && <Falla falla={consulta.error} repetir={() => void consulta.refetch()} />}
      {ninguno && <p className="vacia">No ha nombrado a nadie.</p>}
      {r && (
        <Datos
          pares={[
            ['Nombre', r.nombre],
            ['Correo', r.correo],
            ['Entra con', palabra('proveedor', r.proveedor)],
            ['Desde', fechaHora(r.desde)],
            ['Ya entró', r.con_acceso ? 'Sí' : 'Todavía no'],
          ]}
        />
      )}
      <div className="botones">
        <Accion
          boton={r ? 'Nombrar a otra persona' : 'Nombrar representante'}
          tipo="primario"
          campos={[
            { nombre: 'nombre', etiqueta: 'Nombre completo', requerido: true, maximo: 200 },
            { nombre: 'correo', etiqueta: 'Correo', requerido: true, tipo: 'email', maximo: 254 },
            { nombre: 'proveedor', etiqueta: 'Entra con', requerido: true, opciones: opciones('proveedor') },
          ]}
          hacer={async (v) => {
            await datos(api.PUT('/v1/aspirantes/{aspirante}/representante', { params, body: v as never }))
            await refresca(['representante', aspirante])
          }}
        />
        {r && (
          <Accion
            boton="Retirar"
            tipo="peligro"
            hacer={async () => {
              await datos(api.DELETE('/v1/aspirantes/{aspirante}/representante', { params }))
              await refresca(['representante', aspirante])
            }}
          />
        )}
      </div>
    </>
  )
}
