import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Lista } from '../../../comun/ui'

export default function Procesos() {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  async function abre({ proceso = '', opl = '', nombre = '' }: Record<string, string>) {
    await datos(api.POST('/v1/procesos', { body: { proceso, opl, nombre } }))
    await refresca(['procesos'])
  }
  return (
    <>
      <h1>Procesos electorales</h1>
      {rol === 'ine' && (
        <Accion
          boton="Abrir un proceso"
          tipo="primario"
          campos={[
            { nombre: 'proceso', etiqueta: 'Id de Proceso', requerido: true, mayusculas: true, maximo: 12, ayuda: 'De 4 a 12 letras y números. No cambia.' },
            { nombre: 'opl', etiqueta: 'OPL', requerido: true, mayusculas: true, maximo: 12, ayuda: 'Clave con la que se registró el OPL.' },
            { nombre: 'nombre', etiqueta: 'Nombre', requerido: true, maximo: 120 },
          ]}
          explica={<p>Se generan las llaves de cifrado del proceso; puede tardar unos segundos.</p>}
          hacer={abre}
          hecho="El proceso quedó abierto."
        />
      )}
      <Lista
        titulo="Procesos"
        clave={['procesos']}
        pagina={(despues) => datos(api.GET('/v1/procesos', { params: { query: { despues } } }))}
        llave={(p) => p.proceso}
        columnas={[
          { titulo: 'Proceso', celda: (p) => <Link href={`/proceso/${p.proceso}`}>{p.nombre}</Link> },
          { titulo: 'Id', celda: (p) => <code>{p.proceso}</code> },
          { titulo: 'OPL', celda: (p) => p.opl },
          { titulo: 'Entidad', celda: (p) => p.entidad_nombre },
        ]}
      />
    </>
  )
}
