import { useRef, useState, type ReactNode, type SyntheticEvent } from 'react'
import { ErrorDeApi, type Falta } from '../api/problemas'
import { Boton } from './Boton'
import { Campo, type PropsDeCampo } from './Campo'
import { Falla } from './Falla'

export type Valores = Record<string, string>
export type Definicion = Omit<PropsDeCampo, 'valor' | 'cambia' | 'falta'>

interface Props {
  campos: readonly Definicion[]
  iniciales?: Valores
  /** Resolves when what was sent is done; a refusal leaves everything typed where it is. */
  enviar: (valores: Valores) => Promise<unknown>
  boton: string
  peligro?: boolean
  children?: ReactNode
  cancelar?: () => void
}

/** A form over declared fields: one sending at a time, every fault listed on top and beside its field. */
export function Formulario({ campos, iniciales = {}, enviar, boton, peligro, children, cancelar }: Props) {
  const [valores, setValores] = useState<Valores>(() => ({ ...iniciales }))
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)
  const enCurso = useRef(false)
  const resumen = useRef<HTMLDivElement>(null)
  const faltas = falla instanceof ErrorDeApi ? falla.faltas : []

  async function manda(evento: SyntheticEvent) {
    evento.preventDefault()
    if (enCurso.current) return
    enCurso.current = true
    setOcupado(true)
    setFalla(undefined)
    try {
      await enviar(limpios(valores))
    } catch (error) {
      setFalla(error)
      requestAnimationFrame(() => resumen.current?.focus())
    } finally {
      enCurso.current = false
      setOcupado(false)
    }
  }

  return (
    <form onSubmit={(e) => void manda(e)} className="formulario">
      <div ref={resumen} tabIndex={-1} className="resumen">
        {falla !== undefined && <Falla falla={falla} />}
        {faltas.length > 0 && <Faltas faltas={faltas} campos={campos} />}
      </div>
      {campos.map((campo) => (
        <Campo
          key={campo.nombre}
          {...campo}
          valor={valores[campo.nombre] ?? ''}
          cambia={(v) => setValores((antes) => ({ ...antes, [campo.nombre]: v }))}
          falta={faltas.find((f) => esDe(f, campo.nombre))?.texto}
        />
      ))}
      {children}
      <div className="botones">
        <Boton type="submit" tipo={peligro ? 'peligro' : 'primario'} ocupado={ocupado}>
          {boton}
        </Boton>
        {cancelar && <Boton onClick={cancelar}>Cancelar</Boton>}
      </div>
    </form>
  )
}

/** Fields of nested objects come as `umbral.porcentaje`. */
const esDe = (falta: Falta, nombre: string) => falta.campo === nombre || falta.campo.split('.').pop() === nombre

function Faltas({ faltas, campos }: { faltas: Falta[]; campos: readonly Definicion[] }) {
  const etiqueta = (f: Falta) => campos.find((c) => esDe(f, c.nombre))?.etiqueta ?? f.campo
  return (
    <ul className="faltas">
      {faltas.map((f) => (
        <li key={f.campo + f.texto}>
          <strong>{etiqueta(f)}:</strong> {f.texto}
        </li>
      ))}
    </ul>
  )
}

/** Without spaces around; what is empty is left out, so that an optional member is not sent as an empty text. */
function limpios(valores: Valores): Valores {
  const pares = Object.entries(valores).map(([n, v]) => [n, v.trim()] as const)
  return Object.fromEntries(pares.filter(([, v]) => v !== ''))
}
