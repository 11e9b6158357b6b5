import { useQuery } from '@tanstack/react-query'
import { configuracion } from '../../../comun/configuracion'
import * as sesion from '../../../comun/sesion/sesion'
import { useSesion } from '../../../comun/sesion/usar'
import { Aviso, Boton, Falla } from '../../../comun/ui'

const FINES: Record<sesion.Fin, { titulo: string; texto: string; tono: 'info' | 'cuidado' }> = {
  otro_equipo: {
    titulo: 'Su sesión se abrió en otro equipo',
    texto: 'Solo puede haber una sesión abierta (5.5). Si no fue usted, cambie su contraseña y avise al INE.',
    tono: 'cuidado',
  },
  vencida: { titulo: 'Su sesión terminó', texto: 'Entre de nuevo para continuar donde estaba.', tono: 'info' },
  inactividad: {
    titulo: 'Su sesión terminó por inactividad',
    texto: 'Entre de nuevo para continuar donde estaba.',
    tono: 'info',
  },
  salida: { titulo: 'Salió del sistema', texto: 'Su sesión terminó en este y en otros equipos.', tono: 'info' },
}

/** Both ways in; after it one is back at `volver`. */
export function Entrar({ volver }: { volver: string }) {
  const { fin } = useSesion()
  const sitio = useQuery({ queryKey: ['configuracion'], queryFn: configuracion, staleTime: Infinity })
  if (sitio.isError) return <Falla falla={sitio.error} repetir={() => void sitio.refetch()} />
  const proveedores = sitio.data?.grupos.federado.proveedores ?? []
  const dicho = fin && FINES[fin]
  return (
    <>
      {dicho && (
        <Aviso tono={dicho.tono} titulo={dicho.titulo} vivo>
          <p>{dicho.texto}</p>
        </Aviso>
      )}
      <div className="entradas">
        <section aria-labelledby="entrada-institucional">
          <h2 id="entrada-institucional">INE, OPL y Mesa de Control</h2>
          <p>Con el correo institucional y la contraseña de su cuenta.</p>
          <Boton tipo="primario" onClick={() => void sesion.entra('institucional', volver)}>
            Entrar con cuenta institucional
          </Boton>
        </section>
        <section aria-labelledby="entrada-federada">
          <h2 id="entrada-federada">Aspirantes y representantes</h2>
          <p>Con la cuenta que registró: no se crea ninguna contraseña nueva.</p>
          <div className="botones">
            {proveedores.map((p) => (
              <Boton key={p} tipo="primario" onClick={() => void sesion.entra('federado', volver, p)}>
                Entrar con {p === 'TwitterX' ? 'X' : p}
              </Boton>
            ))}
          </div>
        </section>
      </div>
    </>
  )
}
