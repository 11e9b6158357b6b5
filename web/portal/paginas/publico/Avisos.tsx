import { useSearch } from 'wouter'
import { Link, useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fecha } from '../../../comun/fechas'
import { opciones } from '../../../comun/textos/palabras'
import { Campo, Consulta, Tabla } from '../../../comun/ui'

const ROLES = opciones('rol').filter((o) => !['visitante', 'nadie'].includes(o.valor))

export default function Avisos() {
  const [, ve] = useLocation()
  const rol = new URLSearchParams(useSearch()).get('rol') ?? 'ciudadania'
  return (
    <>
      <h1>Avisos de privacidad</h1>
      <Campo
        nombre="rol"
        etiqueta="¿De quién son los datos?"
        requerido
        valor={rol}
        opciones={ROLES}
        cambia={(r) => ve(`/avisos?rol=${r}`, { replace: true })}
      />
      <Consulta
        clave={['avisos', rol]}
        pide={() => datos(api.GET('/v1/avisos-privacidad', { params: { query: { rol: rol as 'ciudadania' } } }))}
      >
        {({ elementos }) => (
          <Tabla
            titulo="Avisos vigentes"
            filas={elementos}
            llave={(a) => a.aviso}
            vacia="No hay avisos publicados para este rol."
            columnas={[
              { titulo: 'Aviso', celda: (a) => <Link href={`/avisos/${a.aviso}`}>{a.titulo}</Link> },
              { titulo: 'Tipo', celda: (a) => (a.tipo === 'aviso' ? 'Aviso de privacidad' : 'Obligaciones') },
              { titulo: 'Vigente desde', celda: (a) => fecha(a.vigente_desde) },
              { titulo: 'Versión', celda: (a) => a.version, cifra: true },
            ]}
          />
        )}
      </Consulta>
    </>
  )
}
