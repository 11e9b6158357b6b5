import { useState, type ReactNode } from 'react'
import * as borradores from '../borradores'
import { Aviso } from './Aviso'
import { Boton } from './Boton'
import { Dialogo } from './Dialogo'
import { Formulario, type Definicion, type Valores } from './Formulario'

interface Props {
  boton: string
  titulo?: string
  tipo?: 'primario' | 'secundario' | 'peligro'
  campos?: readonly Definicion[]
  iniciales?: Valores
  explica?: ReactNode
  hacer: (valores: Valores) => Promise<unknown>
  hecho?: string
}

/** A button that opens a dialog, asks for what is needed, does it, and says that it was done. */
export function Accion({ boton, titulo, tipo = 'secundario', campos = [], iniciales, explica, hacer, hecho }: Props) {
  const forma = titulo ?? boton
  const [abierto, setAbierto] = useState(() => borradores.de(borradores.claveDe(forma)) !== undefined)
  const [dicho, setDicho] = useState('')
  async function envia(valores: Valores) {
    await hacer(valores)
    setAbierto(false)
    setDicho(hecho ?? 'Hecho.')
  }
  return (
    <>
      <Boton
        tipo={tipo}
        onClick={() => {
          setDicho('')
          setAbierto(true)
        }}
      >
        {boton}
      </Boton>
      {dicho && (
        <Aviso tono="bien" vivo>
          <p>{dicho}</p>
        </Aviso>
      )}
      <Dialogo abierto={abierto} titulo={forma} cerrar={() => setAbierto(false)}>
        {explica}
        <Formulario
          clave={forma}
          campos={campos}
          iniciales={iniciales}
          enviar={envia}
          boton={boton}
          peligro={tipo === 'peligro'}
          cancelar={() => setAbierto(false)}
        />
      </Dialogo>
    </>
  )
}
