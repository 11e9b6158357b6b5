import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { dia, fechaHora, hoy } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Accion, Consulta, Datos, Estado } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { Declaracion } from './Declaracion'

type DeCuenta = Respuesta<'/v1/cuentas/{cuenta}', 'get'>

const ACTOS: Readonly<Record<string, string>> = {
  otorgar: 'Otorgada',
  activar: 'Activada',
  suspender: 'Suspendida',
  reanudar: 'Reanudada',
  terminar: 'Terminada',
}

export default function Cuenta({ cuenta }: { cuenta: string }) {
  const { rol } = useCuentaPropia()
  return (
    <>
      <Migas de={[['Cuentas', '/cuentas']]} />
      <Consulta
        clave={['cuenta', cuenta]}
        pide={() => datos(api.GET('/v1/cuentas/{cuenta}', { params: { path: { cuenta } } }))}
      >
        {(c) => (
          <>
            <h1>{c.nombre}</h1>
            <p>
              <Estado clase="cuenta" valor={c.estado} />
            </p>
            <Datos
              pares={[
                ['Rol', palabra('rol', c.rol)],
                ['Cargo', c.cargo],
                ['OPL', c.opl],
                ['Proceso', c.proceso],
                ['Correo', c.correo],
                ['Teléfono', c.telefono],
                ['Oficio', c.oficio],
                ['Credenciales enviadas', fechaHora(c.credenciales)],
                ['Declaración de Confidencialidad', c.declaracion && `${c.declaracion.referencia}, ${dia(c.declaracion.fecha)}`],
                ['Homónimo', c.motivo_homonimo],
              ]}
            />
            {rol === 'ine' && <Actos cuenta={c} />}
            <Declaracion cuenta={c} ine={rol === 'ine'} />
            <h2>Historia</h2>
            <ol>
              {c.historia.map((h) => (
                <li key={h.en + h.acto}>
                  {fechaHora(h.en)}: {ACTOS[h.acto] ?? h.acto}
                  {h.motivo && ` (${h.motivo})`}
                </li>
              ))}
            </ol>
          </>
        )}
      </Consulta>
    </>
  )
}

const MOTIVO = [{ nombre: 'motivo', etiqueta: 'Motivo', tipo: 'area', requerido: true, maximo: 500 }] as const

/** What the INE may do with an account in its state (5.4, 5.5). */
function Actos({ cuenta: c }: { cuenta: DeCuenta }) {
  const refresca = useRefresca()
  const params = { path: { cuenta: c.cuenta } }
  const despues = () => refresca(['cuenta', c.cuenta], ['cuentas'])
  const causa = (que: 'suspension' | 'reanudacion' | 'termino') => async (v: Record<string, string>) => {
    await datos(api.POST(`/v1/cuentas/{cuenta}/${que}`, { params, body: { motivo: v.motivo ?? '' } }))
    await despues()
  }
  async function declara({ referencia = '', fecha = '', sha256 = '' }: Record<string, string>) {
    await datos(api.POST('/v1/cuentas/{cuenta}/declaracion', { params, body: { referencia, fecha, sha256 } }))
    await despues()
  }
  return (
    <div className="botones">
      {c.estado === 'solicitada' && (
        <Accion
          boton="Otorgar"
          tipo="primario"
          explica={<p>Se crea el usuario y se envían las credenciales por correo. Queda bloqueada hasta recibir la Declaración.</p>}
          hacer={async () => {
            await datos(api.POST('/v1/cuentas/{cuenta}/otorgamiento', { params }))
            await despues()
          }}
        />
      )}
      {c.estado === 'bloqueada' && (
        <Accion
          boton="Registrar la Declaración de Confidencialidad"
          tipo="primario"
          iniciales={{ fecha: hoy() }}
          campos={[
            { nombre: 'referencia', etiqueta: 'Referencia del documento', requerido: true, maximo: 150 },
            { nombre: 'fecha', etiqueta: 'Fecha', tipo: 'date', requerido: true },
            { nombre: 'sha256', etiqueta: 'SHA-256 del documento', requerido: true, maximo: 64, ayuda: '64 dígitos hexadecimales en minúsculas.' },
          ]}
          hacer={declara}
        />
      )}
      {c.estado === 'bloqueada' && (
        <Accion
          boton="Enviar credenciales otra vez"
          hacer={async () => {
            await datos(api.POST('/v1/cuentas/{cuenta}/credenciales', { params }))
            await despues()
          }}
        />
      )}
      {c.estado === 'activa' && <Accion boton="Suspender" tipo="peligro" campos={MOTIVO} hacer={causa('suspension')} />}
      {c.estado === 'suspendida' && <Accion boton="Reanudar" campos={MOTIVO} hacer={causa('reanudacion')} />}
      {c.estado !== 'terminada' && <Accion boton="Terminar" tipo="peligro" campos={MOTIVO} hacer={causa('termino')} />}
    </div>
  )
}
