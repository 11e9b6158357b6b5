import { useEffect } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { Aviso, Boton } from '../../comun/ui'
import { fechaHora } from '../../comun/fechas'
import { etapa, horasHasta, juzgaReloj } from '../nucleo/reloj'
import type { Vista } from '../estado/aplicacion'
import { useApp } from '../partes/contexto'
import { Emblema } from '../partes/Emblema'
import { Mantenimientos } from '../partes/Mantenimientos'
import { Pagina } from '../partes/Pagina'
import { Orden } from '../partes/Orden'
import { refresh } from '../estado/auxiliar'
import { impedimento } from './impedimentos'
import { EnCurso } from './EnCurso'
import { Menu } from './Menu'

/** The main menu: of an auxiliar, or of Mi Apoyo, which is the mode at first (8.2, 9.2). */
export function Inicio() {
  const { vista } = useApp()
  return vista.modo === 'auxiliar' ? <InicioAuxiliar /> : <InicioMiApoyo />
}

const VIEJO = 60 * 60_000

function InicioAuxiliar() {
  const { app, vista } = useApp()
  const { auxiliar, dentro } = vista
  const leido = auxiliar?.leido_en ?? 0
  const recibida = !auxiliar?.cedula && vista.registros.some(({ modo, estado }) => modo === 'cedula' && estado === 'recibido')
  useEffect(() => {
    // Once the evidence has its receipt the INE's answer is another: capture may be allowed now (8.5).
    if (dentro && recibida) void refresh(app).catch(() => undefined)
  }, [app, dentro, recibida])
  useEffect(() => {
    if (dentro && leido && Date.now() - leido > VIEJO) void refresh(app).catch(() => undefined) // told by its date
  }, [app, dentro, leido])
  if (!auxiliar) {
    return (
      <Pagina titulo="Modo Auxiliar">
        <p>Para captar apoyos, regístrese con el Id Proceso y el Id Auxiliar que recibió por correo.</p>
        <Boton tipo="primario" onClick={() => navigate('/registro')}>Registro de Auxiliar</Boton>
        <Menu />
      </Pagina>
    )
  }
  const falta = impedimento(vista, app.ahora())
  return (
    <Pagina titulo="Apoyo Ciudadano">
      <section className="aspirante" aria-label="Aspirante">
        <Emblema digest={auxiliar.aspirante.emblema} de={auxiliar.aspirante.nombre} />
        <div>
          <p className="aspirante-nombre">{auxiliar.aspirante.nombre}</p>
          <p>{auxiliar.aspirante.cargo}{auxiliar.aspirante.unidad && ` · ${auxiliar.aspirante.unidad}`}</p>
          <p className="nota">{auxiliar.proceso_nombre}</p>
        </div>
      </section>
      <Mantenimientos ahora={app.ahora()} />
      {falta && <Aviso tono={falta.tono} titulo={falta.titulo} vivo><p>{falta.texto}</p></Aviso>}
      <Plazo vista={vista} ahora={app.ahora()} />
      {auxiliar.aviso_vigente && auxiliar.aviso_vigente !== auxiliar.aviso && (
        <Aviso tono="cuidado" titulo="Hay otro aviso de privacidad">
          <p>Léalo y acéptelo para seguir.</p>
          <Boton onClick={() => navigate('/registro')}>Leer el aviso</Boton>
        </Aviso>
      )}
      <div className="grandes">
        <Boton tipo="primario" disabled={Boolean(falta?.impide)} onClick={() => navigate('/captura')}>Captura de Datos</Boton>
        <Boton onClick={() => navigate('/pendientes')}>Pendientes y acuses <Cuenta vista={vista} /></Boton>
        {!auxiliar.cedula && <Boton onClick={() => navigate('/testigos')}>Testigos visuales (Cédula)</Boton>}
      </div>
      {vista.dentro && <Orden tipo="secundario" hacer={() => refresh(app)}>Actualizar datos</Orden>}
      <p className="nota">Datos leídos el {fechaHora(new Date(auxiliar.leido_en).toISOString())}</p>
      <Menu />
    </Pagina>
  )
}

function InicioMiApoyo() {
  const { app, vista } = useApp()
  const { ciudadano } = vista
  const activa = Boolean(ciudadano?.ciudadano)
  return (
    <Pagina titulo="Mi Apoyo">
      <Mantenimientos ahora={app.ahora()} />
      <p>Aquí puede dar su apoyo a una persona aspirante a candidatura independiente, con su propio teléfono y su credencial para votar.</p>
      {!activa && <EnCurso />}
      {!activa && (
        <ol className="pasos">
          <li>Lea y acepte el aviso de privacidad.</li>
          <li>Entre con su cuenta de Google, Facebook o X.</li>
          <li>Lea su credencial y reciba un código por correo.</li>
          <li>Elija a quién apoyar, tome las imágenes y firme.</li>
        </ol>
      )}
      <Reloj vista={vista} />
      <div className="grandes">
        {activa ? (
          <Boton tipo="primario" onClick={() => navigate('/mi-apoyo/aspirantes')}>Dar mi apoyo</Boton>
        ) : (
          <Boton tipo="primario" onClick={() => navigate(ciudadano ? '/mi-apoyo/codigo' : '/mi-apoyo/aviso')}>
            {ciudadano ? 'Escribir el código' : 'Registro Ciudadano'}
          </Boton>
        )}
        <Boton onClick={() => navigate('/pendientes')}>Envío de captura y acuses <Cuenta vista={vista} /></Boton>
        {ciudadano && <Boton onClick={() => navigate('/mi-apoyo/aviso')}>Activar de nuevo</Boton>}
      </div>
      <Menu />
    </Pagina>
  )
}

function Cuenta({ vista }: { vista: Vista }) {
  const n = vista.registros.filter(({ estado }) => estado !== 'recibido').length
  return n ? <span className="cuenta">{n} sin enviar</span> : null
}

/** Hours left, and what may be done now (8.10, 9.16, 12.5). */
function Plazo({ vista, ahora }: { vista: Vista; ahora: number }) {
  const { periodo } = vista.auxiliar!
  const hay = vista.registros.some(({ estado }) => estado !== 'recibido')
  switch (etapa(periodo, ahora)) {
    case 'envio':
      return (
        <Aviso tono="cuidado" titulo={`Quedan ${horasHasta(periodo.cierre_recepcion, ahora)} horas para enviar`}>
          <p>El periodo terminó: ya no se capta. Envíe todo antes del {fechaHora(periodo.cierre_recepcion)}</p>
        </Aviso>
      )
    case 'cerrado':
      return hay ? (
        <Aviso tono="mal" titulo="El INE ya no recibe apoyos de este periodo">
          <p>Lo que no se envió sigue aquí, cifrado. Llame al INE con el folio de cada apoyo antes de borrar nada.</p>
        </Aviso>
      ) : null
    default:
      return <p className="nota">Se capta hasta el {fechaHora(periodo.fin)}</p>
  }
}

export function Reloj({ vista }: { vista: Vista }) {
  if (vista.diferencia === null || juzgaReloj(vista.diferencia) === 'bien') return null
  const minutos = Math.round(Math.abs(vista.diferencia) / 60_000)
  return (
    <Aviso tono="cuidado" titulo={`El reloj del teléfono está ${vista.diferencia > 0 ? 'adelantado' : 'atrasado'} ${minutos} minutos`}>
      <p>En los ajustes del teléfono, elija «Fecha y hora automáticas» y vuelva a abrir la aplicación con Internet.</p>
    </Aviso>
  )
}
