import { useLocation } from 'wouter'
import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Accion, Lista } from '../../../comun/ui'

export default function Solicitudes() {
  const [, ve] = useLocation()
  async function abre({ tema = '', texto = '' }: Record<string, string>) {
    const s = await datos(api.POST('/v1/atencion/solicitudes', { body: { tema: tema as 'otro', texto } }))
    ve(`/solicitudes/${s.solicitud}`)
  }
  return (
    <>
      <h1>Mis solicitudes de atención</h1>
      <Accion
        boton="Abrir una solicitud"
        tipo="primario"
        campos={[
          { nombre: 'tema', etiqueta: 'Tema', requerido: true, opciones: opciones('tema') },
          {
            nombre: 'texto',
            etiqueta: 'Qué pasó',
            tipo: 'area',
            requerido: true,
            maximo: 4000,
            ayuda: 'No escriba datos de otras personas. Indique folios, fechas y qué intentaba hacer.',
          },
        ]}
        hacer={abre}
      />
      <Lista
        titulo="Solicitudes"
        clave={['solicitudes']}
        pagina={(despues) => datos(api.GET('/v1/atencion/solicitudes', { params: { query: { despues } } }))}
        llave={(s) => s.solicitud}
        vacia="No ha abierto ninguna solicitud."
        columnas={[
          { titulo: 'Solicitud', celda: (s) => <Link href={`/solicitudes/${s.solicitud}`}>{s.solicitud}</Link> },
          { titulo: 'Tema', celda: (s) => palabra('tema', s.tema) },
          { titulo: 'Estado', celda: (s) => palabra('solicitud', s.estado) },
          { titulo: 'Abierta', celda: (s) => fechaHora(s.abierta_en) },
          { titulo: 'Se atiende antes de', celda: (s) => fechaHora(s.atender_antes_de) },
        ]}
      />
    </>
  )
}
