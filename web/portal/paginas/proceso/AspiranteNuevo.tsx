import { useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { hoy } from '../../../comun/fechas'
import { Formulario } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { CAMPOS_DE_ASPIRANTE } from './formasAspirante'

/** A registration begins as a draft; with the Cédula generated and signed it is confirmed (6.1 B–F). */
export default function AspiranteNuevo({ proceso }: { proceso: string }) {
  const [, ve] = useLocation()
  return (
    <>
      <Migas de={[['Procesos', '/procesos'], [proceso, `/proceso/${proceso}`], ['Aspirantes', `/proceso/${proceso}/aspirantes`]]} />
      <h1>Registrar aspirante</h1>
      <p className="bajada">
        El registro queda sin confirmar. Después se agrega el emblema, se genera la Cédula, se recaba la firma y se confirma:
        entonces la persona recibe su folio por correo.
      </p>
      <Formulario
        campos={CAMPOS_DE_ASPIRANTE}
        iniciales={{ fecha_manifestacion: hoy() }}
        enviar={async (v) => {
          const params = { path: { proceso } }
          const a = await datos(api.POST('/v1/procesos/{proceso}/aspirantes', { params, body: v as never }))
          ve(`/aspirante/${a.aspirante}/ficha`)
        }}
        boton="Registrar"
      />
    </>
  )
}
