import { useState, type ReactNode } from 'react'
import { Boton, Falla } from '../../comun/ui'

interface Props {
  hacer: () => Promise<void>
  children: ReactNode
  tipo?: 'primario' | 'secundario' | 'peligro'
  disabled?: boolean
}

/** A button that does something that may fail: what failed stands beside it, in words. */
export function Orden({ hacer, children, tipo = 'primario', disabled }: Props) {
  const [ocupado, setOcupado] = useState(false)
  const [falla, setFalla] = useState<unknown>(null)
  const run = async () => {
    setOcupado(true)
    setFalla(null)
    try {
      await hacer()
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado(false)
    }
  }
  return (
    <>
      {falla !== null && <Falla falla={falla} />}
      <Boton tipo={tipo} ocupado={ocupado} disabled={disabled} onClick={() => void run()}>{children}</Boton>
    </>
  )
}
