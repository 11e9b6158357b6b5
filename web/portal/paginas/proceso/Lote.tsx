import { useState } from 'react'
import { Link } from 'wouter'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { ErrorDeApi } from '../../../comun/api/problemas'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { nombreDeClase } from '../../../comun/textos/clases'
import { Accion, Aviso, Consulta, Datos, Formulario, Lista, type Definicion } from '../../../comun/ui'
import { Migas } from '../../Migas'

type DeLote = Respuesta<'/v1/lotes/{lote}', 'get'>

const INCISOS_DE_PAPEL = [
  { valor: 'a', texto: 'a) Cédula en copia' },
  { valor: 'b', texto: 'b) Sin copia de credencial' },
  { valor: 'c', texto: 'c) Sin leyenda' },
  { valor: 'd', texto: 'd) Sin firma' },
  { valor: 'e', texto: 'e) Otra (explíquela)' },
]

const SIN_INCISO = 'Obligatorio si la cédula no tiene inconsistencia.'

const CAMPOS: readonly Definicion[] = [
  { nombre: 'clave_elector', etiqueta: 'Clave de elector', mayusculas: true, maximo: 18, ayuda: SIN_INCISO },
  { nombre: 'cic', etiqueta: 'CIC', maximo: 9 },
  { nombre: 'ocr', etiqueta: 'OCR', maximo: 13 },
  { nombre: 'emision', etiqueta: 'Número de emisión', maximo: 2 },
  { nombre: 'nombre', etiqueta: 'Nombre(s)', maximo: 120, mayusculas: true, ayuda: SIN_INCISO },
  { nombre: 'apellido_paterno', etiqueta: 'Apellido paterno', maximo: 120, mayusculas: true },
  { nombre: 'apellido_materno', etiqueta: 'Apellido materno', maximo: 120, mayusculas: true },
  { nombre: 'municipio', etiqueta: 'Municipio', maximo: 3 },
  { nombre: 'seccion', etiqueta: 'Sección', maximo: 4 },
  { nombre: 'firmada', etiqueta: 'Fecha en que se firmó', tipo: 'date', ayuda: SIN_INCISO },
  { nombre: 'inciso', etiqueta: 'Inconsistencia (11.5)', opciones: INCISOS_DE_PAPEL },
  { nombre: 'comentario', etiqueta: 'Comentario', tipo: 'area', maximo: 280 },
]

/** Typing a run, one cédula after the other; Enter saves it and the next number waits. */
export default function Lote({ lote }: { lote: string }) {
  return (
    <Consulta clave={['lote', lote]} pide={() => datos(api.GET('/v1/lotes/{lote}', { params: { path: { lote } } }))}>
      {(l) => (
        <>
          <Migas de={[['Lotes', `/aspirante/${l.aspirante}/lotes`]]} />
          <h1>Lote {l.lote}</h1>
          <Datos
            pares={[
              ['Oficio', l.oficio],
              ['Entregado', fechaHora(l.entregado_en)],
              ['Estado', l.estado === 'abierto' ? 'Abierto' : `Cerrado ${fechaHora(l.cerrado_en)}`],
              ['Declaradas', numero(l.declaradas)],
              ['Capturadas', numero(l.capturadas)],
              ['Con inciso', numero(l.con_inciso)],
              ['Sin soporte', numero(l.sin_soporte)],
              ['Observación', l.observacion],
            ]}
          />
          {!l.cerrado_en && <Captura l={l} />}
          <Cedulas l={l} />
        </>
      )}
    </Consulta>
  )
}

function Captura({ l }: { l: DeLote }) {
  const refresca = useRefresca()
  const [numeroDeCedula, setNumero] = useState(l.ultimo + 1)
  const [dicho, setDicho] = useState('')
  const params = { path: { lote: l.lote } }
  const despues = () => refresca(['lote', l.lote], ['cedulas de lote', l.lote])
  async function guarda(v: Record<string, string>) {
    const cedula = { ...v, numero: numeroDeCedula }
    const r = await datos(api.POST('/v1/lotes/{lote}/cedulas', { params, body: { cedulas: [cedula] } as never }))
    const [hecha] = r.cedulas
    if (hecha?.faltas.length)
      throw new ErrorDeApi({
        status: 422,
        code: 'datos_no_admitidos',
        title: `La cédula ${numeroDeCedula} no se guardó`,
        detail: 'Corrija los datos que se señalan.',
        faltas: hecha.faltas,
      })
    const avisos = hecha?.avisos.map((a) => a.texto).join(' ') ?? ''
    setDicho(`Cédula ${numeroDeCedula} guardada con folio ${hecha?.folio ?? ''}. ${avisos}`)
    setNumero(numeroDeCedula + 1)
    await despues()
  }
  return (
    <>
      <h2>Cédula {numeroDeCedula}</h2>
      {dicho && (
        <Aviso tono="bien" vivo>
          {dicho}
        </Aviso>
      )}
      <Formulario key={numeroDeCedula} campos={CAMPOS} enviar={guarda} boton={`Guardar la cédula ${numeroDeCedula}`} />
      <Accion
        boton="Cerrar el lote"
        explica={<p>Cerrado, no admite más cédulas. Escriba cuántas se capturaron para confirmar que coincide.</p>}
        iniciales={{ capturadas: String(l.capturadas) }}
        campos={[
          { nombre: 'capturadas', etiqueta: 'Capturadas', tipo: 'number', requerido: true },
          { nombre: 'observacion', etiqueta: 'Observación', tipo: 'area', maximo: 500 },
        ]}
        hacer={async ({ capturadas, observacion }) => {
          const body = { capturadas: Number(capturadas), ...(observacion ? { observacion } : {}) }
          await datos(api.POST('/v1/lotes/{lote}/cierre', { params, body }))
          await despues()
        }}
      />
    </>
  )
}

function Cedulas({ l }: { l: DeLote }) {
  return (
    <>
      <h2>Cédulas capturadas</h2>
      <Lista
        titulo="Cédulas del lote"
        clave={['cedulas de lote', l.lote]}
        pagina={(c) => datos(api.GET('/v1/lotes/{lote}/cedulas', { params: { path: { lote: l.lote }, query: { despues: c } } }))}
        llave={(c) => c.folio}
        columnas={[
          { titulo: 'Número', celda: (c) => c.numero, cifra: true },
          { titulo: 'Folio', celda: (c) => <Link href={`/papel/${c.folio}`}>{c.folio}</Link> },
          { titulo: 'Clase', celda: (c) => nombreDeClase(c.clase) },
          { titulo: 'Inciso', celda: (c) => c.inciso ?? '—' },
          { titulo: 'Soporte', celda: (c) => (c.soporte ? 'Sí' : 'Falta') },
        ]}
      />
    </>
  )
}
