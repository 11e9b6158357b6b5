import { Verificar } from '../entrega/Verificar'

/** The public log for whoever asks: what a receipt is verified with (9.14, 10.20). */
export default function Bitacora() {
  return (
    <>
      <h1>Bitácora pública de acuses</h1>
      <p className="bajada">
        Cada registro recibido deja una hoja en una bitácora que nadie puede reescribir sin que se note. No contiene datos personales: solo huellas. Quien envió
        un registro guarda su prueba desde la aplicación y la comprueba en <a href="/verificar.html">Verificar un acuse</a>, sin cuenta y sin conexión.
      </p>
      <Verificar />
    </>
  )
}
