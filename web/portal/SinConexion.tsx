import { useSyncExternalStore } from 'react'
import { Aviso } from '../comun/ui'

function escucha(oyente: () => void): () => void {
  window.addEventListener('online', oyente)
  window.addEventListener('offline', oyente)
  return () => {
    window.removeEventListener('online', oyente)
    window.removeEventListener('offline', oyente)
  }
}

/** Said while the machine has no network: nothing is sent by itself when it comes back. */
export function SinConexion() {
  const conectada = useSyncExternalStore(escucha, () => navigator.onLine)
  return (
    <div aria-live="polite">
      {!conectada && (
        <Aviso tono="cuidado" titulo="Sin conexión">
          <p>Lo que escribió sigue en la página. Cuando vuelva la conexión, envíelo usted: nada se envía solo.</p>
        </Aviso>
      )}
    </div>
  )
}
