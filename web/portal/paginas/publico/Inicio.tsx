import { Link } from 'wouter'
import { useCuenta, useSesion } from '../../../comun/sesion/usar'
import { palabra } from '../../../comun/textos/palabras'
import { Aviso } from '../../../comun/ui'
import { AvisosPendientes } from '../comunes/MisAvisos'
import { guiaDe } from '../../guias'
import { rutas } from '../../rutas'
import { direccionDe } from '../../rutas/direccion'
import { Entrar } from './Entrar'
import { Guia } from './Guia'

/** First page: signing in, or the work of the account's role. */
export default function Inicio() {
  const { dentro } = useSesion()
  const cuenta = useCuenta()
  if (!dentro) return <Bienvenida />
  if (!cuenta) return <SinCuenta />
  return <Trabajo rol={cuenta.rol} />
}

function Bienvenida() {
  return (
    <>
      <h1>Portal Web</h1>
      <p className="bajada">
        Captación y verificación del apoyo de la ciudadanía a las candidaturas independientes. Aquí trabajan el INE, los
        Organismos Públicos Locales, la Mesa de Control y las personas aspirantes.
      </p>
      <Entrar volver="/" />
      <section aria-labelledby="para-ciudadania">
        <h2 id="para-ciudadania">Para la ciudadanía</h2>
        <p>
          El apoyo se da con la aplicación, en <strong>Mi Apoyo</strong> o con una persona auxiliar. En el portal puede
          seguir el <Link href="/avance-publico">avance de los apoyos</Link>, leer los <Link href="/avisos">avisos de privacidad</Link> y saber <Link href="/ayuda">dónde le atienden</Link>.
        </p>
        <p>
          Si tiene el acuse de un registro, puede <a href="/verificar.html">verificarlo</a> en su equipo, sin cuenta y sin conexión.
        </p>
      </section>
    </>
  )
}

function SinCuenta() {
  return (
    <>
      <h1>Bienvenida, bienvenido</h1>
      <Aviso titulo="Todavía no tiene una cuenta aquí">
        <p>
          Si es aspirante o representante y recibió un folio por correo, escríbalo en{' '}
          <Link href="/acceso">Primer acceso con folio</Link>.
        </p>
        <p>Si le asignaron una cuenta institucional, entre con el correo institucional.</p>
      </Aviso>
    </>
  )
}

function Trabajo({ rol }: { rol: string }) {
  const cuenta = useCuenta()
  const paginas = rutas.filter((r) => r.menu && r.camino !== '/' && r.roles.includes(rol as never))
  return (
    <>
      <h1>{palabra('rol', rol)}</h1>
      <p className="bajada">{guiaDe(rol)?.bajada}</p>
      <AvisosPendientes />
      <Guia rol={rol} />
      <ul className="tarjetas sin-vinetas">
        {paginas.map((r) => {
          const a = direccionDe(r, cuenta)
          return (
            a && (
              <li key={r.camino}>
                <h2>
                  <Link href={a}>{r.menu}</Link>
                </h2>
                <p>{r.titulo}</p>
              </li>
            )
          )
        })}
      </ul>
    </>
  )
}
