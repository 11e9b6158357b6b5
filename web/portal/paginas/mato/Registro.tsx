import { useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { opciones } from '../../../comun/textos/palabras'
import { Formulario } from '../../../comun/ui'

const QUIENES = ['opl', 'aspirante', 'representante', 'auxiliar', 'ciudadania']

/** INETEL enters the request of whoever called or wrote, and attends it or hands it over to the MATO (17.2). */
export default function Registro() {
  const [, ve] = useLocation()
  async function registra(v: Record<string, string>) {
    const s = await datos(api.POST('/v1/atencion/registro', { body: v as never }))
    ve(`/solicitudes/${s.solicitud}`)
  }
  return (
    <>
      <h1>Registrar una solicitud</h1>
      <p className="bajada">
        De quien llamó o escribió. Dígale el número de la solicitud: con él sabrá de su caso cuando vuelva a llamar.
      </p>
      <Formulario
        campos={[
          {
            nombre: 'medio',
            etiqueta: 'Cómo se comunicó',
            requerido: true,
            opciones: [
              { valor: 'telefono', texto: 'Llamada' },
              { valor: 'correo', texto: 'Correo' },
            ],
          },
          { nombre: 'rol', etiqueta: 'Quién dice ser', requerido: true, opciones: opciones('rol', QUIENES) },
          { nombre: 'nombre', etiqueta: 'Nombre', requerido: true, maximo: 150 },
          { nombre: 'correo', etiqueta: 'Correo', tipo: 'email', maximo: 128, ayuda: 'Correo o teléfono: al menos uno, para responder.' },
          { nombre: 'telefono', etiqueta: 'Teléfono', tipo: 'tel', maximo: 40 },
          { nombre: 'tema', etiqueta: 'Tema', requerido: true, opciones: opciones('tema') },
          { nombre: 'texto', etiqueta: 'Qué pasó', tipo: 'area', requerido: true, maximo: 4000 },
        ]}
        enviar={registra}
        boton="Registrar"
      />
    </>
  )
}
