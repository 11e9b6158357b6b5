import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Lista } from '../../../comun/ui'

/** Versions of the OPL's own criteria over the table of 13.7 (13.4). */
export default function Criterios({ opl }: { opl: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  async function publica(v: Record<string, string>) {
    const { inciso = '', tipo, opciones, precisar, fundamento, aplica, motivo = '', acuerdo = '' } = v
    const ajuste = {
      inciso: inciso.toLowerCase(),
      ...(aplica === 'no' ? { aplica: false } : {}),
      ...(tipo ? { tipo } : {}),
      ...(opciones ? { opciones: opciones.split('\n').map((o) => o.trim()).filter(Boolean) } : {}),
      ...(precisar ? { precisar: precisar === 'si' } : {}),
      ...(fundamento ? { fundamento } : {}),
    }
    const anteriores = await datos(api.GET('/v1/opls/{opl}/catalogos', { params: { path: { opl }, query: { cuantos: 1 } } }))
    const vigentes = (anteriores.elementos[0]?.incisos ?? []).filter((i) => i.inciso !== ajuste.inciso)
    const body = { incisos: [...vigentes, ajuste], motivo, acuerdo }
    await datos(api.POST('/v1/opls/{opl}/catalogos', { params: { path: { opl } }, body }))
    await refresca(['criterios', opl])
  }
  return (
    <>
      <h1>Catálogo de criterios del OPL</h1>
      <p className="bajada">
        Lo que una versión no nombra es como en la tabla del numeral 13.7. Una versión no cambia: la siguiente toma su lugar.
      </p>
      {rol === 'opl' && (
        <Accion
          boton="Publicar una versión con un ajuste"
          tipo="primario"
          explica={<p>La versión nueva conserva los ajustes de la última y cambia este inciso. Rige un minuto después.</p>}
          campos={[
            { nombre: 'inciso', etiqueta: 'Inciso', requerido: true, maximo: 1, ayuda: 'De la a a la n de la tabla; de la o en adelante, uno propio.' },
            { nombre: 'aplica', etiqueta: '¿Aplica?', opciones: [{ valor: 'si', texto: 'Sí' }, { valor: 'no', texto: 'No: se retira' }] },
            { nombre: 'tipo', etiqueta: 'Tipo (solo de un inciso propio)', maximo: 80 },
            { nombre: 'opciones', etiqueta: 'Detalles, uno por renglón', tipo: 'area' },
            { nombre: 'precisar', etiqueta: '¿Se exige precisar?', opciones: [{ valor: 'si', texto: 'Sí' }, { valor: 'no', texto: 'No' }] },
            { nombre: 'fundamento', etiqueta: 'Fundamento (de un inciso propio)', maximo: 280 },
            { nombre: 'motivo', etiqueta: 'Motivo', requerido: true, tipo: 'area', maximo: 500 },
            { nombre: 'acuerdo', etiqueta: 'Acuerdo', requerido: true, maximo: 200 },
          ]}
          hacer={publica}
          hecho="La versión quedó publicada y se avisó a la DERFE."
        />
      )}
      <Lista
        titulo="Versiones"
        clave={['criterios', opl]}
        pagina={(despues) => datos(api.GET('/v1/opls/{opl}/catalogos', { params: { path: { opl }, query: { despues } } }))}
        llave={(v) => v.catalogo}
        vacia="El OPL no ha publicado criterios: rige la tabla del numeral 13.7."
        columnas={[
          { titulo: 'Versión', celda: (v) => <code>{v.catalogo}</code> },
          { titulo: 'Rige desde', celda: (v) => fechaHora(v.vigente_desde) },
          { titulo: 'Cambios', celda: (v) => v.cambios.map((c) => <div key={c}>{c}</div>) },
          { titulo: 'Motivo', celda: (v) => v.motivo },
          { titulo: 'Acuerdo', celda: (v) => v.acuerdo },
        ]}
      />
    </>
  )
}
