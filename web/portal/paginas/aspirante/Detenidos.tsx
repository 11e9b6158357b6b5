import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { numero } from '../../../comun/fechas'
import { Accion, Consulta, Tabla } from '../../../comun/ui'

/** Senders who may not send on until somebody has looked at their records that the registry does not know (7.12). */
export function Detenidos({ aspirante }: { aspirante: string }) {
  const refresca = useRefresca()
  const params = { path: { aspirante } }
  return (
    <Consulta clave={['detenidos', aspirante]} pide={() => datos(api.GET('/v1/aspirantes/{aspirante}/remitentes-detenidos', { params }))}>
      {({ total, elementos }) => (
        <>
          {total > elementos.length && <p>Se muestran {numero(elementos.length)} de {numero(total)}.</p>}
          <Tabla
            titulo="Envíos detenidos"
            tituloOculto={false}
            filas={elementos}
            llave={(d) => d.remitente}
            vacia="Nadie espera revisión para seguir enviando."
            columnas={[
              { titulo: 'Quién envía', celda: (d) => (d.clase === 'auxiliar' ? <Link href={`/auxiliar/${d.remitente}`}>{d.remitente}</Link> : `Mi Apoyo ${d.remitente}`) },
              { titulo: 'No encontrados', celda: (d) => numero(d.no_encontrados), cifra: true },
              { titulo: 'Ya revisados', celda: (d) => numero(d.vistos), cifra: true },
              { titulo: 'Recibidos', celda: (d) => (d.recibidos === null ? '—' : numero(d.recibidos)), cifra: true },
              {
                titulo: 'Revisión',
                celda: (d) => (
                  <Accion
                    boton="Ya los revisé"
                    titulo={`Registros de ${d.remitente}`}
                    explica={
                      <p>
                        El padrón no reconoce {numero(d.no_encontrados)} de sus registros. Mírelos en Registros, con el filtro «Datos no
                        encontrados»; si ya lo hizo y no son intentos de consultar el padrón, podrá seguir enviando.
                      </p>
                    }
                    hacer={async () => {
                      await datos(
                        api.POST('/v1/aspirantes/{aspirante}/remitentes-detenidos/{remitente}/revision', {
                          params: { path: { aspirante, remitente: d.remitente } },
                          body: { vistos: d.no_encontrados },
                        }),
                      )
                      await refresca(['detenidos', aspirante])
                    }}
                  />
                ),
              },
            ]}
          />
        </>
      )}
    </Consulta>
  )
}
