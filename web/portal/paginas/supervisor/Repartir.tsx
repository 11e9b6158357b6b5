import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { numero } from '../../../comun/fechas'
import { Accion, Aviso } from '../../../comun/ui'

/** Level the loads, or give chosen records to chosen operators (13.3). */
export function Repartir({ proceso }: { proceso: string }) {
  const refresca = useRefresca()
  const [dicho, setDicho] = useState('')
  const params = { path: { proceso } }
  async function nivela({ cuantos, ausentes }: Record<string, string>) {
    const body = { ...(cuantos ? { cuantos: Number(cuantos) } : {}), ...(ausentes ? { incluir_ausentes: true } : {}) }
    const r = await datos(api.POST('/v1/procesos/{proceso}/redistribucion', { params, body }))
    setDicho(`Se movieron ${numero(r.movidos)} registros; faltan ${numero(r.faltan)}.`)
    await refresca(['operadores', proceso], ['plazos', proceso])
  }
  async function asigna({ operadores = '', cuantos, reasignar, ...criterios }: Record<string, string>) {
    const body = {
      ...criterios,
      operadores: operadores.split(/[\s,]+/).filter(Boolean),
      ...(cuantos ? { cuantos: Number(cuantos) } : {}),
      ...(reasignar ? { reasignar: true } : {}),
    }
    const r = await datos(api.POST('/v1/procesos/{proceso}/asignaciones', { params, body }))
    setDicho(`Se asignaron ${numero(r.movidos)} registros.${r.siguiente ? ' Quedan más: repita para continuar.' : ''}`)
    await refresca(['operadores', proceso], ['plazos', proceso])
  }
  return (
    <>
      <div className="botones">
        <Accion
          boton="Nivelar cargas"
          tipo="primario"
          campos={[
            { nombre: 'cuantos', etiqueta: 'Cuántos como máximo', tipo: 'number', minimo: 1 },
            { nombre: 'ausentes', etiqueta: '¿Dar también a quienes no están en turno?', opciones: [{ valor: 'si', texto: 'Sí' }] },
          ]}
          hacer={nivela}
        />
        <Accion
          boton="Asignar registros"
          campos={[
            { nombre: 'operadores', etiqueta: 'Operadores', requerido: true, tipo: 'area', ayuda: 'Claves, separadas por espacios.' },
            { nombre: 'aspirante', etiqueta: 'De este aspirante', mayusculas: true },
            { nombre: 'auxiliar', etiqueta: 'De este auxiliar', mayusculas: true },
            { nombre: 'desde', etiqueta: 'Recibidos desde', tipo: 'date' },
            { nombre: 'hasta', etiqueta: 'Recibidos hasta', tipo: 'date' },
            { nombre: 'hallazgo', etiqueta: 'Con este hallazgo' },
            { nombre: 'cuantos', etiqueta: 'Cuántos como máximo', tipo: 'number', minimo: 1 },
            { nombre: 'reasignar', etiqueta: '¿También los que ya tienen operador?', opciones: [{ valor: 'si', texto: 'Sí' }] },
          ]}
          hacer={asigna}
        />
      </div>
      {dicho && (
        <Aviso tono="bien" vivo>
          {dicho}
        </Aviso>
      )}
    </>
  )
}
