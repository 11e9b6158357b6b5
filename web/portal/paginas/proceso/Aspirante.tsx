import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { nombreDeDato, palabra } from '../../../comun/textos/palabras'
import { Accion, Aviso, Consulta, Datos, Descarga, Estado } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { Correccion } from './Correccion'
import { Emblema } from './Emblema'
import { CAMPOS_DE_ASPIRANTE } from './formasAspirante'
import { DeAspirante } from './Subpaginas'
import { Versiones } from './Versiones'

type Detalle = Respuesta<'/v1/aspirantes/{aspirante}', 'get'>

const HITOS: Readonly<Record<string, string>> = {
  registrado: 'Registrado',
  modificado: 'Modificado',
  emblema: 'Emblema',
  cedula: 'Cédula generada',
  confirmado: 'Confirmado',
  cedula_firmada: 'Cédula firmada en resguardo',
  corregido: 'Corregido',
  baja: 'Baja',
  acceso: 'Entró con su folio',
  representante_nombrado: 'Nombró representante',
  representante_retirado: 'Retiró representante',
  representante_acceso: 'Entró su representante',
}

/** A registration from draft to Cédula to confirmation, its emblem and its end (6.1 B–F). */
export default function Aspirante({ aspirante }: { aspirante: string }) {
  const { rol } = useCuentaPropia()
  const params = { path: { aspirante } }
  return (
    <Consulta
      clave={['aspirante', aspirante]}
      pide={() => datos(api.GET('/v1/aspirantes/{aspirante}', { params }))}
    >
      {(a) => (
        <>
          <Migas de={[['Procesos', '/procesos'], [a.proceso, `/proceso/${a.proceso}`], ['Aspirantes', `/proceso/${a.proceso}/aspirantes`]]} />
          <h1>{a.nombre}</h1>
          <p>
            <Estado clase="aspirante" valor={a.estado} /> Folio <code>{a.aspirante}</code>
          </p>
          <DeAspirante aspirante={aspirante} />
          {rol === 'opl' && <Pasos a={a} />}
          <Datos
            pares={[
              ['Periodo', a.periodo],
              ['Unidad', a.unidad],
              ['Versión', a.version],
              ['Cédula generada', a.cedula_generada ? 'Sí' : 'No'],
              ['Emblema', a.emblema ? 'Sí' : 'No'],
              ['Entró al Portal', a.con_acceso ? 'Sí' : 'Todavía no'],
              ['Representante', a.con_representante ? 'Sí' : 'No'],
              ['Causa de baja', a.causa_baja],
              ...Object.entries(a.datos ?? {}).map(([c, v]) => [nombreDeDato(c), v] as const),
            ]}
          />
          {a.version > 1 && a.estado !== 'registrado' && <Versiones aspirante={aspirante} />}
          <h2>Historia</h2>
          <ol>
            {a.historia.map((h) => (
              <li key={h.en + h.que}>
                {fechaHora(h.en)}: {HITOS[h.que] ?? h.que} ({palabra('rol', h.rol)}), versión {h.version}
              </li>
            ))}
          </ol>
        </>
      )}
    </Consulta>
  )
}

function Pasos({ a }: { a: Detalle }) {
  const refresca = useRefresca()
  const { aspirante } = a
  const params = { path: { aspirante } }
  const despues = () => refresca(['aspirante', aspirante], ['aspirantes', a.proceso], ['preparacion', a.proceso])
  if (a.estado === 'baja') return null
  return (
    <>
      {a.estado === 'registrado' && (
        <Aviso titulo={a.cedula_generada ? 'Falta confirmar' : 'Falta generar la Cédula de esta versión'}>
          <p>Imprima la Cédula, recabe la firma y después confirme. Cada cambio pide una Cédula nueva.</p>
        </Aviso>
      )}
      <div className="botones">
        {a.estado === 'registrado' && (
          <>
            <Descarga
              ruta={`/v1/aspirantes/${aspirante}/cedula`}
              tipo="application/pdf"
              metodo="POST"
              nombre={`cedula-${aspirante}.pdf`}
              texto="Generar la Cédula"
              hecho={() => void despues()}
            />
            <Accion
              boton="Confirmar"
              tipo="primario"
              explica={<p>Confirma que la persona firmó la Cédula. Recibirá su folio por correo.</p>}
              hacer={async () => {
                await datos(api.POST('/v1/aspirantes/{aspirante}/confirmacion', { params, body: { version: a.version } }))
                await despues()
              }}
            />
          </>
        )}
        {a.estado === 'confirmado' && <Correccion a={a} despues={despues} />}
        {a.datos && a.estado === 'registrado' && (
          <Accion
            boton="Cambiar datos"
            campos={CAMPOS_DE_ASPIRANTE}
            iniciales={{ ...a.datos, periodo: a.periodo, unidad: a.unidad }}
            hacer={async (v) => {
              const body = { ...v, version: a.version }
              await datos(api.PUT('/v1/aspirantes/{aspirante}', { params, body: body as never }))
              await despues()
            }}
          />
        )}
        <Accion
          boton="Dar de baja"
          tipo="peligro"
          campos={[{ nombre: 'causa', etiqueta: 'Causa', tipo: 'area', requerido: true, maximo: 500 }]}
          hacer={async ({ causa = '' }) => {
            await datos(api.POST('/v1/aspirantes/{aspirante}/baja', { params, body: { causa } }))
            await despues()
          }}
        />
      </div>
      <Emblema aspirante={aspirante} hay={a.emblema} version={a.version} despues={despues} />
    </>
  )
}
