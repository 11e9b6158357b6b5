import { Aviso, Boton } from '../../comun/ui'
import { Pagina } from '../partes/Pagina'

/** The person refused the place: no capture while it is so (8.1, 10.3). */
export function SinPermiso({ repetir, atras }: { repetir: () => void; atras: () => void }) {
  return (
    <Pagina titulo="Ubicación" atras={atras} pie={<Boton tipo="primario" onClick={repetir}>Reintentar</Boton>}>
      <Aviso tono="mal" titulo="La ubicación está negada" vivo>
        <p>Permita la ubicación a esta aplicación en los ajustes del teléfono: sin ella no se puede captar. Debe permanecer activada mientras se usa la aplicación.</p>
      </Aviso>
    </Pagina>
  )
}
