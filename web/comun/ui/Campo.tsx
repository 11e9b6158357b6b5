import { useId, type ReactNode } from 'react'
import { Varias } from './Varias'

export interface Opcion {
  valor: string
  texto: string
}

export interface PropsDeCampo {
  nombre: string
  etiqueta: string
  valor: string
  cambia: (valor: string) => void
  tipo?: 'text' | 'email' | 'tel' | 'date' | 'datetime-local' | 'number' | 'password' | 'url' | 'area'
  ayuda?: ReactNode
  falta?: string
  /** What the field has now, where somebody else changed that after `valor` was typed. */
  cambiado?: string
  requerido?: boolean
  opciones?: readonly Opcion[]
  /** Several of `opciones`, as boxes; the value is the chosen ones, separated by spaces. */
  varias?: boolean
  maximo?: number
  minimo?: number
  mayusculas?: boolean
  autocompletar?: string
  deshabilitado?: boolean
  /** Never kept beyond the page: a key or a password may be typed here. */
  reservado?: boolean
}

/** A labelled field with its help and its fault, both tied to it for screen readers. */
export function Campo(p: PropsDeCampo) {
  const id = useId()
  const descrito = [p.ayuda ? `${id}-ayuda` : '', p.cambiado !== undefined ? `${id}-cambiado` : '', p.falta ? `${id}-falta` : ''].filter(Boolean).join(' ')
  const etiqueta = (
    <>
      {p.etiqueta}
      {!p.requerido && <span className="opcional"> (opcional)</span>}
    </>
  )
  return (
    <div className={`campo ${p.falta ? 'campo-con-falta' : ''}`} data-campo={p.nombre}>
      {p.varias ? (
        <p id={`${id}-nombre`} className="etiqueta">
          {etiqueta}
        </p>
      ) : (
        <label htmlFor={id}>{etiqueta}</label>
      )}
      {p.ayuda && (
        <p id={`${id}-ayuda`} className="ayuda">
          {p.ayuda}
        </p>
      )}
      <Control {...p} id={id} descrito={descrito || undefined} />
      {p.cambiado !== undefined && (
        <p id={`${id}-cambiado`} className="ayuda" role="status">
          Este dato cambió después de que usted empezó a escribirlo. {dichoDe(p, p.cambiado)} Si envía, quedará lo que usted escribió.
        </p>
      )}
      {p.falta && (
        <p id={`${id}-falta`} className="falta">
          {p.falta}
        </p>
      )}
    </div>
  )
}

/** A value in words: options by their text. */
function dichoDe({ opciones, varias }: PropsDeCampo, valor: string): string {
  if (!valor) return 'Ahora está vacío.'
  const textos = (varias ? valor.split(' ') : [valor]).map((v) => opciones?.find((o) => o.valor === v)?.texto ?? v)
  return `Ahora dice «${textos.join(', ')}».`
}

function Control(p: PropsDeCampo & { id: string; descrito: string | undefined }) {
  const comunes = {
    id: p.id,
    name: p.nombre,
    value: p.valor,
    required: p.requerido,
    disabled: p.deshabilitado,
    'aria-describedby': p.descrito,
    'aria-invalid': p.falta ? true : undefined,
  }
  if (p.varias)
    return <Varias id={p.id} nombre={p.nombre} valor={p.valor} cambia={p.cambia} opciones={p.opciones ?? []} descrito={p.descrito} />
  if (p.opciones)
    return (
      <select {...comunes} onChange={(e) => p.cambia(e.target.value)}>
        {(!p.requerido || !p.valor) && <option value="">{p.requerido ? 'Elija…' : '—'}</option>}
        {p.opciones.map((o) => (
          <option key={o.valor} value={o.valor}>
            {o.texto}
          </option>
        ))}
      </select>
    )
  if (p.tipo === 'area')
    return <textarea {...comunes} rows={4} maxLength={p.maximo} onChange={(e) => p.cambia(e.target.value)} />
  return (
    <input
      {...comunes}
      type={p.tipo ?? 'text'}
      autoComplete={p.autocompletar ?? 'off'}
      min={p.tipo === 'number' ? p.minimo : undefined}
      max={p.tipo === 'number' ? p.maximo : undefined}
      maxLength={p.tipo === 'number' ? undefined : p.maximo}
      onChange={(e) => p.cambia(p.mayusculas ? e.target.value.toUpperCase() : e.target.value)}
    />
  )
}

interface PropsDeCasilla {
  etiqueta: ReactNode
  valor: boolean
  cambia: (valor: boolean) => void
  ayuda?: string
}

export function Casilla({ etiqueta, valor, cambia, ayuda }: PropsDeCasilla) {
  const id = useId()
  return (
    <div className="casilla">
      <input
        id={id}
        type="checkbox"
        checked={valor}
        aria-describedby={ayuda ? `${id}-ayuda` : undefined}
        onChange={(e) => cambia(e.target.checked)}
      />
      <label htmlFor={id}>{etiqueta}</label>
      {ayuda && (
        <p id={`${id}-ayuda`} className="ayuda">
          {ayuda}
        </p>
      )}
    </div>
  )
}
