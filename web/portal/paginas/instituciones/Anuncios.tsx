import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Accion, Lista } from '../../../comun/ui'

const DEL_OPL = ['aspirante', 'representante', 'auxiliar']
const ALCANCES = [
  { valor: 'todos', texto: 'Todas las cuentas' },
  { valor: 'roles', texto: 'Uno o varios roles' },
  { valor: 'proceso', texto: 'Un proceso' },
  { valor: 'opl', texto: 'Un OPL' },
  { valor: 'proveedor', texto: 'Quienes entran con un proveedor' },
]

export default function Anuncios() {
  const { rol: propio, opl: miOpl } = useCuentaPropia()
  const ine = propio === 'ine'
  const [, ve] = useLocation()
  async function anuncia(v: Record<string, string>) {
    const { tipo, asunto, texto, desde, hasta, alcance, rol, proceso, opl, proveedor, de } = v
    const audiencia = alcance
      ? { alcance, ...(rol ? { roles: [rol] } : {}), proceso: proceso ?? '', opl: opl ?? '', proveedor: proveedor ?? '' }
      : undefined
    const ventana = desde && hasta ? { desde: `${desde}`, hasta: `${hasta}` } : undefined
    const body = { tipo, asunto, texto, audiencia, ventana, de }
    const hecho = await datos(api.POST('/v1/anuncios', { body: body as never }))
    ve(`/anuncios/${hecho.anuncio}`)
  }
  return (
    <>
      <h1>Anuncios por correo</h1>
      <Accion
        boton="Enviar un anuncio"
        tipo="primario"
        explica={ine ? undefined : <p>Se escribe a las personas aspirantes, sus representantes y sus auxiliares: de todo el OPL, o del proceso que indique.</p>}
        campos={ine ? [
          { nombre: 'tipo', etiqueta: 'Tipo', requerido: true, opciones: opciones('anuncio') },
          { nombre: 'alcance', etiqueta: 'Para quién', opciones: ALCANCES, ayuda: 'Un restablecimiento va a quienes recibieron el anuncio del que habla.' },
          { nombre: 'rol', etiqueta: 'Rol', opciones: opciones('rol') },
          { nombre: 'proceso', etiqueta: 'Proceso', mayusculas: true },
          { nombre: 'opl', etiqueta: 'OPL', mayusculas: true },
          { nombre: 'proveedor', etiqueta: 'Proveedor', opciones: opciones('proveedor') },
          { nombre: 'asunto', etiqueta: 'Asunto', maximo: 120 },
          { nombre: 'texto', etiqueta: 'Texto', tipo: 'area', maximo: 4000 },
          { nombre: 'desde', etiqueta: 'Mantenimiento desde (hora del centro)', tipo: 'datetime-local' },
          { nombre: 'hasta', etiqueta: 'Mantenimiento hasta (hora del centro)', tipo: 'datetime-local' },
          { nombre: 'de', etiqueta: 'Anuncio al que se refiere', mayusculas: true },
        ] : [
          { nombre: 'proceso', etiqueta: 'Solo de este proceso', mayusculas: true },
          { nombre: 'rol', etiqueta: 'Solo a', opciones: opciones('rol').filter(({ valor }) => DEL_OPL.includes(valor)) },
          { nombre: 'asunto', etiqueta: 'Asunto', requerido: true, maximo: 120 },
          { nombre: 'texto', etiqueta: 'Texto', tipo: 'area', requerido: true, maximo: 4000 },
        ]}
        hacer={ine ? anuncia : ({ proceso = '', ...v }) => anuncia({ ...v, tipo: 'otro', proceso, alcance: proceso ? 'proceso' : 'opl', opl: proceso ? '' : miOpl })}
      />
      <Lista
        titulo="Anuncios"
        clave={['anuncios']}
        pagina={(despues) => datos(api.GET('/v1/anuncios', { params: { query: { despues } } }))}
        llave={(a) => a.anuncio}
        columnas={[
          { titulo: 'Anuncio', celda: (a) => <Link href={`/anuncios/${a.anuncio}`}>{a.anuncio}</Link> },
          { titulo: 'Tipo', celda: (a) => palabra('anuncio', a.tipo) },
          { titulo: 'Creado', celda: (a) => fechaHora(a.creado_en) },
          { titulo: 'Cancelado', celda: (a) => fechaHora(a.cancelado_en) },
        ]}
      />
    </>
  )
}
