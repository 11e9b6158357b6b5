import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { Accion, Aviso, Consulta, Tabla } from '../../../comun/ui'

const CLAVE = ['mis avisos'] as const
const pide = () => datos(api.GET('/v1/cuenta/avisos'))

/** On the first page: what is in force for the account and was not acknowledged yet (18.1–18.4, 7.11). */
export function AvisosPendientes() {
  const { data } = useQuery({ queryKey: CLAVE, queryFn: pide })
  const pendientes = data?.elementos.filter((a) => !a.aceptado_en) ?? []
  if (!pendientes.length) return null
  return (
    <Aviso tono="cuidado" titulo="Tiene avisos por leer y aceptar">
      <p>
        <Link href="/mis-avisos">Ver avisos pendientes ({pendientes.length})</Link>
      </p>
    </Aviso>
  )
}

export default function MisAvisos() {
  const consultas = useQueryClient()
  async function acepta(aviso: string) {
    await datos(api.POST('/v1/avisos-privacidad/{aviso}/aceptacion', { params: { path: { aviso } } }))
    await consultas.invalidateQueries({ queryKey: CLAVE })
  }
  return (
    <>
      <h1>Mis avisos y obligaciones</h1>
      <Consulta clave={CLAVE} pide={pide}>
        {({ elementos }) => (
          <Tabla
            titulo="Avisos de su cuenta"
            filas={elementos}
            llave={(a) => a.aviso}
            columnas={[
              { titulo: 'Aviso', celda: (a) => <Link href={`/avisos/${a.aviso}`}>{a.titulo}</Link> },
              { titulo: 'Tipo', celda: (a) => (a.tipo === 'aviso' ? 'Aviso de privacidad' : 'Obligaciones') },
              {
                titulo: 'Aceptación',
                celda: (a) =>
                  a.aceptado_en ? (
                    `Aceptado: ${fechaHora(a.aceptado_en)}`
                  ) : (
                    <Accion
                      boton="Aceptar"
                      titulo={`Aceptar «${a.titulo}»`}
                      clave={`Aceptar ${a.aviso}`}
                      tipo="primario"
                      explica={<p>Declara que leyó el aviso completo y lo acepta. Queda constancia con fecha y hora.</p>}
                      hacer={() => acepta(a.aviso)}
                      hecho="Aceptado."
                    />
                  ),
              },
            ]}
          />
        )}
      </Consulta>
    </>
  )
}
