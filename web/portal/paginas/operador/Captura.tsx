import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Formulario, Lista } from '../../../comun/ui'

/** The open runs of the operator's process (11.4); by an aspirante's folio one comes to their runs, and opens another. */
export default function Captura() {
  const [, ve] = useLocation()
  const { proceso } = useCuentaPropia()
  const path = { proceso }
  return (
    <>
      <h1>Captura manual</h1>
      <Lista
        titulo="Lotes abiertos"
        clave={['lotes del proceso', proceso]}
        pagina={(c) => datos(api.GET('/v1/procesos/{proceso}/lotes', { params: { path, query: { despues: c } } }))}
        llave={(l) => l.lote}
        vacia="No hay lotes abiertos en los que pueda capturar."
        columnas={[
          { titulo: 'Lote', celda: (l) => <Link href={`/lote/${l.lote}`}>{l.lote}</Link> },
          { titulo: 'Aspirante', celda: (l) => l.nombre },
          { titulo: 'Oficio', celda: (l) => l.oficio },
          { titulo: 'Entregado', celda: (l) => fechaHora(l.entregado_en) },
          { titulo: 'Declaradas', celda: (l) => numero(l.declaradas), cifra: true },
          { titulo: 'Capturadas', celda: (l) => numero(l.capturadas), cifra: true },
          { titulo: 'Sin soporte', celda: (l) => numero(l.sin_soporte), cifra: true },
        ]}
      />
      <h2>Otro lote</h2>
      <p>Escriba el folio de la persona aspirante para ver todos sus lotes o recibir uno nuevo.</p>
      <Formulario
        campos={[{ nombre: 'aspirante', etiqueta: 'Folio del aspirante', requerido: true, mayusculas: true, maximo: 12 }]}
        enviar={async ({ aspirante = '' }) => ve(`/aspirante/${aspirante}/lotes`)}
        boton="Ver sus lotes"
      />
    </>
  )
}
