import type { Modelo as ModeloCpv } from '../nucleo/tipos'
import { Pagina } from '../partes/Pagina'

interface Props {
  modelos: readonly ModeloCpv[]
  ultimo: ModeloCpv | null
  atras: () => void
  sigue: (modelo: ModeloCpv) => void
  nota?: string
}

/** What tells the models apart at a glance, back and front; nothing here is checked by a program. */
const SENAS: Record<ModeloCpv, string> = {
  C: 'Sin código QR. Al reverso, el OCR de 12 o 13 números y cuadros de elecciones.',
  D: 'Al reverso, un código de barras grande, un QR pequeño y tres renglones de letras y números.',
  E: 'Como la D, con fondo rosa y gris; se expide desde 2014.',
  F: 'Como la E, expedida en el extranjero: dice «Desde el extranjero».',
  G: 'Al reverso, dos códigos QR grandes y uno pequeño; se expide desde 2019.',
  H: 'Como la G, expedida en el extranjero: dice «Desde el extranjero».'
}

/** The kind of card (9.4, 10.11): the last one used comes first. */
export function Modelo({ modelos, ultimo, atras, sigue, nota }: Props) {
  const orden = ultimo ? [ultimo, ...modelos.filter((m) => m !== ultimo)] : modelos
  return (
    <Pagina titulo="Tipo de credencial" atras={atras}>
      <p>Vea el reverso de la credencial y elija a cuál se parece.</p>
      <ul className="modelos">
        {orden.map((modelo) => (
          <li key={modelo}>
            <button type="button" className="modelo" onClick={() => sigue(modelo)}>
              <Dibujo modelo={modelo} />
              <span>
                <strong>Modelo {modelo}</strong>
                {modelo === ultimo && <em> · el último que usó</em>}
                <br />
                {SENAS[modelo]}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {nota && <p className="nota">{nota}</p>}
    </Pagina>
  )
}

/** The back of the card in outline: where its codes are. */
function Dibujo({ modelo }: { modelo: ModeloCpv }) {
  const mrz = modelo !== 'C'
  return (
    <svg className="dibujo" viewBox="0 0 86 54" aria-hidden="true">
      <rect x="1" y="1" width="84" height="52" rx="4" />
      {modelo === 'C' && <path d="M6 8h34M6 14h34v14H6zM48 8h30v12H48zM48 24h30v12H48zM58 8v12M68 8v12M58 24v12M68 24v12" />}
      {(modelo === 'D' || modelo === 'E' || modelo === 'F') && <path d="M6 6h44v14H6zM10 6v14M15 6v14M18 6v14M24 6v14M29 6v14M35 6v14M40 6v14M45 6v14" />}
      {(modelo === 'G' || modelo === 'H') && <path d="M6 6h18v18H6zM28 6h18v18H28zM10 10h5v5h-5zM32 10h5v5h-5z" />}
      {mrz && <path d="M64 6h14v14H64zM67 9h4v4h-4z" />}
      {mrz && <path className="letras" d="M6 36h74M6 41h74M6 46h74" />}
    </svg>
  )
}
