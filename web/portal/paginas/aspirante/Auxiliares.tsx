import { useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { opciones, palabra } from '../../../comun/textos/palabras'
import { Accion, Aviso, Campo, Estado, Lista, type Definicion } from '../../../comun/ui'
import { DeAspirante } from '../proceso/Subpaginas'

export const CAMPOS_DE_AUXILIAR: readonly Definicion[] = [
  { nombre: 'nombre', etiqueta: 'Nombre(s)', requerido: true, maximo: 120 },
  { nombre: 'apellido_paterno', etiqueta: 'Apellido paterno', requerido: true, maximo: 120 },
  { nombre: 'apellido_materno', etiqueta: 'Apellido materno', maximo: 120 },
  { nombre: 'fecha_nacimiento', etiqueta: 'Fecha de nacimiento', requerido: true, tipo: 'date' },
  { nombre: 'clave_elector', etiqueta: 'Clave de elector', requerido: true, mayusculas: true, maximo: 40 },
  { nombre: 'curp', etiqueta: 'CURP', mayusculas: true, maximo: 40 },
  { nombre: 'correo', etiqueta: 'Correo de la cuenta con la que entrará a la aplicación', requerido: true, tipo: 'email', maximo: 254 },
  { nombre: 'proveedor', etiqueta: 'Entra con', requerido: true, opciones: opciones('proveedor') },
  { nombre: 'telefono_movil', etiqueta: 'Teléfono móvil', tipo: 'tel', maximo: 30 },
  { nombre: 'referencia', etiqueta: 'Referencia propia', maximo: 120, ayuda: 'Lo que a usted le sirva para reconocerla; no la ve nadie más del sistema.' },
]

/** Auxiliares of an aspirante, with the removed ones and why (7.3–7.11). */
export default function Auxiliares({ aspirante }: { aspirante: string }) {
  const { rol } = useCuentaPropia()
  const propio = rol === 'aspirante' || rol === 'representante'
  const [, ve] = useLocation()
  const [avisos, setAvisos] = useState('')
  const refresca = useRefresca()
  const estado = new URLSearchParams(useSearch()).get('estado') ?? ''
  async function registra(v: Record<string, string>) {
    const a = await datos(
      api.POST('/v1/aspirantes/{aspirante}/auxiliares', { params: { path: { aspirante } }, body: v as never }),
    )
    const baja = a.baja ? `Quedó dada de baja: ${a.baja.texto}` : 'Recibirá su Id de Auxiliar por correo.'
    setAvisos([`Auxiliar ${a.auxiliar}. ${baja}`, ...a.avisos.map((x) => x.texto)].join(' '))
    await refresca(['auxiliares', aspirante])
  }
  return (
    <>
      <h1>Personas auxiliares</h1>
      <DeAspirante aspirante={aspirante} />
      {avisos && (
        <Aviso tono="bien" vivo>
          {avisos}
        </Aviso>
      )}
      {propio && (
        <div className="botones">
          <Accion boton="Registrar a una persona auxiliar" tipo="primario" campos={CAMPOS_DE_AUXILIAR} hacer={registra} hecho="" />
          <Link href={`/aspirante/${aspirante}/cargas`}>Registrar a varias con un archivo</Link>
        </div>
      )}
      <div className="filtros">
        <Campo
          nombre="estado"
          etiqueta="Estado"
          valor={estado}
          opciones={opciones('auxiliar')}
          cambia={(v) => ve(`/aspirante/${aspirante}/auxiliares${v ? `?estado=${v}` : ''}`, { replace: true })}
        />
      </div>
      <Lista
        titulo="Auxiliares"
        clave={['auxiliares', aspirante, estado]}
        pagina={(despues) =>
          datos(
            api.GET('/v1/aspirantes/{aspirante}/auxiliares', {
              params: { path: { aspirante }, query: { estado: (estado || undefined) as 'vigente' | undefined, despues } },
            }),
          )
        }
        llave={(a) => a.auxiliar}
        columnas={[
          { titulo: 'Auxiliar', celda: (a) => <Link href={`/auxiliar/${a.auxiliar}`}>{a.auxiliar}</Link> },
          { titulo: 'Iniciales', celda: (a) => a.iniciales },
          { titulo: 'Estado', celda: (a) => <Estado clase="auxiliar" valor={a.estado} /> },
          { titulo: 'Situación registral', celda: (a) => palabra('situacion', a.situacion_registral) },
          { titulo: 'Causa de baja', celda: (a) => palabra('causa_baja', a.causa_baja) },
          { titulo: 'Alta', celda: (a) => fechaHora(a.alta) },
          { titulo: 'Correo', celda: (a) => palabra('rebote', a.rebote) },
          { titulo: 'En la aplicación', celda: (a) => (a.en_la_aplicacion ? 'Sí' : 'Todavía no') },
          { titulo: 'Documentos en custodia', celda: (a) => `${a.documentos} de 3`, cifra: true },
        ]}
      />
    </>
  )
}
