import { useEffect, useMemo, useState, type ReactNode } from 'react'
import * as borradores from '../borradores'
import { Aviso } from './Aviso'
import { Boton } from './Boton'
import { Dialogo } from './Dialogo'
import { Formulario, type Definicion, type Valores } from './Formulario'

interface Props {
  boton: string
  titulo?: string
  /** Names its form within the page, where the title may be another one's too: people have the same name. */
  clave?: string
  tipo?: 'primario' | 'secundario' | 'peligro'
  campos?: readonly Definicion[]
  iniciales?: Valores
  explica?: ReactNode
  hacer: (valores: Valores) => Promise<unknown>
  hecho?: string
}

/** A button that opens a dialog, asks for what is needed, does it, and says that it was done. */
export function Accion({ boton, titulo, clave, tipo = 'secundario', campos = [], iniciales, explica, hacer, hecho }: Props) {
  const cabeza = titulo ?? boton
  const forma = clave ?? cabeza
  const suya = useMemo(() => borradores.claveDe(forma), [forma])
  useEffect(() => borradores.nombra(suya), [suya])
  const [abierto, setAbierto] = useState(() => borradores.de(suya) !== undefined)
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
      <Dialogo abierto={abierto} titulo={cabeza} cerrar={() => setAbierto(false)}>
        {explica}
        <Formulario
          clave={forma}
          nombrado
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
