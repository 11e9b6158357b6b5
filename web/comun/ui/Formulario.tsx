import { QueryClientContext } from '@tanstack/react-query'
import { useContext, useEffect, useMemo, useRef, useState, type ReactNode, type SyntheticEvent } from 'react'
import { ErrorDeApi, type Falta } from '../api/problemas'
import { sujeto } from '../sesion/sesion'
import * as borradores from '../borradores'
import { Aviso } from './Aviso'
import { Boton } from './Boton'
import { Campo, type PropsDeCampo } from './Campo'
import { Falla } from './Falla'
import { useEscrito } from './escrito'

export type Valores = Record<string, string>
export type Definicion = Omit<PropsDeCampo, 'valor' | 'cambia' | 'falta' | 'cambiado'> & {
  /** Its initial value is a suggestion of the page, such as the time: it stays as it was when the form was opened. */
  propuesto?: boolean
}

interface Props {
  campos: readonly Definicion[]
  iniciales?: Valores
  /** Resolves when what was sent is done; a refusal leaves everything typed where it is. */
  enviar: (valores: Valores) => Promise<unknown>
  boton: string
  peligro?: boolean
  children?: ReactNode
  cancelar?: () => void
  /** Names the form within its page, where its button does not. */
  clave?: string
  /** What is around the form has taken its key already. */
  nombrado?: boolean
}

/** Times that a form is sent anew by itself when the answer says how long to wait. */
const VECES = 3

/** A form over declared fields: one sending at a time, every fault listed on top and beside its field. */
export function Formulario({ campos, iniciales = {}, enviar, boton, peligro, children, cancelar, clave = boton, nombrado = false }: Props) {
  const suya = useMemo(() => borradores.claveDe(clave), [clave])
  useEffect(() => (nombrado ? undefined : borradores.nombra(suya)), [suya, nombrado])
  const { valores, cambia, cambiado, recuperado } = useEscrito(suya, campos, iniciales)
  const consultas = useContext(QueryClientContext)
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)
  const enCurso = useRef(false)
  const veces = useRef(0)
  const resumen = useRef<HTMLDivElement>(null)
  const faltas = falla instanceof ErrorDeApi ? falla.faltas : []

  async function manda() {
    if (enCurso.current) return
    enCurso.current = true
    setOcupado(true)
    setFalla(undefined)
    try {
      await enviar(limpios(valores))
    } catch (error) {
      setFalla(error)
      if (error instanceof ErrorDeApi && error.codigo === 'elija_cuenta') {
        borradores.guarda(sujeto())
        await consultas?.invalidateQueries({ queryKey: ['cuentas propias'] })
      }
      requestAnimationFrame(() => resumen.current?.focus())
    } finally {
      enCurso.current = false
      setOcupado(false)
    }
  }

  function envia(evento: SyntheticEvent) {
    evento.preventDefault()
    veces.current = 0
    void manda()
  }
  function repite() {
    veces.current += 1
    void manda()
  }
  const status = falla instanceof ErrorDeApi ? falla.problema.status : 0
  const pasajera = status === 429 || status === 503
  return (
    <form onSubmit={envia} className="formulario">
      <div ref={resumen} tabIndex={-1} className="resumen">
        {recuperado && falla === undefined && (
          <Aviso>
            <p>Aquí está lo que había escrito antes de entrar de nuevo. Revíselo antes de enviarlo; los archivos se eligen otra vez.</p>
          </Aviso>
        )}
        {falla !== undefined && (
          <Falla falla={falla} repetir={pasajera ? repite : undefined} aMano={veces.current >= VECES}>
            {status === 409 && consultas && (
              <Boton onClick={() => void consultas.invalidateQueries()}>Leer lo que hay ahora, sin perder lo escrito</Boton>
            )}
          </Falla>
        )}
        {faltas.length > 0 && <Faltas faltas={faltas} campos={campos} />}
      </div>
      {campos.map(({ propuesto: _, ...campo }) => (
        <Campo
          key={campo.nombre}
          {...campo}
          valor={valores[campo.nombre] ?? ''}
          cambia={(v) => cambia(campo.nombre, v)}
          cambiado={cambiado(campo.nombre)}
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
