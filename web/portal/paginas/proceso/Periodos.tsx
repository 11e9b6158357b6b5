import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Accion, Estado, Lista } from '../../../comun/ui'
import { CAMPOS_DE_PERIODO, cuerpoDePeriodo } from './formasPeriodo'
import { DeProceso } from './Subpaginas'

export default function Periodos({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  const [, ve] = useLocation()
  const params = { path: { proceso } }
  async function crea(v: Record<string, string>) {
    const body = { periodo: v.periodo ?? '', ...cuerpoDePeriodo(v) }
    const p = await datos(api.POST('/v1/procesos/{proceso}/periodos', { params, body: body as never }))
    ve(`/proceso/${proceso}/periodos/${p.periodo}`)
  }
  return (
    <>
      <h1>Periodos de captación</h1>
      <DeProceso proceso={proceso} />
      {rol === 'opl' && (
        <Accion
          boton="Registrar un periodo"
          tipo="primario"
          campos={[
            { nombre: 'periodo', etiqueta: 'Id del periodo', requerido: true, mayusculas: true, maximo: 12, ayuda: 'De 4 a 12 letras y números.' },
            ...CAMPOS_DE_PERIODO,
          ]}
          hacer={crea}
        />
      )}
      <Lista
        titulo="Periodos"
        clave={['periodos', proceso]}
        pagina={(despues) => datos(api.GET('/v1/procesos/{proceso}/periodos', { params: { ...params, query: { despues } } }))}
        llave={(p) => p.periodo}
        columnas={[
          { titulo: 'Periodo', celda: (p) => <Link href={`/proceso/${proceso}/periodos/${p.periodo}`}>{p.nombre}</Link> },
          { titulo: 'Cargo', celda: (p) => palabra('cargo', p.cargo) },
          { titulo: 'Estado', celda: (p) => <Estado clase="periodo" valor={p.estado} /> },
          { titulo: 'Inicio (centro)', celda: (p) => p.inicio_centro.replace('T', ' ') },
          { titulo: 'Fin (centro)', celda: (p) => p.fin_centro.replace('T', ' ') },
        ]}
      />
    </>
  )
}
