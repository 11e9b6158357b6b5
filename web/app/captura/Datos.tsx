import { useState } from 'react'
import { Aviso, Boton } from '../../comun/ui'
import { checkCic, checkClave, checkEmision, checkIdentificador, checkOcr, limpia, type Consejo } from '../nucleo/clave'
import { LLAVES } from '../nucleo/qr'
import type { Credencial } from '../nucleo/tipos'
import { Pagina } from '../partes/Pagina'
import { Casilla } from '../../comun/ui'

type Llave = 'clave_elector' | 'ocr' | 'emision' | 'cic' | 'identificador'

interface Props {
  credencial: Credencial
  /** Mi Apoyo asks about one's own card. */
  propia: boolean
  atras: () => void
  sigue: (credencial: Credencial) => void
}

const CAMPOS: Record<Llave, { etiqueta: string; donde: string; check: (v: string) => Consejo; largo: number; numeros: boolean }> = {
  clave_elector: { etiqueta: 'Clave de elector', donde: 'Al frente: 18 letras y números', check: checkClave, largo: 18, numeros: false },
  ocr: { etiqueta: 'OCR', donde: 'Al reverso: 12 o 13 números', check: checkOcr, largo: 13, numeros: true },
  emision: { etiqueta: 'Número de emisión', donde: 'Al frente: los 2 números después del año de registro', check: checkEmision, largo: 2, numeros: true },
  cic: { etiqueta: 'CIC', donde: 'Al reverso: los 9 números después de IDMEX (puede escribir también el décimo)', check: checkCic, largo: 10, numeros: true },
  identificador: { etiqueta: 'Identificador del ciudadano', donde: 'Al reverso: los últimos 9 números del primer renglón', check: checkIdentificador, largo: 9, numeros: true }
}

/** The keys of the registry (9.8): what the QR gave is shown, the rest is typed and checked as one types. */
export function Datos({ credencial, propia, atras, sigue }: Props) {
  const llaves = LLAVES[credencial.modelo] as readonly Llave[]
  const leida = Boolean(credencial.qr)
  const [valores, setValores] = useState<Partial<Record<Llave, string>>>({})
  const [original, setOriginal] = useState(false)
  const completa = leida || llaves.every((llave) => CAMPOS[llave].check(valores[llave] ?? '').listo)

  const siguiente = () => {
    const escritas = Object.fromEntries(llaves.map((llave) => [llave, cleaned(llave, valores[llave] ?? '')]))
    sigue(leida ? credencial : { ...credencial, ...escritas })
  }
  return (
    <Pagina titulo="Datos de la credencial" atras={atras} pie={<Boton tipo="primario" disabled={!completa || !original} onClick={siguiente}>Siguiente</Boton>}>
      {leida ? (
        <dl className="leidos">
          {llaves.map((llave) => (
            <div key={llave}><dt>{CAMPOS[llave].etiqueta}</dt><dd>{grouped(credencial[llave] ?? '')}</dd></div>
          ))}
        </dl>
      ) : (
        <>
          {credencial.modelo !== 'C' && (
            <Aviso tono="cuidado"><p>No se leyó el código QR. Escriba los datos tal como están impresos, o regrese y repita el reverso.</p></Aviso>
          )}
          {llaves.map((llave) => (
            <Tecleado key={llave} llave={llave} valor={valores[llave] ?? ''} cambia={(v) => setValores({ ...valores, [llave]: v })} />
          ))}
        </>
      )}
      <Casilla
        etiqueta={propia ? 'Presento mi credencial para votar original' : 'La persona presenta su credencial para votar original'}
        valor={original}
        cambia={setOriginal}
        ayuda="No se admiten copias, fotografías ni imágenes en pantalla."
      />
    </Pagina>
  )
}

function Tecleado({ llave, valor, cambia }: { llave: Llave; valor: string; cambia: (valor: string) => void }) {
  const { etiqueta, donde, check, largo, numeros } = CAMPOS[llave]
  const consejo = check(valor)
  return (
    <div className="campo">
      <label htmlFor={llave}>{etiqueta}</label>
      <p id={`${llave}-donde`} className="ayuda">{donde}</p>
      <input
        id={llave}
        name={llave}
        value={valor}
        onChange={(e) => cambia(limpia(e.target.value).slice(0, largo))}
        inputMode={numeros ? 'numeric' : 'text'}
        autoCapitalize="characters"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-describedby={`${llave}-donde ${llave}-consejo`}
        className="tecleado"
      />
      <p id={`${llave}-consejo`} className={consejo.listo ? 'bien' : 'ayuda'} aria-live="polite">
        {consejo.listo ? '✓ Completo' : valor ? consejo.texto : ''}
      </p>
    </div>
  )
}

/** The check digit of the MRZ was for checking only. */
function cleaned(llave: Llave, valor: string): string {
  return llave === 'cic' ? valor.slice(0, 9) : valor
}

function grouped(digitos: string): string {
  return digitos.replace(/(\d{4})(?=\d)/g, '$1 ')
}
