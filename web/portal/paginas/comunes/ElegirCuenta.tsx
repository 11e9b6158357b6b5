import { useLocation } from 'wouter'
import * as sesion from '../../../comun/sesion/sesion'
import { useCuentas, type Cuenta } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Boton } from '../../../comun/ui'

export function ElegirCuenta({ cuentas, elige }: { cuentas: Cuenta[]; elige: (cuenta: Cuenta) => void }) {
  return (
    <>
      <h1>¿Con qué cuenta quiere actuar?</h1>
      <p>Tiene varias cuentas. Lo que haga quedará a nombre de la que elija.</p>
      <ul className="opciones">
        {cuentas.map((c) => (
          <li key={c.cuenta}>
            <Boton onClick={() => elige(c)}>
              {palabra('rol', c.rol)}
              {c.proceso && ` · proceso ${c.proceso}`}
              {c.opl && ` · ${c.opl}`}
              {c.aspirante && ` · folio ${c.aspirante}`}
            </Boton>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Another account of the same person, from the header. */
export default function CambiarCuenta() {
  const cuentas = useCuentas()
  const [, ve] = useLocation()
  return (
    <ElegirCuenta
      cuentas={cuentas.data?.cuentas ?? []}
      elige={(c) => {
        sesion.elige(c.cuenta)
        ve('/')
      }}
    />
  )
}
