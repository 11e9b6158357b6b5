import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Boton } from './Boton'

interface Props {
  abierto: boolean
  titulo: string
  cerrar: () => void
  children: ReactNode
}

/** A modal dialog: the element `<dialog>` keeps the focus inside and gives it back. */
export function Dialogo({ abierto, titulo, cerrar, children }: Props) {
  const caja = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialogo = caja.current
    if (!dialogo) return
    if (abierto && !dialogo.open) dialogo.showModal()
    if (!abierto && dialogo.open) dialogo.close()
  }, [abierto])
  return (
    <dialog ref={caja} aria-labelledby={id} className="dialogo" onClose={() => abierto && cerrar()}>
      {abierto && (
        <>
          <div className="dialogo-cabeza">
            <h2 id={id}>{titulo}</h2>
            <Boton tipo="llano" aria-label="Cerrar" onClick={cerrar}>
              ×
            </Boton>
          </div>
          {children}
        </>
      )}
    </dialog>
  )
}
