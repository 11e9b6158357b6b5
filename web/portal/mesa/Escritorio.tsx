import { useCallback, useEffect, useRef, useState } from 'react'
import { Aviso, Boton, Cargando, Falla } from '../../comun/ui'
import { Aclarar, Escalar, Teclas } from './dialogos'
import { DatosDeHoja } from './DatosDeHoja'
import { abreFigura, ampliaBajoElPuntero, Figuras } from './Figuras'
import { useJornada } from './jornada'
import { Recientes } from './Recientes'
import { useTeclas } from './teclas'
import { useCatalogo } from './catalogo'
import type { Dictamen, Inciso } from './tipos'
import { useCola } from './usarCola'
import { alInstante, esInmediato, Tira } from './Veredicto'
import './mesa.css'

type Ventana = 'recientes' | 'aclarar' | 'escalar' | 'teclas' | undefined

/** The Mesa's desk: one record after the other, by keyboard alone if one likes (13.1, 13.6, 13.7). */
export default function Escritorio() {
  const jornada = useJornada()
  const enTurno = jornada.datos?.estado === 'en_turno'
  const catalogo = useCatalogo()
  const mesa = useCola(enTurno)
  const [inciso, setInciso] = useState<Inciso>()
  const [ventana, setVentana] = useState<Ventana>()
  const [teclas, setTeclas] = useState(true)
  const [pintada, setPintada] = useState('')
  const puntero = usePuntero()
  const hoja = mesa.cola.actual
  const lista = hoja !== undefined && pintada === hoja.folio && !mesa.cola.detenido
  const { dictamina, deshace } = mesa
  const folio = hoja?.folio

  useEffect(() => setInciso(undefined), [folio])
  const manda = useCallback(
    (dictamen: Dictamen) => {
      if (!folio) return
      setInciso(undefined)
      dictamina(folio, dictamen)
    },
    [folio, dictamina],
  )
  const escoge = (i: Inciso) => (esInmediato(i) ? manda(alInstante(i)) : setInciso(i))

  useTeclas(teclas, (tecla) => {
    if (tecla === '?') return hecho(() => setVentana('teclas'))
    if (tecla === 'F8') return hecho(() => jornada.alterna())
    if (!enTurno) return false
    if (tecla === 'Backspace') return hecho(deshace)
    if (tecla === 'F9') return hecho(() => setVentana('recientes'))
    if (!hoja || !lista || inciso) return false
    if (tecla === ' ') return ampliaBajoElPuntero(puntero.current.x, puntero.current.y)
    if (/^[1-4]$/.test(tecla)) return abreFigura(Number(tecla))
    if (tecla === 'F2') return hecho(() => setVentana('aclarar'))
    if (tecla === 'F4') return hecho(() => setVentana('escalar'))
    if (tecla === 'v') return hecho(() => manda({ inciso: null }))
    const elegido = catalogo.incisos.find((i) => i.inciso === tecla)
    return elegido ? hecho(() => escoge(elegido)) : false
  })

  return (
    <>
      <div className="mesa-cabeza">
        <h1>Escritorio de la Mesa</h1>
        <p role="status" className="cuenta-del-dia">
          {jornada.datos && (
            <>
              Lleva <strong>{jornada.datos.revisados_hoy + mesa.cola.dados}</strong> hoy · en su cola{' '}
              <strong>{Math.max(0, jornada.datos.abiertos - mesa.cola.dados)}</strong>
            </>
          )}
        </p>
        <div className="botones">
          <Boton onClick={() => jornada.alterna()} ocupado={jornada.ocupado}>
            {enTurno ? 'Pausa' : 'Ponerse en turno'} <kbd>F8</kbd>
          </Boton>
          {enTurno && <Boton onClick={() => jornada.pon('fuera')}>Terminar el turno</Boton>}
          {enTurno && (
            <Boton onClick={() => setVentana('recientes')}>
              Mis dictámenes <kbd>F9</kbd>
            </Boton>
          )}
          <Boton onClick={() => setVentana('teclas')}>
            Teclas <kbd>?</kbd>
          </Boton>
          <label className="interruptor">
            <input type="checkbox" checked={teclas} onChange={(e) => setTeclas(e.target.checked)} /> Usar teclas
          </label>
        </div>
      </div>
      {jornada.falla !== undefined && <Falla falla={jornada.falla} />}
      <div aria-live="polite">{mesa.noticia && <Aviso vivo={false}>{mesa.noticia}</Aviso>}</div>
      {mesa.fallaDeCola !== undefined && <Falla falla={mesa.fallaDeCola} repetir={mesa.relee} />}
      {mesa.ilegibles.map((f) => (
        <Aviso key={f} tono="cuidado" titulo={`El expediente ${f} no se puede abrir`}>
          <Boton onClick={() => void mesa.escala(f, 'El expediente no se puede abrir.')}>Escalar este registro</Boton>
        </Aviso>
      ))}
      {mesa.cola.detenido && (
        <div className="detenido">
          <Falla falla={mesa.cola.detenido.falla} />
          <p>El dictamen de {mesa.cola.detenido.folio} no quedó guardado. El registro está de nuevo al frente.</p>
          <div className="botones">
            <Boton tipo="primario" onClick={mesa.repite}>
              Enviar otra vez el mismo dictamen
            </Boton>
            <Boton onClick={mesa.libera}>Revisarlo de nuevo</Boton>
          </div>
        </div>
      )}
      {!enTurno ? (
        <Aviso titulo={jornada.datos?.estado === 'pausa' ? 'Está en pausa' : 'Está fuera de turno'}>
          <p>Póngase en turno para recibir y revisar registros.</p>
        </Aviso>
      ) : !hoja ? (
        mesa.vaciaDeVerdad ? (
          <Aviso tono="bien" titulo="Su cola está vacía">
            <p>En cuanto haya registros nuevos, aparecerán aquí.</p>
          </Aviso>
        ) : (
          <Cargando que="Trayendo el siguiente registro…" />
        )
      ) : (
        <div className="mesa">
          <Figuras hoja={hoja} alPintar={setPintada} />
          <DatosDeHoja hoja={hoja} />
          <section aria-label="Dictamen" className="dictamen" key={hoja.folio}>
            {inciso ? (
              <Tira inciso={inciso} folio={hoja.folio} manda={manda} cierra={() => setInciso(undefined)} />
            ) : (
              <>
                <Boton tipo="primario" className="valido" disabled={!lista} onClick={() => manda({ inciso: null })}>
                  Válido <kbd>v</kbd>
                </Boton>
                <div className="incisos">
                  {catalogo.incisos.map((i) => (
                    <Boton key={i.inciso} disabled={!lista} onClick={() => escoge(i)}>
                      <kbd>{i.inciso}</kbd> {i.tipo}
                      {i.opciones.length > 0 && <small>{i.opciones.join(' · ')}</small>}
                    </Boton>
                  ))}
                </div>
                <div className="botones">
                  <Boton onClick={deshace}>
                    Deshacer <kbd>Retroceso</kbd>
                  </Boton>
                  <Boton onClick={() => setVentana('aclarar')}>
                    Aclarar datos <kbd>F2</kbd>
                  </Boton>
                  <Boton onClick={() => setVentana('escalar')}>
                    Escalar <kbd>F4</kbd>
                  </Boton>
                </div>
              </>
            )}
          </section>
        </div>
      )}
      {hoja && <Aclarar hoja={hoja} abierto={ventana === 'aclarar'} cierra={() => setVentana(undefined)} corrige={mesa.corrige} />}
      {hoja && <Escalar hoja={hoja} abierto={ventana === 'escalar'} cierra={() => setVentana(undefined)} escala={mesa.escala} />}
      <Recientes abierto={ventana === 'recientes'} cierra={() => setVentana(undefined)} deshace={mesa.deshaceDe} />
      <Teclas abierto={ventana === 'teclas'} cierra={() => setVentana(undefined)} incisos={catalogo.incisos} />
    </>
  )
}

function hecho(accion: () => unknown): boolean {
  accion()
  return true
}

/** Where the pointer is, without drawing anything anew when it moves. */
function usePuntero() {
  const donde = useRef({ x: 0, y: 0 })
  useEffect(() => {
    const mueve = (e: PointerEvent) => (donde.current = { x: e.clientX, y: e.clientY })
    window.addEventListener('pointermove', mueve, { passive: true })
    return () => window.removeEventListener('pointermove', mueve)
  }, [])
  return donde
}
