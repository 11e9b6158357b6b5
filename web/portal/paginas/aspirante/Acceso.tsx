import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { Formulario } from '../../../comun/ui'

/** First entry of an aspirante or a representative, with the folio of the mail (6.1 D, 7.2). */
export default function Acceso() {
  const consultas = useQueryClient()
  const [, ve] = useLocation()
  async function reclama({ folio = '' }: Record<string, string>) {
    await datos(api.POST('/v1/aspirantes/acceso', { body: { folio } }))
    await consultas.invalidateQueries({ queryKey: ['cuentas propias'] })
    ve('/')
  }
  return (
    <>
      <h1>Primer acceso con folio</h1>
      <p className="bajada">
        El folio le llegó por correo cuando el OPL confirmó su registro. Debe entrar con la misma cuenta que registró.
      </p>
      <Formulario
        campos={[
          {
            nombre: 'folio',
            etiqueta: 'Folio único',
            requerido: true,
            mayusculas: true,
            maximo: 12,
            ayuda: 'Ocho letras y números, sin I ni O.',
          },
        ]}
        enviar={reclama}
        boton="Entrar con este folio"
      />
    </>
  )
}
