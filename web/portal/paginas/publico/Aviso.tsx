import { api, datos } from '../../../comun/api/cliente'
import { fecha } from '../../../comun/fechas'
import { Consulta, Datos } from '../../../comun/ui'

export default function Aviso({ aviso }: { aviso: string }) {
  return (
    <Consulta
      clave={['aviso', aviso]}
      pide={() => datos(api.GET('/v1/avisos-privacidad/{aviso}', { params: { path: { aviso } } }))}
    >
      {(a) => (
        <>
          <h1>{a.titulo}</h1>
          <Datos
            pares={[
              ['Vigente desde', fecha(a.vigente_desde)],
              ['Versión', a.version],
              ['Huella del texto (SHA-256)', <code key="h">{a.huella}</code>],
            ]}
          />
          <div className="texto-largo">{a.texto}</div>
        </>
      )}
    </Consulta>
  )
}
