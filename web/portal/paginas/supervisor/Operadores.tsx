import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { Accion, Aviso, Estado, Lista, type Valores } from '../../../comun/ui'
import { enPalabras } from './movimientos'
import { nombreDe, type DeMesa } from './personas'

const SI = [{ valor: 'si', texto: 'Sí' }] as const

/** Who reviews, what each has and has done today; weight and withdrawal, also to drain somebody's queue (13.3). */
export function Operadores({ proceso }: { proceso: string }) {
  const [dicho, setDicho] = useState('')
  return (
    <>
      {dicho && (
        <Aviso tono="bien" vivo>
          {dicho}
        </Aviso>
      )}
      <Lista
        titulo="Operadores"
        clave={['operadores', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/operadores', { params: { path: { proceso }, query: { despues: c } } }))}
        llave={(o) => o.operador}
        vacia="Todavía no hay personas operadoras: pida sus cuentas al INE en «Cuentas»."
        columnas={[
          {
            titulo: 'Operador',
            celda: (o) => (
              <>
                {nombreDe(o)}
                <br />
                <small>
                  <code>{o.operador}</code>
                </small>
              </>
            ),
          },
          { titulo: 'Jornada', celda: (o) => (o.activo ? <Estado clase="jornada" valor={o.estado} /> : 'Cuenta no activa') },
          { titulo: 'Peso', celda: (o) => `${o.peso} %`, cifra: true },
          { titulo: 'En su cola', celda: (o) => numero(o.abiertos), cifra: true },
          { titulo: 'Revisados hoy', celda: (o) => numero(o.revisados_hoy), cifra: true },
          { titulo: 'El más antiguo', celda: (o) => fechaHora(o.mas_antiguo) },
          { titulo: 'Acciones', celda: (o) => <Actos proceso={proceso} o={o} dice={setDicho} /> },
        ]}
      />
    </>
  )
}

function Actos({ proceso, o, dice }: { proceso: string; o: DeMesa; dice: (texto: string) => void }) {
  const refresca = useRefresca()
  const despues = () => refresca(['operadores', proceso], ['plazos', proceso])
  const params = { path: { proceso, operador: o.operador } }
  async function retira({ cuantos, repartir, forzar }: Valores) {
    const body = {
      ...(cuantos ? { cuantos: Number(cuantos) } : {}),
      ...(repartir ? { repartir: true } : {}),
      ...(forzar ? { forzar: true } : {}),
    }
    const r = await datos(api.POST('/v1/procesos/{proceso}/operadores/{operador}/retiro', { params, body }))
    dice(`Se retiraron ${numero(r.movidos)} registros a ${nombreDe(o)}; le quedan ${numero(r.abiertos)}. ${enPalabras(r.quedan)}`)
    await despues()
  }
  return (
    <div className="botones">
      <Accion
        boton="Peso"
        titulo={`Peso de ${nombreDe(o)}`}
        clave={`Peso ${o.operador}`}
        iniciales={{ peso: String(o.peso) }}
        campos={[{ nombre: 'peso', etiqueta: 'Parte de una jornada completa (%)', tipo: 'number', requerido: true, minimo: 1, maximo: 100 }]}
        hacer={async ({ peso }) => {
          await datos(api.PUT('/v1/procesos/{proceso}/operadores/{operador}', { params, body: { peso: Number(peso) } }))
          await despues()
        }}
      />
      <Accion
        boton="Retirar registros"
        titulo={`Retirar registros de ${nombreDe(o)}`}
        clave={`Retirar registros ${o.operador}`}
        explica={<p>Los que esta persona ya empezó a revisar no se mueven, salvo que se indique.</p>}
        campos={[
          { nombre: 'cuantos', etiqueta: 'Cuántos', tipo: 'number', minimo: 1, maximo: 400, ayuda: 'Vacío: todos, hasta 400.' },
          {
            nombre: 'repartir',
            etiqueta: '¿A quién van?',
            opciones: [{ valor: 'si', texto: 'A quienes están en turno y tienen lugar' }],
            ayuda: 'Sin elegir: esperan hasta que alguien los reciba.',
          },
          { nombre: 'forzar', etiqueta: '¿También los empezados?', opciones: SI },
        ]}
        hacer={retira}
      />
    </div>
  )
}
