import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { Accion, Aviso, Consulta, Datos, Estado, Tabla } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { Paquete } from './Paquete'
import { Plazo } from './Plazo'
import { nombreDeClase, SIGUIENTE, type DeRequerimiento } from './palabras'

const RELEE_MS = 5_000

/** One requirement: its basis, its clock, its package, and who took it (16.2, 18.6). */
export default function Requerimiento({ proceso, requerimiento }: { proceso: string; requerimiento: string }) {
  const params = { path: { proceso, requerimiento } }
  return (
    <>
      <Migas de={[['Requerimientos', `/proceso/${proceso}/requerimientos`]]} />
      <h1>Requerimiento {requerimiento}</h1>
      <Consulta
        clave={['requerimiento', requerimiento]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/requerimientos/{requerimiento}', { params }))}
        cada={(r) => (r?.estado === 'en_curso' ? RELEE_MS : false)}
      >
        {(r) => (
          <>
            <p>
              <Estado clase="requerimiento" valor={r.estado} />
            </p>
            <Aviso tono={r.estado !== 'atendido' && r.plazo !== 'en_plazo' ? 'cuidado' : 'info'}>
              <p>{SIGUIENTE[r.estado]}</p>
            </Aviso>
            <Datos
              pares={[
                ['Plazo (72 horas hábiles)', <Plazo key="p" r={r} />],
                ['Quién requiere', nombreDeClase(r.clase)],
                ['Autoridad', r.autoridad],
                ['Fundamento y motivo', r.fundamento],
                ['Oficio', r.oficio],
                ['Persona solicitante', r.solicitante],
                ['Notificado', fechaHora(r.notificado_en)],
                ['Registrado', `${fechaHora(r.registrado_en)}, ${r.cuenta}`],
                ['Respondido', r.atendido_en && `${fechaHora(r.atendido_en)}, oficio ${r.oficio_respuesta}`],
                ['Huella de la llave de quien recibe', r.huella && <code key="h">{r.huella}</code>],
                ['SHA-256 del manifiesto', r.sha256 && <code key="s">{r.sha256}</code>],
              ]}
            />
            <Actos r={r} />
            <Registros r={r} />
            <h2>Comunicaciones</h2>
            <p className="ayuda">Cada vez que alguien pidió los enlaces del paquete. Están también en la bitácora de auditoría.</p>
            <Tabla
              titulo="Comunicaciones del paquete"
              filas={r.comunicaciones}
              llave={(c) => c.en + c.cuenta}
              vacia="Nadie ha tomado el paquete."
              columnas={[
                { titulo: 'Cuándo', celda: (c) => fechaHora(c.en) },
                { titulo: 'Cuenta', celda: (c) => <code>{c.cuenta}</code> },
              ]}
            />
          </>
        )}
      </Consulta>
    </>
  )
}

function Registros({ r }: { r: DeRequerimiento }) {
  const sin = new Set(r.sin_expediente)
  return (
    <>
      <h2>Registros requeridos</h2>
      <Tabla
        titulo="Registros requeridos"
        filas={r.folios}
        llave={(f) => f}
        columnas={[
          { titulo: 'Folio', celda: (f) => <code>{f}</code> },
          { titulo: 'Imágenes', celda: (f) => (sin.has(f) ? 'No tiene expediente con imágenes' : '—') },
        ]}
      />
    </>
  )
}

function Actos({ r }: { r: DeRequerimiento }) {
  const refresca = useRefresca()
  const params = { path: { proceso: r.proceso, requerimiento: r.requerimiento } }
  const despues = () => refresca(['requerimiento', r.requerimiento], ['requerimientos', r.proceso], ['conservacion', r.proceso])
  return (
    <>
      <div className="botones">
        {r.estado === 'registrado' && (
          <Accion
            boton="Pedir el paquete"
            tipo="primario"
            explica={
              <p>
                Los registros se cifran con la llave pública de quien los recibe: nadie más podrá abrirlos, tampoco el INE. Quien
                recibe genera su par con <code>opl llaves crear</code>.
              </p>
            }
            campos={[{ nombre: 'llave', etiqueta: 'Llave pública de quien recibe (PEM)', tipo: 'area', requerido: true, maximo: 8000, reservado: true }]}
            hacer={async ({ llave = '' }) => {
              await datos(api.POST('/v1/procesos/{proceso}/requerimientos/{requerimiento}/paquete', { params, body: { llave } }))
              await despues()
            }}
          />
        )}
        {(r.estado === 'registrado' || r.estado === 'listo') && (
          <Accion
            boton="Anotar la respuesta"
            explica={
              r.estado === 'registrado' ? <p>Se responderá sin paquete: después ya no podrá pedirse. Si va a entregar registros, pídalo antes.</p> : undefined
            }
            campos={[{ nombre: 'oficio', etiqueta: 'Oficio con que se respondió', requerido: true, maximo: 120 }]}
            hacer={async ({ oficio = '' }) => {
              await datos(api.POST('/v1/procesos/{proceso}/requerimientos/{requerimiento}/respuesta', { params, body: { oficio } }))
              await despues()
            }}
          />
        )}
      </div>
      {r.sha256 && (r.estado === 'listo' || r.estado === 'atendido') && <Paquete r={r} despues={despues} />}
    </>
  )
}
