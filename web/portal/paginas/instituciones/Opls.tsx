import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { ENTIDADES } from '../../../comun/textos/entidades'
import { Accion, Lista } from '../../../comun/ui'

export default function Opls() {
  const refresca = useRefresca()
  async function registra({ opl = '', nombre = '', entidad = '' }: Record<string, string>) {
    await datos(api.POST('/v1/opls', { body: { opl, nombre, entidad } }))
    await refresca(['opls'])
  }
  return (
    <>
      <h1>Organismos Públicos Locales</h1>
      <Accion
        boton="Registrar un OPL"
        tipo="primario"
        campos={[
          { nombre: 'opl', etiqueta: 'Clave', requerido: true, mayusculas: true, maximo: 12, ayuda: 'De 4 a 12 letras y números. No cambia.' },
          { nombre: 'nombre', etiqueta: 'Nombre', requerido: true, maximo: 120 },
          { nombre: 'entidad', etiqueta: 'Entidad', requerido: true, opciones: ENTIDADES },
        ]}
        hacer={registra}
        hecho="El OPL quedó registrado."
      />
      <Lista
        titulo="OPL registrados"
        clave={['opls']}
        pagina={(despues) => datos(api.GET('/v1/opls', { params: { query: { despues } } }))}
        llave={(o) => o.opl}
        columnas={[
          { titulo: 'Clave', celda: (o) => <code>{o.opl}</code> },
          { titulo: 'Nombre', celda: (o) => o.nombre },
          { titulo: 'Entidad', celda: (o) => o.entidad_nombre },
        ]}
      />
    </>
  )
}
