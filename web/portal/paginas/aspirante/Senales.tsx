import { Link } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { numero } from '../../../comun/fechas'
import { Aviso, Lista } from '../../../comun/ui'
import { DeAspirante } from '../proceso/Subpaginas'
import { Detenidos } from './Detenidos'

/** Where to look: signals about auxiliares decide nothing. */
export default function Senales({ aspirante }: { aspirante: string }) {
  return (
    <>
      <h1>Señales sobre auxiliares</h1>
      <DeAspirante aspirante={aspirante} />
      <Detenidos aspirante={aspirante} />
      <Aviso>Dicen dónde mirar y no deciden nada: cada registro se revisa por sí mismo.</Aviso>
      <Lista
        titulo="Señales"
        clave={['senales', aspirante]}
        pagina={(c) => datos(api.GET('/v1/aspirantes/{aspirante}/senales', { params: { path: { aspirante }, query: { despues: c } } }))}
        llave={(s) => s.auxiliar + s.senal}
        vacia="No hay señales."
        columnas={[
          { titulo: 'Auxiliar', celda: (s) => <Link href={`/auxiliar/${s.auxiliar}`}>{s.auxiliar}</Link> },
          { titulo: 'Qué', celda: (s) => s.texto },
          { titulo: 'Registros', celda: (s) => `${numero(s.n)} de ${numero(s.de)}`, cifra: true },
        ]}
      />
    </>
  )
}
