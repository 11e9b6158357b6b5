import { useEffect, useState } from 'react'
import { Boton, Cargando, Falla } from '../../comun/ui'
import { fechaHora } from '../../comun/fechas'
import { ownReceipts, type AcusePropio } from '../estado/auxiliar'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { Entrar } from './Entrar'

/** Receipts that the INE has of this auxiliar, sent from whichever phone: a lost phone loses none (9.14). */
export function Acuses() {
  const { vista } = useApp()
  const [lista, setLista] = useState<AcusePropio[]>([])
  const [sigue, setSigue] = useState<string | null>('')
  const [pedido, setPedido] = useState('')
  const [falla, setFalla] = useState<unknown>(null)
  const [intento, setIntento] = useState(0)
  const { dentro } = vista
  useEffect(() => {
    if (!dentro) return
    let vigente = true
    ownReceipts(pedido).then(
      ({ elementos, siguiente }) => {
        if (!vigente) return
        setLista((antes) => [...antes, ...elementos])
        setSigue(siguiente)
        // A page may be short or empty and go on.
        if (!elementos.length && siguiente) setPedido(siguiente)
      },
      (error: unknown) => vigente && setFalla(error)
    )
    return () => { vigente = false }
  }, [dentro, pedido, intento])
  if (!dentro) return <Entrar titulo="Acuses del INE" atras="/pendientes" volver={() => '/#/acuses'} />
  const espera = falla === null && sigue === pedido
  return (
    <Pagina titulo="Acuses del INE" atras="/pendientes">
      <p>Los apoyos suyos que el INE recibió, también desde otro teléfono.</p>
      {falla !== null && <Falla falla={falla} repetir={() => { setFalla(null); setIntento(intento + 1) }} />}
      {espera && <Cargando />}
      {!espera && falla === null && lista.length === 0 && <p>El INE no ha recibido apoyos suyos.</p>}
      <ul className="lista">
        {lista.map(({ folio, recibido_en, integridad }) => (
          <li key={folio}>
            <span>
              <span className="mono">{folio}</span><br />Recibido el {fechaHora(recibido_en)}<br />
              Código de integridad <span className="mono">{integridad}</span>
            </span>
          </li>
        ))}
      </ul>
      {!espera && sigue && <Boton onClick={() => setPedido(sigue)}>Ver más</Boton>}
    </Pagina>
  )
}
