import { useState } from 'react'
import { api, datos } from '../../../comun/api/cliente'
import { Formulario, Tabla } from '../../../comun/ui'
import { COLUMNAS_DE_AUXILIAR, type RenglonAuxiliar } from './columnasAuxiliar'

/** Somebody among tens of thousands by mail, clave or reference, exactly; what is typed never gets into an address (7.1 A). */
export function BuscarAuxiliar({ aspirante }: { aspirante: string }) {
  const [hallados, setHallados] = useState<RenglonAuxiliar[]>()
  return (
    <details>
      <summary>Buscar a una persona auxiliar</summary>
      <Formulario
        campos={[
          { nombre: 'correo', etiqueta: 'Correo', tipo: 'email', maximo: 254 },
          { nombre: 'clave_elector', etiqueta: 'Clave de elector', mayusculas: true, maximo: 40 },
          { nombre: 'referencia', etiqueta: 'Referencia propia', maximo: 60, ayuda: 'Los datos se buscan completos y exactos.' },
        ]}
        boton="Buscar"
        enviar={async (body) => {
          setHallados(undefined)
          const params = { path: { aspirante } }
          setHallados((await datos(api.POST('/v1/aspirantes/{aspirante}/auxiliares/busqueda', { params, body }))).elementos)
        }}
      />
      <div role="status">
        {hallados && (
          <Tabla titulo="Personas encontradas" filas={hallados} llave={(a) => a.auxiliar} columnas={COLUMNAS_DE_AUXILIAR} vacia="Nadie tiene exactamente esos datos." />
        )}
      </div>
    </details>
  )
}
