import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, datos } from '../../comun/api/cliente'
import { fechaHora } from '../../comun/fechas'
import { Boton, Cargando, Dialogo, Falla, Tabla } from '../../comun/ui'

interface Props {
  abierto: boolean
  cierra: () => void
  deshace: (folio: string) => Promise<void>
}

/** One's own verdicts that may still be taken back, also those of before a reload, as the API has them (13.6). */
export function Recientes({ abierto, cierra, deshace }: Props) {
  return (
    <Dialogo abierto={abierto} titulo="Mis dictámenes recientes" cerrar={cierra}>
      <Lista cierra={cierra} deshace={deshace} />
    </Dialogo>
  )
}

function Lista({ cierra, deshace }: Omit<Props, 'abierto'>) {
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState('')
  const consulta = useQuery({ queryKey: ['dictaminados'], queryFn: () => datos(api.GET('/v1/mesa/dictaminados')), gcTime: 0, staleTime: 0 })
  async function quita(folio: string) {
    setOcupado(folio)
    setFalla(undefined)
    try {
      await deshace(folio)
      cierra()
    } catch (error) {
      setFalla(error)
    } finally {
      setOcupado('')
    }
  }
  if (consulta.isPending) return <Cargando />
  if (consulta.isError) return <Falla falla={consulta.error} repetir={() => void consulta.refetch()} />
  return (
    <>
      {falla !== undefined && <Falla falla={falla} />}
      <Tabla
        titulo="Dictámenes que se pueden deshacer"
        filas={consulta.data.elementos}
        llave={(d) => d.folio}
        vacia="No hay dictámenes que se puedan deshacer: pasaron más de diez minutos."
        columnas={[
          { titulo: 'Folio', celda: (d) => <code>{d.folio}</code> },
          { titulo: 'Dictamen', celda: (d) => (d.inciso ? `${d.inciso}) ${d.opcion} ${d.detalle}` : 'Válido') },
          { titulo: 'Hasta', celda: (d) => fechaHora(d.deshacer_hasta) },
          {
            titulo: 'Acción',
            celda: (d) => (
              <Boton ocupado={ocupado === d.folio} onClick={() => void quita(d.folio)}>
                Deshacer
              </Boton>
            ),
          },
        ]}
      />
    </>
  )
}
