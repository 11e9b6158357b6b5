import { api, datos } from '../../../comun/api/cliente'
import { problemaPropio } from '../../../comun/api/problemas'
import { useRefresca } from '../../../comun/api/usar'
import { numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion } from '../../../comun/ui'
import type { DeDisposicion } from './palabras'

/** What the INE may do with a disposal in its state; the API has the last word (16.1). */
export function Actos({ d }: { d: DeDisposicion }) {
  const { rol, cuenta } = useCuentaPropia()
  const refresca = useRefresca()
  const params = { path: { proceso: d.proceso, disposicion: d.disposicion } }
  const despues = () => refresca(['disposicion', d.disposicion], ['conservacion', d.proceso])
  if (rol !== 'ine') return null
  const suya = d.autorizaciones.some((a) => a.cuenta === cuenta)
  return (
    <div className="botones">
      {d.estado === 'por_autorizar' && suya && <p>Usted ya la autorizó: falta que la autorice otra persona.</p>}
      {d.estado === 'por_autorizar' && !suya && (
        <Accion
          boton="Autorizar esta lista"
          tipo="peligro"
          explica={
            <p>
              {d.faltan_autorizaciones <= 1
                ? `Con su autorización empieza la eliminación de ${numero(d.listados)} elementos y el proceso deja de existir para todo lo demás. No puede deshacerse.`
                : 'La suya es la primera autorización: todavía no se elimina nada.'}
            </p>
          }
          campos={[{ nombre: 'repite', etiqueta: 'Escriba el Id del proceso para confirmar', requerido: true, mayusculas: true, maximo: 15 }]}
          hacer={async ({ repite }) => {
            await datos(
              api.POST('/v1/procesos/{proceso}/disposiciones/{disposicion}/autorizacion', {
                params,
                body: { huella: confirmada(d, repite) },
              }),
            )
            await despues()
          }}
        />
      )}
      {(d.estado === 'por_autorizar' || d.estado === 'listando') && (
        <Accion
          boton="Cancelar la disposición"
          hacer={async () => {
            await datos(api.POST('/v1/procesos/{proceso}/disposiciones/{disposicion}/cancelacion', { params }))
            await despues()
          }}
        />
      )}
      {d.estado === 'detenida' && (
        <Accion
          boton="Continuar la disposición"
          tipo="primario"
          hacer={async () => {
            await datos(api.POST('/v1/procesos/{proceso}/disposiciones/{disposicion}/reanudacion', { params }))
            await despues()
          }}
        />
      )}
      {d.estado === 'certificada' && !d.destruccion_cancelada && d.llaves.length > 0 && (
        <Accion
          boton="Cancelar la destrucción de las llaves"
          explica={<p>Los datos eliminados no vuelven. La cancelación se asienta en la bitácora pública junto al certificado.</p>}
          hacer={async () => {
            await datos(api.POST('/v1/procesos/{proceso}/disposiciones/{disposicion}/llaves/cancelacion', { params }))
            await despues()
          }}
        />
      )}
    </div>
  )
}

/** The list's digest, once its process was typed: nobody approves a removal by pressing Enter twice. */
function confirmada(d: DeDisposicion, repite: string | undefined): string {
  if (repite !== d.proceso) throw problemaPropio('cuerpo_invalido', 'No coincide', `Escriba ${d.proceso} para confirmar.`)
  return d.huella ?? ''
}
