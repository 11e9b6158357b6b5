import { useState } from 'react'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { numero } from '../../../comun/fechas'
import { Accion, Aviso, type Definicion, type Valores } from '../../../comun/ui'
import { enPalabras } from './movimientos'
import { opcionesDe, useOperadores } from './personas'

type Conteo = Respuesta<'/v1/procesos/{proceso}/asignaciones/conteo', 'post'>

const SI = [{ valor: 'si', texto: 'Sí' }] as const
const CUANTOS: Definicion = { nombre: 'cuantos', etiqueta: 'Cuántos como máximo', tipo: 'number', minimo: 1, maximo: 400, ayuda: 'Vacío: hasta 400.' }
const FORZAR: Definicion = { nombre: 'forzar', etiqueta: '¿También los que ya se empezaron a revisar?', opciones: SI }

function deAsignacion({ operadores = '', cuantos, reasignar, forzar, ...criterios }: Valores) {
  return {
    ...criterios,
    operadores: operadores.split(' ').filter(Boolean),
    ...(cuantos ? { cuantos: Number(cuantos) } : {}),
    ...(reasignar ? { reasignar: true } : {}),
    ...(forzar ? { forzar: true } : {}),
  }
}

const queSeMoveria = (c: Conteo) =>
  `Se moverían ${numero(c.registros)} registros${c.siguiente ? ', y hay más después de ellos' : ''}. ${enPalabras(c.quedan)}`

/** Level the loads, or give chosen records to chosen operators (13.3); what would move is counted on asking. */
export function Repartir({ proceso }: { proceso: string }) {
  const refresca = useRefresca()
  const operadores = useOperadores(proceso)
  const [dicho, setDicho] = useState('')
  const params = { path: { proceso } }
  const despues = () => refresca(['operadores', proceso], ['plazos', proceso])
  async function nivela({ cuantos, ausentes, forzar }: Valores) {
    const body = {
      ...(cuantos ? { cuantos: Number(cuantos) } : {}),
      ...(ausentes ? { incluir_ausentes: true } : {}),
      ...(forzar ? { forzar: true } : {}),
    }
    const r = await datos(api.POST('/v1/procesos/{proceso}/redistribucion', { params, body }))
    setDicho(`Se movieron ${numero(r.movidos)} registros; faltan ${numero(r.faltan)}. ${enPalabras(r.quedan)}`)
    await despues()
  }
  async function asigna({ solo_contar, ...v }: Valores) {
    const body = deAsignacion(v)
    if (solo_contar) {
      setDicho(queSeMoveria(await datos(api.POST('/v1/procesos/{proceso}/asignaciones/conteo', { params, body }))))
      return
    }
    const r = await datos(api.POST('/v1/procesos/{proceso}/asignaciones', { params, body }))
    setDicho(`Se asignaron ${numero(r.movidos)} registros.${r.siguiente ? ' Quedan más: repita para continuar.' : ''} ${enPalabras(r.quedan)}`)
    await despues()
  }
  return (
    <>
      <div className="botones">
        <Accion
          boton="Nivelar cargas"
          tipo="primario"
          explica={<p>Quita lo más reciente a quien tiene de más y lo da a quienes están en turno y tienen de menos.</p>}
          campos={[CUANTOS, { nombre: 'ausentes', etiqueta: '¿Repartir también lo de quienes no están en turno?', opciones: SI }, FORZAR]}
          hacer={nivela}
        />
        <Accion
          boton="Asignar registros"
          campos={[
            {
              nombre: 'operadores',
              etiqueta: 'A estas personas operadoras',
              varias: true,
              opciones: opcionesDe(operadores),
              ayuda: 'Ninguna: se reparten entre quienes están en turno.',
            },
            { nombre: 'aspirante', etiqueta: 'De este aspirante (folio)', mayusculas: true, maximo: 15, ayuda: 'Vacío: los más antiguos que esperan. Los filtros que siguen lo necesitan.' },
            { nombre: 'auxiliar', etiqueta: 'De este auxiliar (Id)', mayusculas: true, maximo: 15 },
            { nombre: 'desde', etiqueta: 'Recibidos desde', tipo: 'date' },
            { nombre: 'hasta', etiqueta: 'Recibidos hasta', tipo: 'date' },
            { nombre: 'hallazgo', etiqueta: 'Con este hallazgo (código)', maximo: 60 },
            CUANTOS,
            { nombre: 'reasignar', etiqueta: '¿También los que ya tiene otra persona?', opciones: SI },
            FORZAR,
            { nombre: 'solo_contar', etiqueta: '¿Solo contar cuántos serían?', opciones: SI, ayuda: 'No mueve ninguno.' },
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
