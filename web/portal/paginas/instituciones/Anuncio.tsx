import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { duracion, fechaHora, numero } from '../../../comun/fechas'
import { palabra } from '../../../comun/textos/palabras'
import { Accion, Consulta, Datos } from '../../../comun/ui'
import { Migas } from '../../Migas'

export default function Anuncio({ anuncio }: { anuncio: string }) {
  const refresca = useRefresca()
  const params = { path: { anuncio } }
  return (
    <>
      <Migas de={[['Anuncios', '/anuncios']]} />
      <Consulta
        clave={['anuncio', anuncio]}
        pide={() => datos(api.GET('/v1/anuncios/{anuncio}', { params }))}
        cada={(a) => (a && a.segundos_restantes > 0 ? 10_000 : false)}
      >
        {(a) => (
          <>
            <h1>{a.asunto}</h1>
            <Datos
              pares={[
                ['Tipo', palabra('anuncio', a.tipo)],
                ['Estado', a.estado],
                ['Creado', fechaHora(a.creado_en)],
                ['Ventana', a.ventana && `${fechaHora(a.ventana.desde)} a ${fechaHora(a.ventana.hasta)}`],
                ['Destinatarios', numero(a.destinatarios)],
                ...Object.entries(a.entregas).map(([que, n]) => [que, numero(n)] as const),
                ['Falta', duracion(a.segundos_restantes)],
              ]}
            />
            <div className="texto-largo">{a.cuerpo}</div>
            {!a.cancelado_en && (
              <Accion
                boton="Cancelar lo que falta"
                tipo="peligro"
                explica={<p>Lo que ya salió no se puede detener.</p>}
                hacer={async () => {
                  await datos(api.POST('/v1/anuncios/{anuncio}/cancelacion', { params }))
                  await refresca(['anuncio', anuncio])
                }}
              />
            )}
          </>
        )}
      </Consulta>
    </>
  )
}
