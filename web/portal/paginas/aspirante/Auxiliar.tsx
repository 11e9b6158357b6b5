import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { nombreDeDato, opciones, palabra } from '../../../comun/textos/palabras'
import { Accion, Aviso, Casilla, Consulta, Datos, Estado, Lista } from '../../../comun/ui'
import { Migas } from '../../Migas'

type Ficha = Respuesta<'/v1/auxiliares/{auxiliar}', 'get'>

/** One auxiliar: data, state, documents kept, and what the aspirante may do (7.3–7.11). */
export default function Auxiliar({ auxiliar }: { auxiliar: string }) {
  const { rol } = useCuentaPropia()
  const propio = rol === 'aspirante' || rol === 'representante'
  return (
    <Consulta
      clave={['auxiliar', auxiliar]}
      pide={() => datos(api.GET('/v1/auxiliares/{auxiliar}', { params: { path: { auxiliar } } }))}
    >
      {(f) => (
        <>
          <Migas de={[['Auxiliares', `/aspirante/${f.aspirante}/auxiliares`]]} />
          <h1>Auxiliar {f.auxiliar}</h1>
          <p>
            <Estado clase="auxiliar" valor={f.estado} />
          </p>
          {f.baja && (
            <Aviso tono="cuidado" titulo={`Baja: ${palabra('causa_baja', f.baja.causa)}`}>
              <p>
                {f.baja.texto} {f.baja.detalle} ({fechaHora(f.baja.en)})
              </p>
              <p>
                La vigencia de una credencial se consulta en <a href={f.liga_vigencia}>la Lista Nominal</a>.
              </p>
            </Aviso>
          )}
          {f.aviso_registral && (
            <Aviso tono="cuidado">
              <p>{f.aviso_registral}</p>
            </Aviso>
          )}
          {propio && <Actos f={f} />}
          <Datos
            pares={[
              ...Object.entries(f.persona).map(([c, v]) => [nombreDeDato(c), v] as const),
              ['Situación registral', palabra('situacion', f.situacion_registral)],
              ['Alta', fechaHora(f.alta)],
              ['Aviso de confirmación', palabra('envio', f.confirmacion)],
              ['Entrega de sus correos', palabra('rebote', f.rebote)],
              ['Registró un teléfono', fechaHora(f.registrado_en)],
              ['Cédula de registro', palabra('cedula', f.cedula)],
            ]}
          />
          <Custodia f={f} edita={propio} />
          {!propio && <Telefonos auxiliar={auxiliar} />}
          <h2>Historia</h2>
          <ol>
            {f.historia.map((h) => (
              <li key={h.en + h.que}>
                {fechaHora(h.en)}: {nombreDeDato(h.que)} ({palabra('rol', h.rol)}) {h.detalle}
              </li>
            ))}
          </ol>
        </>
      )}
    </Consulta>
  )
}

function Actos({ f }: { f: Ficha }) {
  const refresca = useRefresca()
  const params = { path: { auxiliar: f.auxiliar } }
  const despues = () => refresca(['auxiliar', f.auxiliar], ['auxiliares', f.aspirante])
  if (f.baja)
    return (
      <Accion
        boton="Registrar de nuevo"
        explica={<p>Vuelve a consultar el padrón; si procede, la persona queda vigente.</p>}
        hacer={async () => {
          await datos(api.POST('/v1/auxiliares/{auxiliar}/reingreso', { params }))
          await despues()
        }}
      />
    )
  return (
    <div className="botones">
      <Accion
        boton="Enviar otra vez su Id"
        hacer={async () => {
          await datos(api.POST('/v1/auxiliares/{auxiliar}/confirmacion', { params }))
          await despues()
        }}
        hecho="Se envió el correo."
      />
      <Accion
        boton="Cambiar su correo"
        campos={[
          { nombre: 'correo', etiqueta: 'Correo nuevo', tipo: 'email', requerido: true, maximo: 254 },
          { nombre: 'proveedor', etiqueta: 'Entra con', requerido: true, opciones: opciones('proveedor') },
        ]}
        hacer={async ({ correo = '', proveedor = '' }) => {
          await datos(api.PUT('/v1/auxiliares/{auxiliar}/correo', { params, body: { correo, proveedor } }))
          await despues()
        }}
      />
      <Accion
        boton="Dar de baja"
        tipo="peligro"
        explica={<p>Lo que envíe después de la baja quedará con inconsistencia (7.7).</p>}
        campos={[
          { nombre: 'causa', etiqueta: 'Causa', requerido: true, opciones: opciones('causa_baja', ['decision_aspirante', 'renuncia', 'datos_equivocados']) },
          { nombre: 'detalle', etiqueta: 'Detalle', tipo: 'area', maximo: 300 },
        ]}
        hacer={async (v) => {
          await datos(api.POST('/v1/auxiliares/{auxiliar}/baja', { params, body: v as never }))
          await despues()
        }}
      />
    </div>
  )
}

/** Documents that the aspirante keeps: each tick is noted with who and when (7.9). */
function Custodia({ f, edita }: { f: Ficha; edita: boolean }) {
  const refresca = useRefresca()
  const params = { path: { auxiliar: f.auxiliar } }
  async function anota(documento: string, en_custodia: boolean) {
    const body = { documento: documento as 'fura', en_custodia }
    await datos(api.PUT('/v1/auxiliares/{auxiliar}/custodia', { params, body }))
    await refresca(['auxiliar', f.auxiliar], ['auxiliares', f.aspirante])
  }
  return (
    <section className="ficha">
      <h2>Documentos en custodia (7.9)</h2>
      {f.custodia.map((c) =>
        edita ? (
          <Casilla
            key={c.documento}
            etiqueta={palabra('documento', c.documento)}
            valor={c.en_custodia}
            cambia={(v) => void anota(c.documento, v)}
            ayuda={c.desde ? `Desde ${fechaHora(c.desde)}` : undefined}
          />
        ) : (
          <p key={c.documento}>
            {palabra('documento', c.documento)}: {c.en_custodia ? `sí, desde ${fechaHora(c.desde)}` : 'no'}
          </p>
        ),
      )}
    </section>
  )
}

function Telefonos({ auxiliar }: { auxiliar: string }) {
  return (
    <>
      <h2>Dispositivos</h2>
      <Lista
        titulo="Dispositivos"
        clave={['dispositivos', auxiliar]}
        pagina={(c) => datos(api.GET('/v1/auxiliares/{auxiliar}/dispositivos', { params: { path: { auxiliar }, query: { despues: c } } }))}
        llave={(d) => d.dispositivo}
        columnas={[
          { titulo: 'Dispositivo', celda: (d) => <code>{d.dispositivo}</code> },
          { titulo: 'Equipo', celda: (d) => d.etiqueta },
          { titulo: 'Alta', celda: (d) => fechaHora(d.alta) },
          { titulo: 'Baja', celda: (d) => fechaHora(d.baja) },
        ]}
      />
    </>
  )
}
