import { api, datos } from '../../../comun/api/cliente'
import { numero } from '../../../comun/fechas'
import { Consulta, Datos } from '../../../comun/ui'

/** The public log's key and checkpoint, and how a receipt or a delivery is verified with them. */
export function Verificar() {
  return (
    <>
      <h2>Cómo se verifica</h2>
      <ol>
        <li>
          En el equipo del OPL, sin red: <code>opl entrega verificar CARPETA --llave-sistema sistema.txt</code> comprueba la firma, cada archivo y que las filas den
          las cifras firmadas.
        </li>
        <li>
          <code>opl entrega abrir CARPETA --llave PRIVADA.pem --salida RESULTADOS --llave-sistema sistema.txt</code> abre los archivos.
        </li>
        <li>Compare la llave de abajo con la que el INE publica por otro medio: con ella se verifican acuses y entregas.</li>
      </ol>
      <Consulta clave={['bitacora']} pide={() => datos(api.GET('/v1/bitacora'))}>
        {(b) =>
          b.llave ? (
            <Datos
              pares={[
                ['Llave de la bitácora pública', <code key="l">{b.llave}</code>],
                ['Hojas', numero(b.tamano)],
                ['Punto de control', <pre key="p">{b.punto}</pre>],
              ]}
            />
          ) : (
            <p className="vacia">La bitácora pública todavía no tiene hojas.</p>
          )
        }
      </Consulta>
    </>
  )
}
