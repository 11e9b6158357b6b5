import { Aviso, Boton } from '../../comun/ui'
import type { Guardado as Hecho } from '../estado/guardar'
import { Bloqueado, SinEspacio } from '../nucleo/almacen'
import { ExpedienteExcedido } from '../nucleo/limites'
import type { Modo } from '../nucleo/tipos'
import { useApp } from '../partes/contexto'
import { Pagina } from '../partes/Pagina'
import { SinLugar } from './errores'

interface Props {
  hecho: Hecho
  modo: Modo
  salir: () => void
  otra?: () => void
}

/** Saved (9.12): the folio and the código de integridad, shown once the record is durable. */
export function Guardado({ hecho, modo, salir, otra }: Props) {
  const { vista } = useApp()
  const registro = vista.registros.find((r) => r.folio === hecho.folio || r.integridad === hecho.integridad)
  return (
    <Pagina
      titulo={modo === 'cedula' ? 'Testigos guardados' : 'Apoyo guardado'}
      pie={
        <>
          {otra && <Boton tipo="primario" onClick={otra}>Continuar</Boton>}
          <Boton tipo={otra ? 'secundario' : 'primario'} onClick={salir}>Terminar</Boton>
        </>
      }
    >
      <Aviso tono="bien" titulo="Se guardó cifrado en este teléfono" vivo>
        <p>Nadie puede abrirlo aquí. {modo === 'mi_apoyo' ? 'Se envía al INE en este momento.' : 'Se enviará cuando haya Internet.'}</p>
      </Aviso>
      <dl className="leidos">
        <div><dt>Folio</dt><dd className="mono" data-folio={hecho.folio}>{hecho.folio}</dd></div>
        <div><dt>Código de integridad</dt><dd className="mono" data-integridad={hecho.integridad}>{hecho.integridad}</dd></div>
      </dl>
      {registro?.estado === 'recibido' && <Aviso tono="bien" vivo><p>Enviado y recibido por el INE.</p></Aviso>}
    </Pagina>
  )
}

/** Not saved: the images are still here; what to do, and again. */
export function NoGuardado({ falla, repetir, atras }: { falla: unknown; repetir: () => void; atras: () => void }) {
  return (
    <Pagina titulo="No se guardó" atras={atras} pie={<Boton tipo="primario" onClick={repetir}>Guardar otra vez</Boton>}>
      <Aviso tono="mal" titulo="El apoyo todavía no está guardado" vivo>
        <p>{reason(falla)}</p>
        <p>La captura sigue en la pantalla: no cierre la aplicación.</p>
      </Aviso>
    </Pagina>
  )
}

function reason(falla: unknown): string {
  if (falla instanceof SinEspacio) return 'No hay espacio en el teléfono. Borre fotos o aplicaciones y guarde otra vez.'
  if (falla instanceof SinLugar) return 'La ubicación debe estar encendida y permitida. Enciéndala y guarde otra vez.'
  if (falla instanceof ExpedienteExcedido) return 'Las imágenes son demasiado grandes. Regrese y tómelas de nuevo.'
  if (falla instanceof Bloqueado) return 'La aplicación está bloqueada: no se puede guardar sin su contraseña.'
  return 'No se pudo cifrar o guardar. Guarde otra vez; si sigue igual, pida ayuda.'
}
