import { useLocation, useSearch } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, hoy } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Campo, Lista } from '../../../comun/ui'

/** Audit log of a day (18.7). */
export default function Auditoria() {
  const { rol } = useCuentaPropia()
  const [, ve] = useLocation()
  const filtro = new URLSearchParams(useSearch())
  const dia = filtro.get('dia') ?? hoy()
  const ambito = filtro.get('ambito') ?? ''
  function cambia(nombre: string, valor: string) {
    const nuevo = new URLSearchParams({ dia, ...(ambito ? { ambito } : {}), [nombre]: valor })
    if (!valor) nuevo.delete(nombre)
    ve(`/auditoria?${nuevo}`, { replace: true })
  }
  return (
    <>
      <h1>Bitácora de auditoría</h1>
      <div className="filtros">
        <Campo nombre="dia" etiqueta="Día" tipo="date" requerido valor={dia} cambia={(v) => cambia('dia', v)} />
        {rol === 'ine' && (
          <Campo
            nombre="ambito"
            etiqueta="Ámbito"
            valor={ambito}
            ayuda="Clave de un OPL, «ine», «aspirante» o «app»."
            cambia={(v) => cambia('ambito', v)}
          />
        )}
      </div>
      <Lista
        titulo={`Asientos del ${dia}`}
        clave={['auditoria', dia, ambito]}
        pagina={(despues) =>
          datos(api.GET('/v1/auditoria', { params: { query: { dia, ambito: ambito || undefined, despues } } }))
        }
        llave={(a) => `${a.actor} ${a.n}`}
        columnas={[
          { titulo: 'Momento', celda: (a) => fechaHora(a.momento) },
          { titulo: 'Qué', celda: (a) => a.texto },
          { titulo: 'Sobre', celda: (a) => <code>{a.objeto}</code> },
          { titulo: 'Rol', celda: (a) => palabra('rol', a.rol) },
          { titulo: 'Cuenta', celda: (a) => <code>{a.cuenta}</code> },
        ]}
      />
    </>
  )
}
