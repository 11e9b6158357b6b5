import { useEffect, useState } from 'react'
import { processes, type ProcesoVigente } from '../estado/ciudadano'

/** Which processes are in course, told before one signs in (10.9); without network nothing is said. */
export function EnCurso() {
  const [lista, setLista] = useState<ProcesoVigente[] | null>(null)
  useEffect(() => {
    let vigente = true
    processes().then((leida) => vigente && setLista(leida), () => undefined)
    return () => { vigente = false }
  }, [])
  if (!lista) return null
  if (!lista.length) return <p className="nota">Ahora no hay procesos en los que se pueda dar apoyo.</p>
  return (
    <section aria-label="Procesos en curso">
      <p>Ahora se puede dar apoyo en:</p>
      <ul className="en-curso">{lista.map((p) => <li key={p.proceso}>{p.nombre} · {p.entidad_nombre}</li>)}</ul>
    </section>
  )
}
