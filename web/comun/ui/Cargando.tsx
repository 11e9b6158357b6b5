export function Cargando({ que = 'Cargando…' }: { que?: string }) {
  return (
    <p className="cargando" role="status">
      {que}
    </p>
  )
}
