import { useQuery } from '@tanstack/react-query'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Accion, Consulta, Datos, Estado, Medidor, type Definicion } from '../../../comun/ui'
import { Archivos } from './Archivos'

type DeEntrega = Respuesta<'/v1/procesos/{proceso}/entregas', 'get'>['elementos'][number]

const RELEE_MS = 5_000
const enCurso = (e: DeEntrega) => !e.lista_en && !e.causa
const claves = (texto = '') => texto.split(' ').filter(Boolean)
/** Folios as somebody pastes them. */
const enLista = (texto = '') => texto.toUpperCase().split(/[\s,]+/).filter(Boolean)

/** Who may download it: administrators of the process's OPL, by name. */
function useQuienes(proceso: string): readonly Definicion[] {
  const { rol } = useCuentaPropia()
  const cuentas = useQuery({ queryKey: ['administradores', proceso], queryFn: () => administradores(proceso), enabled: rol === 'ine' })
  const opciones = (cuentas.data ?? []).map((c) => ({ valor: c.cuenta, texto: `${c.nombre} (${c.cuenta})` }))
  return [
    { nombre: 'destinatarios', etiqueta: 'Cuentas del OPL que pueden descargarla', varias: true, opciones, requerido: true },
    { nombre: 'dias', etiqueta: 'Días para descargarla', tipo: 'number', requerido: true, minimo: 1, maximo: 90 },
  ]
}

async function administradores(proceso: string) {
  const { opl } = await datos(api.GET('/v1/procesos/{proceso}', { params: { path: { proceso } } }))
  const halladas = []
  let despues: string | undefined
  do {
    const pagina = await datos(api.GET('/v1/cuentas', { params: { query: { opl, despues } } }))
    halladas.push(...pagina.elementos.filter((c) => c.rol === 'opl' && c.estado === 'activa'))
    despues = pagina.siguiente ?? undefined
  } while (despues)
  return halladas
}

const CUALES = ['todas', 'lista'] as const
const IMAGENES: readonly Definicion[] = [
  {
    nombre: 'imagenes',
    etiqueta: 'Expedientes con sus imágenes',
    opciones: CUALES.map((valor) => ({ valor, texto: palabra('imagenes_entrega', valor) })),
    ayuda: 'Sin elegir, la entrega lleva las tablas y ninguna imagen. Los de todos los registros pueden tomar horas.',
  },
  { nombre: 'folios', etiqueta: 'Folios, si eligió una lista', tipo: 'area', ayuda: 'Hasta 1,000, separados por espacios o renglones.' },
]

/** The deliveries of a process: ordering one, who may download it and until when (15.2). */
export function Entregas({ proceso }: { proceso: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const quienes = useQuienes(proceso)
  const params = { path: { proceso } }
  const despues = () => refresca(['entregas', proceso], ['compuerta', proceso])
  return (
    <>
      <h2>Entregas</h2>
      {rol === 'ine' && (
        <div className="botones">
          <Accion
            boton="Ordenar la entrega"
            tipo="primario"
            explica={<p>Los resultados se cifran, como están ahora, con la llave del OPL: nadie más podrá abrirlos, tampoco el INE.</p>}
            campos={[...quienes, ...IMAGENES, { nombre: 'motivo', etiqueta: 'Motivo', tipo: 'area', maximo: 500, ayuda: 'Obligatorio si ya hubo una entrega.' }]}
            hacer={async ({ destinatarios, dias, motivo, imagenes, folios }) => {
              const body = {
                destinatarios: claves(destinatarios),
                dias: Number(dias),
                motivo: motivo ?? '',
                imagenes: CUALES.find((cual) => cual === imagenes) ?? ('ninguna' as const),
                folios: enLista(folios),
              }
              await datos(api.POST('/v1/procesos/{proceso}/entregas', { params, body }))
              await despues()
            }}
          />
        </div>
      )}
      <Consulta
        clave={['entregas', proceso]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/entregas', { params }))}
        cada={(d) => (d?.elementos.some(enCurso) ? RELEE_MS : false)}
      >
        {({ elementos }) =>
          elementos.length ? (
            elementos.map((e) => <Una key={e.entrega} e={e} quienes={quienes} despues={despues} />)
          ) : (
            <p className="vacia">Todavía no se ordena ninguna entrega.</p>
          )
        }
      </Consulta>
    </>
  )
}

function Una({ e, quienes, despues }: { e: DeEntrega; quienes: readonly Definicion[]; despues: () => Promise<unknown> }) {
  const { rol } = useCuentaPropia()
  const params = { path: { proceso: e.proceso, entrega: e.entrega } }
  return (
    <section className="ficha" aria-label={`Entrega ${e.numero}`}>
      <h3>
        Entrega {e.numero} <Estado clase="entrega" valor={e.estado} />
      </h3>
      {enCurso(e) && <Medidor tiene={e.registros} requiere={e.de} texto={`${numero(e.registros)} de ${numero(e.de)} registros`} />}
      <Datos
        pares={[
          ['Ordenada', fechaHora(e.ordenada_en)],
          ['Corte', fechaHora(e.corte)],
          ['Lista', fechaHora(e.lista_en)],
          ['Registros', numero(e.registros)],
          ['Expedientes con sus imágenes', palabra('imagenes_entrega', e.imagenes)],
          ['Expedientes que lleva', e.imagenes === 'ninguna' ? '' : numero(e.expedientes)],
          ['Motivo', e.motivo],
          ['Causa de la cancelación', e.causa && palabra('causa_entrega', e.causa)],
          ['Pueden descargarla', e.destinatarios.join(', ')],
          ['Hasta', fechaHora(e.descargable_hasta)],
          ['Huella de la llave del OPL', <code key="h">{e.huella}</code>],
          ['SHA-256 del manifiesto', e.sha256 && <code key="m">{e.sha256}</code>],
        ]}
      />
      {rol === 'ine' && !e.causa && (
        <Accion
          boton="Cambiar quién la descarga"
          titulo={`Quién descarga la entrega ${e.numero}`}
          campos={quienes}
          iniciales={{ destinatarios: e.destinatarios.join(' ') }}
          hacer={async ({ destinatarios, dias }) => {
            const body = { destinatarios: claves(destinatarios), dias: Number(dias) }
            await datos(api.PUT('/v1/procesos/{proceso}/entregas/{entrega}/destinatarios', { params, body }))
            await despues()
          }}
        />
      )}
      {rol === 'opl' && e.lista_en && <Archivos proceso={e.proceso} entrega={e.entrega} />}
    </section>
  )
}
