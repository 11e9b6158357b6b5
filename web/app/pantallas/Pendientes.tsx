import { useState } from 'react'
import { navigate } from 'wouter/use-hash-location'
import { Aviso, Boton, Dialogo } from '../../comun/ui'
import { fechaHora } from '../../comun/fechas'
import type { EstadoEnvio } from '../estado/envios'
import { reintentable, type Registro } from '../nucleo/maquina'
import { AcuseCompleto } from '../partes/AcuseCompleto'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'

const PALABRAS: Record<Registro['estado'], string> = {
  guardado: 'Guardado, sin enviar',
  anunciado: 'Enviando',
  subido: 'Enviado, esperando acuse',
  recibido: 'Enviado y recibido por el INE',
  rechazado: 'No admitido',
  conflicto: 'Pida ayuda: no borre nada'
}
const A_LA_VEZ = 50
/** Where capturing anew is not the way out. */
const PORQUE_BORRAR: Record<string, string> = {
  aspirante_terminado: 'Se captó después de que terminó el registro de la persona aspirante: ya no es para nadie. Si lo borra no podrá recuperarse.'
}
/** What one can do about a refusal that sending again does not cure; the refusal itself is the API's sentence. */
const SALIDA: Record<string, string> = {
  sobre_otra_llave: 'La llave del INE cambió y lo ya cifrado no puede cifrarse otra vez. Toque «Actualizar datos» antes de captar más, llame a la atención con este folio y capte de nuevo a la persona si se lo indican.',
  captura_futura: 'La hora del teléfono estaba adelantada. Corríjala y envíe otra vez más tarde.'
}

/** What is kept and what was received (9.14, 12), each by itself, in words. */
export function Pendientes() {
  const { app, vista } = useApp()
  const [cuantos, setCuantos] = useState(A_LA_VEZ)
  const orden = [...vista.registros].sort((a, b) => Number(a.estado === 'recibido') - Number(b.estado === 'recibido') || b.registro.localeCompare(a.registro))
  const faltan = vista.registros.filter(({ estado }) => estado === 'guardado' || estado === 'anunciado' || estado === 'subido').length
  return (
    <Pagina
      titulo="Pendientes y acuses"
      atras="/"
      pie={vista.dentro ? <Boton tipo="primario" disabled={!faltan} onClick={() => app.enviador.wake()}>Enviar ahora</Boton> : <Boton tipo="primario" onClick={() => navigate('/entrar')}>Entrar para enviar</Boton>}
    >
      <Estado envio={vista.envio} faltan={faltan} dentro={vista.dentro} />
      {orden.length === 0 && <p>No hay apoyos en este teléfono.</p>}
      <ul className="registros">{orden.slice(0, cuantos).map((r) => <Renglon key={r.registro} registro={r} />)}</ul>
      {orden.length > cuantos && <Boton onClick={() => setCuantos(cuantos + A_LA_VEZ)}>Ver más ({orden.length - cuantos})</Boton>}
      {vista.modo === 'auxiliar' && vista.dentro && <Boton onClick={() => navigate('/acuses')}>Acuses del INE</Boton>}
    </Pagina>
  )
}

function Estado({ envio, faltan, dentro }: { envio: EstadoEnvio; faltan: number; dentro: boolean }) {
  if (!faltan) return <Aviso tono="bien" vivo><p>No falta nada por enviar.</p></Aviso>
  if (envio.activo) return <Aviso vivo><p>Enviando: faltan {faltan}. Puede seguir captando.</p></Aviso>
  if (!navigator.onLine) return <Aviso tono="cuidado" vivo><p>Sin Internet. Faltan {faltan}; se enviarán al volver la conexión con la aplicación abierta.</p></Aviso>
  if (!dentro) return <Aviso tono="cuidado" vivo><p>Faltan {faltan}. Entre con su cuenta para enviarlos.</p></Aviso>
  const texto = { sin_red: 'El INE no responde.', sin_sesion: 'Entre de nuevo con su cuenta.', cerrado: 'El INE ya no recibe apoyos de este periodo.', rehusado: envio.ultimo?.texto, detenido: envio.ultimo?.texto, completo: '' }
  return <Aviso tono="cuidado" vivo><p>Faltan {faltan}. {envio.ultimo ? texto[envio.ultimo.fin] : ''} Nada se ha perdido.</p></Aviso>
}

function Renglon({ registro }: { registro: Registro }) {
  const { app } = useApp()
  const [abierto, setAbierto] = useState(false)
  const [borrar, setBorrar] = useState(false)
  const { acuse, motivo, estado } = registro
  return (
    <li data-registro={registro.registro} data-estado={estado}>
      <button type="button" className="renglon" aria-expanded={abierto} onClick={() => setAbierto(!abierto)}>
        <strong className={`estado estado-${estado}`}>{PALABRAS[estado]}</strong>
        <span>{registro.modo === 'cedula' ? 'Testigos visuales' : 'Apoyo'} · {fechaHora(registro.capturado_en)}</span>
        <span className="mono folio">{registro.folio}</span>
      </button>
      {abierto && (
        <div className="detalle">
          {motivo && <Aviso tono="mal"><p>{motivo.texto}</p>{SALIDA[motivo.codigo] && <p>{SALIDA[motivo.codigo]}</p>}<p className="nota">{motivo.codigo}</p></Aviso>}
          <dl className="leidos">
            <div><dt>Código de integridad</dt><dd className="mono">{registro.integridad}</dd></div>
            {acuse && <div><dt>Recibido por el INE</dt><dd>{fechaHora(acuse.recibido_en)}</dd></div>}
            {acuse && <div><dt>Credencial</dt><dd>{acuse.credencial}</dd></div>}
            {acuse?.ciudadania && (
              <>
                <div><dt>Proceso</dt><dd>{acuse.ciudadania.proceso}, {acuse.ciudadania.cargo}</dd></div>
                <div><dt>Código de activación</dt><dd className="mono">{acuse.ciudadania.codigo_activacion}</dd></div>
                <div><dt>Dispositivo</dt><dd className="mono">{acuse.ciudadania.dispositivo}</dd></div>
                <div><dt>Correo</dt><dd>{acuse.ciudadania.correo}</dd></div>
              </>
            )}
          </dl>
          {estado === 'recibido' && !acuse && <p className="nota">El acuse quedó protegido con la contraseña anterior; también se envió a su correo{registro.modo === 'mi_apoyo' ? '' : ' y está en «Acuses del INE»'}.</p>}
          {estado === 'recibido' && registro.modo !== 'cedula' && <AcuseCompleto folio={registro.folio} />}
          {reintentable(registro) && (
            <Boton onClick={() => void app.almacen.change(registro.registro, { que: 'reenviar' }).then(() => app.enviador.wake())}>Enviar otra vez</Boton>
          )}
          {estado === 'rechazado' && <Boton tipo="peligro" onClick={() => setBorrar(true)}>Borrar de este teléfono</Boton>}
        </div>
      )}
      <Dialogo abierto={borrar} titulo="¿Borrar este apoyo?" cerrar={() => setBorrar(false)}>
        <p>{PORQUE_BORRAR[motivo?.codigo ?? ''] ?? 'El INE no lo admitió y aquí no se puede corregir. Si lo borra no podrá recuperarse; puede captarlo de nuevo con la persona.'}</p>
        <Boton tipo="peligro" onClick={() => void app.almacen.discard(registro.registro)}>Borrar</Boton>
      </Dialogo>
    </li>
  )
}
