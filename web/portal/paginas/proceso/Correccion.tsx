import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { opciones } from '../../../comun/textos/palabras'
import { Accion, Aviso, Descarga } from '../../../comun/ui'
import { CAMPOS_DE_ASPIRANTE } from './formasAspirante'

type Detalle = Respuesta<'/v1/aspirantes/{aspirante}', 'get'>

const MOTIVO = { nombre: 'motivo', etiqueta: 'Motivo', tipo: 'area', requerido: true, maximo: 500 } as const
const DEL_CARGO = ['periodo', 'unidad']
const CAMPOS = [...CAMPOS_DE_ASPIRANTE.filter((c) => !DEL_CARGO.includes(c.nombre)), MOTIVO]

/** A confirmed registration corrected: data, mail or provider, and the Cédula of the new version (6.1, 9.17). */
export function Correccion({ a, despues }: { a: Detalle; despues: () => Promise<unknown> }) {
  const params = { path: { aspirante: a.aspirante } }
  return (
    <>
      {!a.cedula_firmada && (
        <Aviso titulo="Falta la Cédula firmada de esta versión">
          <p>Genere la Cédula, recabe la firma y anote que está en resguardo.</p>
        </Aviso>
      )}
      <Descarga
        ruta={`/v1/aspirantes/${a.aspirante}/cedula`}
        tipo="application/pdf"
        metodo="POST"
        nombre={`cedula-${a.aspirante}.pdf`}
        texto="Generar la Cédula"
        hecho={() => void despues()}
      />
      {a.cedula_generada && !a.cedula_firmada && (
        <Accion
          boton="Cédula firmada en resguardo"
          explica={<p>Anota que la Cédula de esta versión fue firmada y está en resguardo del OPL.</p>}
          hacer={async () => {
            await datos(api.POST('/v1/aspirantes/{aspirante}/cedula/resguardo', { params, body: { version: a.version } }))
            await despues()
          }}
        />
      )}
      {a.datos && (
        <>
          <Accion
            boton="Corregir datos"
            explica={<p>El folio, los Auxiliares y los registros no cambian. La versión anterior se conserva y se avisa a la persona por correo.</p>}
            campos={CAMPOS}
            iniciales={a.datos}
            hacer={async (v) => {
              const body = { ...v, version: a.version }
              await datos(api.POST('/v1/aspirantes/{aspirante}/correccion', { params, body: body as never }))
              await despues()
            }}
          />
          <Accion
            boton="Cambiar correo o proveedor"
            explica={<p>La persona entrará con la cuenta nueva y su mismo folio; se escribe a las dos direcciones.</p>}
            campos={[
              { nombre: 'correo', etiqueta: 'Correo', tipo: 'email', requerido: true, maximo: 254 },
              { nombre: 'proveedor', etiqueta: 'Entra con', requerido: true, opciones: opciones('proveedor') },
              MOTIVO,
            ]}
            iniciales={{ correo: a.datos['correo'] ?? '', proveedor: a.datos['proveedor'] ?? '' }}
            hacer={async (v) => {
              const body = { ...v, version: a.version }
              await datos(api.PUT('/v1/aspirantes/{aspirante}/correo', { params, body: body as never }))
              await despues()
            }}
          />
        </>
      )}
    </>
  )
}
