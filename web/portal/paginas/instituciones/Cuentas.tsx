import { Link, useLocation, useSearch } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Accion, Aviso, Campo, Estado, Lista, type Definicion } from '../../../comun/ui'

const DEL_OPL = ['opl', 'supervisor', 'operador']
const DEL_INE = ['ine', 'mato', 'inetel', ...DEL_OPL]

const CAMPOS: readonly Definicion[] = [
  { nombre: 'nombre', etiqueta: 'Nombre completo', requerido: true, maximo: 150 },
  { nombre: 'cargo', etiqueta: 'Cargo o puesto', requerido: true, maximo: 150 },
  { nombre: 'correo', etiqueta: 'Correo institucional', requerido: true, tipo: 'email', maximo: 128 },
  { nombre: 'telefono', etiqueta: 'Teléfono', requerido: true, tipo: 'tel', maximo: 40 },
  { nombre: 'oficio', etiqueta: 'Oficio de solicitud', requerido: true, maximo: 80 },
  { nombre: 'motivo_homonimo', etiqueta: 'Si es homónimo de otra persona, explique', tipo: 'area', maximo: 500 },
]

/** Accounts of an institution: asked for by the OPL, granted by the INE (5.2–5.5). */
export default function Cuentas() {
  const { rol, opl: propio } = useCuentaPropia()
  const [, ve] = useLocation()
  const refresca = useRefresca()
  const opl = new URLSearchParams(useSearch()).get('opl') ?? propio
  async function solicita(v: Record<string, string>) {
    const { motivo_homonimo, ...resto } = v
    const homonimo = motivo_homonimo ? { homonimo: true, motivo_homonimo } : {}
    await datos(api.POST('/v1/cuentas', { body: { ...resto, ...homonimo } as never }))
    await refresca(['cuentas'])
  }
  const institucion: readonly Definicion[] = [
    { nombre: 'rol', etiqueta: 'Rol', requerido: true, opciones: opciones('rol', rol === 'ine' ? DEL_INE : DEL_OPL) },
    ...(rol === 'ine'
      ? [{ nombre: 'opl', etiqueta: 'OPL', mayusculas: true, ayuda: 'Vacío para cuentas del propio INE.' }]
      : []),
    { nombre: 'proceso', etiqueta: 'Proceso', mayusculas: true, ayuda: 'Necesario para la Mesa de Control.' },
  ]
  return (
    <>
      <h1>Cuentas institucionales</h1>
      <Accion
        boton="Solicitar una cuenta"
        tipo="primario"
        campos={[...institucion, ...CAMPOS]}
        iniciales={rol === 'opl' ? { opl: propio } : {}}
        hacer={solicita}
        hecho="La solicitud quedó registrada; el INE la otorga."
      />
      {rol === 'ine' && (
        <>
          <Campo
            nombre="opl"
            etiqueta="OPL"
            valor={opl}
            mayusculas
            ayuda="Escriba la clave de un OPL para ver sus cuentas; vacío muestra las del INE."
            cambia={(v) => ve(v ? `/cuentas?opl=${v}` : '/cuentas', { replace: true })}
          />
          <Aviso>La lista se consulta por OPL; las solicitudes por otorgar aparecen en el estado «Solicitada».</Aviso>
        </>
      )}
      <Lista
        titulo="Cuentas"
        clave={['cuentas', opl]}
        pagina={(despues) => datos(api.GET('/v1/cuentas', { params: { query: { opl: opl || undefined, despues } } }))}
        llave={(c) => c.cuenta}
        columnas={[
          { titulo: 'Persona', celda: (c) => <Link href={`/cuentas/${c.cuenta}`}>{c.nombre || c.cuenta}</Link> },
          { titulo: 'Rol', celda: (c) => palabra('rol', c.rol) },
          { titulo: 'Proceso', celda: (c) => c.proceso || '—' },
          { titulo: 'Estado', celda: (c) => <Estado clase="cuenta" valor={c.estado} /> },
          { titulo: 'Declaración firmada', celda: (c) => (c.declaracion_guardada ? 'Guardada' : 'Falta') },
          { titulo: 'Acceso', celda: (c) => palabra('acceso_de_cuenta', c.acceso) },
        ]}
      />
    </>
  )
}
