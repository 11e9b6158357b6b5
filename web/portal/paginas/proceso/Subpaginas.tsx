import { Link, useLocation } from 'wouter'
import { useCuenta } from '../../../comun/sesion/usar'

const DE_PROCESO = [
  ['', 'Preparación', 'ine opl supervisor'],
  ['/periodos', 'Periodos', 'ine opl supervisor'],
  ['/llave', 'Llave del OPL', 'ine opl supervisor'],
  ['/enlaces', 'Enlaces', 'ine opl supervisor'],
  ['/aspirantes', 'Aspirantes', 'ine opl supervisor'],
  ['/cedulas', 'Cédulas de auxiliar', 'opl supervisor'],
  ['/avance', 'Avance', 'ine opl supervisor'],
  ['/mesa', 'Mesa: tablero', 'opl supervisor'],
  ['/escalados', 'Escalados', 'opl supervisor'],
  ['/calidad', 'Calidad', 'opl supervisor'],
  ['/audiencias', 'Audiencias', 'ine opl supervisor'],
  ['/entrega', 'Entrega', 'ine opl'],
  ['/requerimientos', 'Requerimientos', 'ine'],
  ['/conservacion', 'Conservación', 'ine opl'],
] as const

const DE_ASPIRANTE = [
  ['/ficha', 'Registro', 'ine opl supervisor'],
  ['/avance', 'Avance', 'ine opl supervisor'],
  ['/registros', 'Registros', 'opl supervisor'],
  ['/auxiliares', 'Auxiliares', 'ine opl supervisor'],
  ['/cargas', 'Cargas', 'ine opl supervisor'],
  ['/reportes', 'Reportes', 'ine opl supervisor'],
  ['/dispositivos', 'Dispositivos', 'ine opl supervisor'],
  ['/audiencias', 'Audiencias', 'ine opl supervisor'],
  ['/excepciones', 'Excepción', 'opl supervisor'],
  ['/lotes', 'Captura manual', 'opl supervisor'],
  ['/senales', 'Señales', 'opl supervisor'],
] as const

function Lista({ base, de, nombre }: { base: string; de: readonly (readonly [string, string, string])[]; nombre: string }) {
  const [donde] = useLocation()
  const rol = useCuenta()?.rol ?? ''
  return (
    <nav aria-label={nombre}>
      <ul className="subpaginas">
        {de
          .filter(([, , roles]) => roles.includes(rol))
          .map(([parte, texto]) => (
            <li key={parte}>
              <Link href={base + parte} aria-current={donde === base + parte ? 'page' : undefined}>
                {texto}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}

/** Pages of one process. */
export const DeProceso = ({ proceso }: { proceso: string }) => (
  <Lista base={`/proceso/${proceso}`} de={DE_PROCESO} nombre={`Páginas del proceso ${proceso}`} />
)

/** Pages of one aspirante, for authorities; the aspirante has them in the menu. */
export function DeAspirante({ aspirante }: { aspirante: string }) {
  const rol = useCuenta()?.rol
  if (rol === 'aspirante' || rol === 'representante') return null
  return <Lista base={`/aspirante/${aspirante}`} de={DE_ASPIRANTE} nombre={`Páginas del aspirante ${aspirante}`} />
}
