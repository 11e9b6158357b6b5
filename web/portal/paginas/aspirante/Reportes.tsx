import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { OPCIONES_DE_CLASE } from '../../../comun/textos/clases'
import { opciones } from '../../../comun/textos/palabras'
import { Accion, Boton, Estado, Falla, Lista } from '../../../comun/ui'
import { DeAspirante } from '../proceso/Subpaginas'

/** Reports of records: asked for, made apart, and saved by a link good for five minutes (7.1 B). */
export default function Reportes({ aspirante }: { aspirante: string }) {
  const { rol } = useCuentaPropia()
  const ine = rol === 'ine'
  const autoridad = rol === 'opl' || rol === 'supervisor'
  const refresca = useRefresca()
  const [falla, setFalla] = useState<unknown>()
  const params = { path: { aspirante } }
  async function pide({ clase, formato, de_clase, modo, desde, hasta, personas }: Record<string, string>) {
    const filtros = {
      ...(de_clase ? { clase: de_clase } : {}),
      ...(modo ? { modo } : {}),
      ...(desde ? { desde } : {}),
      ...(hasta ? { hasta } : {}),
    }
    const body = { clase, formato, filtros, ...(personas ? { personas: true } : {}) }
    await datos(api.POST('/v1/aspirantes/{aspirante}/reportes', { params, body: body as never }))
    await refresca(['reportes', aspirante])
  }
  async function guarda(reporte: string) {
    try {
      const { url } = await datos(api.GET('/v1/reportes/{reporte}/archivo', { params: { path: { reporte } } }))
      setFalla(undefined)
      location.assign(url)
    } catch (error) {
      setFalla(error)
    }
  }
  return (
    <>
      <h1>Reportes</h1>
      <DeAspirante aspirante={aspirante} />
      <div className="botones">
        <Accion
          boton="Pedir un reporte"
          tipo="primario"
          iniciales={{ clase: ine ? 'dispositivos' : 'nominativo', formato: 'xlsx' }}
          campos={[
            {
              nombre: 'clase',
              etiqueta: 'Reporte',
              requerido: true,
              opciones: [
                ...(ine ? [] : [{ valor: 'nominativo', texto: 'Registros, uno por renglón' }]),
                ...(autoridad || ine ? [{ valor: 'dispositivos', texto: 'Dispositivos de auxiliares (sin filtros)' }] : []),
                ...(autoridad ? [{ valor: 'senales', texto: 'Señales sobre auxiliares' }] : []),
              ],
            },
            { nombre: 'formato', etiqueta: 'Formato', requerido: true, opciones: [{ valor: 'xlsx', texto: 'Excel' }, { valor: 'csv', texto: 'CSV' }] },
            { nombre: 'de_clase', etiqueta: 'Solo de esta clase', opciones: OPCIONES_DE_CLASE },
            { nombre: 'modo', etiqueta: 'Solo de esta modalidad', opciones: opciones('modo') },
            { nombre: 'desde', etiqueta: 'Recibidos desde', tipo: 'date' },
            { nombre: 'hasta', etiqueta: 'Recibidos hasta', tipo: 'date' },
            ...(autoridad
              ? [{ nombre: 'personas', etiqueta: '¿Con datos de la ciudadanía?', opciones: [{ valor: 'si', texto: 'Sí (queda en la bitácora)' }] }]
              : []),
          ]}
          hacer={pide}
          hecho="El reporte se está elaborando; aparecerá en la lista."
        />
        <Boton onClick={() => void refresca(['reportes', aspirante])}>Actualizar la lista</Boton>
      </div>
      {falla !== undefined && <Falla falla={falla} />}
      <Lista
        titulo="Reportes"
        clave={['reportes', aspirante]}
        pagina={(c) => datos(api.GET('/v1/aspirantes/{aspirante}/reportes', { params: { ...params, query: { despues: c } } }))}
        llave={(r) => r.reporte}
        vacia="No se ha pedido ningún reporte."
        columnas={[
          { titulo: 'Pedido', celda: (r) => fechaHora(r.pedido_en) },
          { titulo: 'Corte', celda: (r) => fechaHora(r.corte) },
          { titulo: 'Formato', celda: (r) => r.formato },
          { titulo: 'Estado', celda: (r) => <Estado clase="reporte" valor={r.estado} /> },
          { titulo: 'Renglones', celda: (r) => numero(r.filas), cifra: true },
          { titulo: 'Disponible hasta', celda: (r) => fechaHora(r.disponible_hasta) },
          {
            titulo: 'Archivo',
            celda: (r) => (r.estado === 'listo' ? <Boton onClick={() => void guarda(r.reporte)}>Guardar</Boton> : (r.motivo ?? '—')),
          },
        ]}
      />
    </>
  )
}
