import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Boton, Consulta, Datos, Dialogo, Lista } from '../../../comun/ui'
import { DeProceso } from './Subpaginas'

/** Whom the OPL names to be in touch with the DERFE (13.2). */
export default function Enlaces({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const [visto, setVisto] = useState('')
  const params = { path: { proceso } }
  const despues = () => refresca(['enlaces', proceso], ['preparacion', proceso])
  return (
    <>
      <h1>Enlaces con la DERFE</h1>
      <DeProceso proceso={proceso} />
      <p className="bajada">
        Se nombran al menos 48 horas antes del inicio; la DERFE recibe aviso por correo. Asesora sobre la Mesa de Control de lunes a
        viernes, de 09:00 a 18:00 horas (hora del centro); otros horarios se acuerdan con ella (13.2, 13.5).
      </p>
      {rol === 'opl' && (
        <Accion
          boton="Nombrar un enlace"
          tipo="primario"
          campos={[
            { nombre: 'nombre', etiqueta: 'Nombre completo', requerido: true, maximo: 120 },
            { nombre: 'puesto', etiqueta: 'Puesto', requerido: true, maximo: 120 },
            { nombre: 'correo', etiqueta: 'Correo', requerido: true, tipo: 'email', maximo: 128 },
            { nombre: 'telefono', etiqueta: 'Teléfono', requerido: true, tipo: 'tel', maximo: 40 },
          ]}
          hacer={async (v) => {
            await datos(api.POST('/v1/procesos/{proceso}/enlaces', { params, body: v as never }))
            await despues()
          }}
        />
      )}
      <Lista
        titulo="Enlaces"
        clave={['enlaces', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/enlaces', { params: { ...params, query: { despues: c } } }))}
        llave={(e) => e.enlace}
        columnas={[
          { titulo: 'Nombre', celda: (e) => e.nombre },
          { titulo: 'Puesto', celda: (e) => e.puesto },
          { titulo: 'Nombrado', celda: (e) => `${fechaHora(e.nombrado_en)}${e.tardio ? ' (después del límite)' : ''}` },
          {
            titulo: 'Acciones',
            celda: (e) => (
              <div className="botones">
                <Boton onClick={() => setVisto(e.enlace)}>Ver contacto</Boton>
                {rol === 'opl' && (
                  <Accion
                    boton="Retirar"
                    titulo={`Retirar a ${e.nombre}`}
                    clave={`Retirar ${e.enlace}`}
                    tipo="peligro"
                    hacer={async () => {
                      const path = { proceso, enlace: e.enlace }
                      await datos(api.DELETE('/v1/procesos/{proceso}/enlaces/{enlace}', { params: { path } }))
                      await despues()
                    }}
                  />
                )}
              </div>
            ),
          },
        ]}
      />
      <Dialogo abierto={visto !== ''} titulo="Contacto" cerrar={() => setVisto('')}>
        <Consulta
          clave={['enlace', proceso, visto]}
          pide={() => datos(api.GET('/v1/procesos/{proceso}/enlaces/{enlace}', { params: { path: { proceso, enlace: visto } } }))}
        >
          {(e) => <Datos pares={[['Nombre', e.nombre], ['Puesto', e.puesto], ['Correo', e.correo], ['Teléfono', e.telefono]]} />}
        </Consulta>
      </Dialogo>
    </>
  )
}
