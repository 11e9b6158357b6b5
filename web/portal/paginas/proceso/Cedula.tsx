import { useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { Accion, Aviso, Consulta, Datos, Descarga, Tabla } from '../../../comun/ui'
import { ImagenesDeCedula } from './ImagenesDeCedula'

const CAUSAS = [
  { valor: 'imagenes_no_corresponden', texto: 'Las imágenes no corresponden a la persona o a la credencial' },
  { valor: 'datos_no_corresponden', texto: 'Los datos registrados no corresponden a la credencial' },
]

/** What was registered and what was read, side by side, with the pictures (7.7, 8.6). */
export default function Cedula({ auxiliar }: { auxiliar: string }) {
  const refresca = useRefresca()
  const [, ve] = useLocation()
  const params = { path: { auxiliar } }
  async function despues() {
    await refresca(['cedula', auxiliar], ['cedulas'])
    if (history.length > 1) history.back()
    else ve('/procesos')
  }
  return (
    <>
      <h1>Cédula de registro de auxiliar</h1>
      <Consulta clave={['cedula', auxiliar]} pide={() => datos(api.GET('/v1/auxiliares/{auxiliar}/cedula', { params }))}>
        {(h) => (
          <>
            {h.baja && (
              <Aviso tono="cuidado">
                <p>La persona auxiliar está dada de baja desde {fechaHora(h.baja)}.</p>
              </Aviso>
            )}
            {!h.vigente && <Aviso tono="cuidado">Hay testigos visuales más recientes que estos.</Aviso>}
            <Datos
              pares={[
                ['Auxiliar', <code key="a">{h.auxiliar}</code>],
                ['Aspirante', <code key="s">{h.aspirante}</code>],
                ['Captada', fechaHora(h.capturado_en)],
                ['Recibida', fechaHora(h.recibido_en)],
                ['Dispositivo', h.dispositivo],
                ['Código de integridad', <code key="i">{h.integridad}</code>],
              ]}
            />
            <Tabla
              titulo="Cotejo: lo registrado y lo leído"
              tituloOculto={false}
              filas={h.cotejo}
              llave={(r) => r.campo}
              columnas={[
                { titulo: 'Dato', celda: (r) => r.nombre },
                { titulo: 'Registrado', celda: (r) => <span className="mono">{r.registrado || '—'}</span> },
                { titulo: 'Leído', celda: (r) => <span className="mono">{r.leido || '—'}</span> },
                {
                  titulo: '¿Coincide?',
                  celda: (r) => (r.coincide === null ? 'No se compara' : r.coincide ? 'Sí' : <strong className="falta">No</strong>),
                },
              ]}
            />
            <ImagenesDeCedula imagenes={h.imagenes} />
            <div className="botones">
              <Accion
                boton="Conforme"
                tipo="primario"
                titulo="Cédula conforme"
                explica={<p>Las imágenes y los datos corresponden a la persona registrada.</p>}
                hacer={async () => {
                  await datos(api.POST('/v1/auxiliares/{auxiliar}/cedula/conformidad', { params, body: { cedula: h.folio } }))
                  await despues()
                }}
              />
              <Accion
                boton="Dar de baja"
                clave={`Dar de baja por la Cédula ${h.folio}`}
                tipo="peligro"
                explica={<p>Lo que esta persona envíe después de la baja quedará con inconsistencia (7.7).</p>}
                campos={[
                  { nombre: 'causa', etiqueta: 'Causa', requerido: true, opciones: CAUSAS },
                  { nombre: 'detalle', etiqueta: 'Qué no corresponde', requerido: true, tipo: 'area', maximo: 300 },
                ]}
                hacer={async ({ causa, detalle = '' }) => {
                  const body = { cedula: h.folio, causa: causa as 'datos_no_corresponden', detalle }
                  await datos(api.POST('/v1/auxiliares/{auxiliar}/cedula/baja', { params, body }))
                  await despues()
                }}
              />
              <Descarga ruta={`/v1/auxiliares/${auxiliar}/cedula/documento`} tipo="application/pdf" texto="Guardar la Cédula (PDF)" nombre={`cedula-${auxiliar}.pdf`} />
            </div>
          </>
        )}
      </Consulta>
    </>
  )
}
