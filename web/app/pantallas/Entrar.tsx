import { useState } from 'react'
import { Boton, Falla } from '../../comun/ui'
import * as sesion from '../../comun/sesion/sesion'
import type { Proveedor } from '../estado/auxiliar'
import { Pagina } from '../partes/Pagina'

interface Props {
  titulo: string
  atras: string
  /** Where to come back to, with the provider chosen. */
  volver: (proveedor: Proveedor) => string
  nota?: string
}

const PROVEEDORES: [Proveedor, string, string][] = [
  ['google', 'Google', 'Google'],
  ['facebook', 'Facebook', 'Facebook'],
  ['x', 'X (Twitter)', 'TwitterX']
]

/** Type of authentication (8.4, 10.6): the provider's own page asks for mail and password, never this app. */
export function Entrar({ titulo, atras, volver, nota }: Props) {
  const [falla, setFalla] = useState<unknown>(null)
  const go = (proveedor: Proveedor, nombre: string) =>
    sesion.entra('federado', volver(proveedor), nombre).catch((error: unknown) => setFalla(error))
  return (
    <Pagina titulo={titulo} atras={atras}>
      {nota && <p>{nota}</p>}
      <p>Elija con qué cuenta entra. Su contraseña se escribe en la página de esa empresa; esta aplicación no la ve.</p>
      {falla !== null && <Falla falla={falla} />}
      <div className="grandes">
        {PROVEEDORES.map(([proveedor, etiqueta, nombre]) => (
          <Boton key={proveedor} onClick={() => void go(proveedor, nombre)}>Entrar con {etiqueta}</Boton>
        ))}
      </div>
    </Pagina>
  )
}
