import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Accion, Consulta, Datos, Estado } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { CAMPOS_DE_PERIODO, cuerpoDePeriodo } from './formasPeriodo'
import { PlazoDeAudiencia } from './PlazoDeAudiencia'

type DePeriodo = Respuesta<'/v1/procesos/{proceso}/periodos/{periodo}', 'get'>

export default function Periodo({ proceso, periodo }: { proceso: string; periodo: string }) {
  const { rol } = useCuentaPropia()
  const params = { path: { proceso, periodo } }
  return (
    <>
      <Migas de={[['Procesos', '/procesos'], [proceso, `/proceso/${proceso}`], ['Periodos', `/proceso/${proceso}/periodos`]]} />
      <Consulta
        clave={['periodo', proceso, periodo]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/periodos/{periodo}', { params }))}
      >
        {(p) => (
          <>
            <h1>{p.nombre}</h1>
            <p>
              <Estado clase="periodo" valor={p.estado} />
            </p>
            <Datos
              pares={[
                ['Cargo', palabra('cargo', p.cargo)],
                ['Inicio (centro)', p.inicio_centro.replace('T', ' ')],
                ['Fin (centro)', p.fin_centro.replace('T', ' ')],
                ['Se recibe hasta', fechaHora(p.cierre_recepcion)],
                ['Nivel', palabra('nivel', p.nivel)],
                ['Umbral', p.umbral ? `${p.umbral.porcentaje} % de ${palabra('base', p.umbral.base)}` : 'Sin fijar'],
                [
                  'Dispersión',
                  p.umbral?.dispersion
                    ? `${p.umbral.dispersion.porcentaje} % en ${p.umbral.dispersion.fraccion} % de las unidades (${palabra('nivel', p.umbral.dispersion.unidad)})`
                    : 'Sin exigencia',
                ],
                ['Municipios de excepción', p.excepcion.join(', ')],
                ['Carga de referencia', numero(p.carga_referencia)],
                ['Duplicados entre aspirantes', dichoDeDuplicados(p.duplicados)],
              ]}
            />
            {rol === 'opl' && <Actos proceso={proceso} p={p} />}
            <PlazoDeAudiencia proceso={proceso} periodo={periodo} edita={rol === 'opl'} />
            <h2>Cifras del umbral</h2>
            <p className="ayuda">Personas en la base, por unidad. Con ellas se calcula cuántos apoyos se requieren.</p>
            {unidades(p).map(([clave, nombre]) => (
              <Unidad key={clave} proceso={proceso} periodo={periodo} clave={clave} nombre={nombre} edita={rol === 'opl'} />
            ))}
          </>
        )}
      </Consulta>
    </>
  )
}

function dichoDeDuplicados(d: DePeriodo['duplicados']): string {
  const rige = d.aplica ? 'Se aplican' : 'Solo se reportan'
  if (!d.decidida_en) return `${rige}, por ser lo que propone la ley (LGIPE 385); falta la decisión del OPL (15.3)`
  return `${rige}: ${d.fundamento}, ${fechaHora(d.decidida_en)}${d.tardia ? ' (después del inicio)' : ''}`
}

/** An office of the whole entidad has one unit, the entidad itself. */
function unidades(p: DePeriodo): [string, string][] {
  const propias = Object.entries(p.unidades)
  return propias.length ? propias : [[p.entidad, 'Toda la entidad']]
}

function Actos({ proceso, p }: { proceso: string; p: DePeriodo }) {
  const refresca = useRefresca()
  const params = { path: { proceso, periodo: p.periodo } }
  const despues = () => refresca(['periodo', proceso, p.periodo], ['periodos', proceso], ['preparacion', proceso])
  async function cambia(v: Record<string, string>) {
    const body = { ...cuerpoDePeriodo(v), exige_cedula: p.exige_cedula, version: p.version }
    await datos(api.PUT('/v1/procesos/{proceso}/periodos/{periodo}', { params, body: body as never }))
    await despues()
  }
  return (
    <div className="botones">
      {p.estado === 'inactivo' ? (
        <Accion
          boton="Activar"
          tipo="primario"
          explica={<p>Activo, el periodo recibe apoyos entre su inicio y su fin.</p>}
          hacer={async () => {
            await datos(api.POST('/v1/procesos/{proceso}/periodos/{periodo}/activacion', { params }))
            await despues()
          }}
        />
      ) : (
        <Accion
          boton="Desactivar"
          tipo="peligro"
          explica={<p>Inactivo, el periodo no recibe apoyos.</p>}
          hacer={async () => {
            await datos(api.POST('/v1/procesos/{proceso}/periodos/{periodo}/desactivacion', { params }))
            await despues()
          }}
        />
      )}
      <Accion
        boton="Decidir sobre duplicados"
        titulo="Duplicados entre aspirantes"
        explica={
          <p>
            La ley propone aplicarlos: de quien apoyó a varias personas aspirantes cuenta solo el primer apoyo (LGIPE 385). Si
            solo se reportan, cuentan todos y usted los cruza con la información que se le entregue (15.3). Desde el inicio del
            periodo ya no se cambia.
          </p>
        }
        campos={[
          {
            nombre: 'aplica',
            etiqueta: 'Los duplicados',
            requerido: true,
            opciones: [{ valor: 'si', texto: 'Se aplican (propuesta de la ley)' }, { valor: 'no', texto: 'Solo se reportan' }],
          },
          { nombre: 'fundamento', etiqueta: 'Acuerdo o ley en que se funda', requerido: true, maximo: 200 },
        ]}
        iniciales={{ aplica: p.duplicados.aplica ? 'si' : 'no', fundamento: p.duplicados.fundamento }}
        hacer={async ({ aplica, fundamento = '' }) => {
          const body = { aplica: aplica === 'si', fundamento: fundamento.trim() }
          await datos(api.PUT('/v1/procesos/{proceso}/periodos/{periodo}/duplicados', { params, body }))
          await despues()
        }}
      />
      <Accion boton="Cambiar" titulo={`Cambiar ${p.nombre}`} campos={CAMPOS_DE_PERIODO} iniciales={iniciales(p)} hacer={cambia} />
    </div>
  )
}

function iniciales(p: DePeriodo): Record<string, string> {
  return {
    cargo: p.cargo,
    inicio: p.inicio_centro.slice(0, 16),
    fin: p.fin_centro.slice(0, 16),
    unidades: Object.entries(p.unidades).map(([c, n]) => `${c} ${n}`).join('\n'),
    porcentaje: p.umbral?.porcentaje ?? '',
    base: p.umbral?.base ?? '',
    dispersion_unidad: p.umbral?.dispersion?.unidad ?? '',
    dispersion_fraccion: p.umbral?.dispersion?.fraccion ?? '',
    dispersion_porcentaje: p.umbral?.dispersion?.porcentaje ?? '',
    excepcion: p.excepcion.join('\n'),
    carga_referencia: String(p.carga_referencia),
  }
}

interface DeUnidad {
  proceso: string
  periodo: string
  clave: string
  nombre: string
  edita: boolean
}

function Unidad({ proceso, periodo, clave, nombre, edita }: DeUnidad) {
  const refresca = useRefresca()
  const params = { path: { proceso, periodo, unidad: clave } }
  async function pon({ base = '', partes = '' }: Record<string, string>) {
    const pares = partes.split('\n').map((r) => r.trim().split(/\s+/)).filter((r) => r.length === 2)
    const unidades = Object.fromEntries(pares.map(([c, n]) => [c ?? '', Number(n)]))
    const body = { base: Number(base), ...(pares.length ? { unidades } : {}) }
    await datos(api.PUT('/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}', { params, body }))
    await refresca(['cifras', proceso, periodo, clave], ['preparacion', proceso])
  }
  return (
    <section className="ficha">
      <h3>
        {clave} {nombre}
      </h3>
      <Consulta
        clave={['cifras', proceso, periodo, clave]}
        ninguno={<p className="vacia">Sin cifras registradas.</p>}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}', { params }))}
      >
        {(c) => (
          <Datos
            pares={[
              ['Base', numero(c.base)],
              ['Apoyos requeridos', numero(c.requeridos)],
              ['Unidades requeridas', numero(c.unidades_requeridas)],
              ['Corte', c.corte],
            ]}
          />
        )}
      </Consulta>
      {edita && (
        <div className="botones">
        <Accion
          boton="Tomar las cifras de un corte del padrón"
          titulo={`Tomar de un corte del padrón las cifras de ${clave} ${nombre}`}
          campos={[{ nombre: 'corte', etiqueta: 'Corte', requerido: true, maximo: 12, ayuda: 'Como aparece en el aviso del INE: AAAAMMDD.' }]}
          hacer={async ({ corte = '' }) => {
            await datos(api.PUT('/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}/corte', { params, body: { corte } }))
            await refresca(['cifras', proceso, periodo, clave], ['preparacion', proceso])
          }}
        />
        <Accion
          boton="Registrar cifras"
          titulo={`Cifras de ${clave} ${nombre}`}
          campos={[
            { nombre: 'base', etiqueta: 'Personas en la base', requerido: true, tipo: 'number', minimo: 1 },
            { nombre: 'partes', etiqueta: 'Por unidad de dispersión', tipo: 'area', ayuda: 'Un renglón por unidad: clave y personas, como «015 34210».' },
          ]}
          hacer={pon}
        />
        </div>
      )}
    </section>
  )
}
