import { useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { opciones } from '../../../comun/textos/palabras'
import { Formulario } from '../../../comun/ui'

/** A new version of a privacy notice or of obligations of a role (18.1). */
export default function PublicarAviso() {
  const [, ve] = useLocation()
  return (
    <>
      <h1>Publicar avisos de privacidad</h1>
      <p className="bajada">
        Una versión no cambia: la siguiente toma su lugar y quienes tienen ese rol la leen y aceptan de nuevo.
      </p>
      <Formulario
        campos={[
          {
            nombre: 'tipo',
            etiqueta: 'Tipo',
            requerido: true,
            opciones: [
              { valor: 'aviso', texto: 'Aviso de privacidad' },
              { valor: 'obligaciones', texto: 'Obligaciones' },
            ],
          },
          { nombre: 'rol', etiqueta: 'Para el rol', requerido: true, opciones: opciones('rol') },
          { nombre: 'titulo', etiqueta: 'Título', requerido: true, maximo: 200 },
          { nombre: 'texto', etiqueta: 'Texto completo', tipo: 'area', requerido: true, maximo: 60000 },
        ]}
        enviar={async (v) => {
          const a = await datos(api.POST('/v1/avisos-privacidad', { body: v as never }))
          ve(`/avisos/${a.aviso}`)
        }}
        boton="Publicar"
      />
    </>
  )
}
