import { useLocation } from 'wouter'
import { Formulario } from '../../../comun/ui'

/** An operator reaches the runs of an aspirante by the folio: no list of them is offered to this role. */
export default function Captura() {
  const [, ve] = useLocation()
  return (
    <>
      <h1>Captura manual</h1>
      <p className="bajada">Escriba el folio de la persona aspirante cuyas cédulas en papel va a capturar.</p>
      <Formulario
        campos={[{ nombre: 'aspirante', etiqueta: 'Folio del aspirante', requerido: true, mayusculas: true, maximo: 12 }]}
        enviar={async ({ aspirante = '' }) => ve(`/aspirante/${aspirante}/lotes`)}
        boton="Ver sus lotes"
      />
    </>
  )
}
