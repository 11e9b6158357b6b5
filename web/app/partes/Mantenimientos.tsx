import { useEffect, useState } from 'react'
import { fechaHora } from '../../comun/fechas'
import { Aviso } from '../../comun/ui'
import { leePublico } from '../estado/publico'

interface Ventana {
  desde: string
  hasta: string
}

/** Maintenances under way or to come (9.15, 12.2): asked when there is network, without signing in. */
export function Mantenimientos({ ahora }: { ahora: number }) {
  const [ventanas, setVentanas] = useState<Ventana[]>([])
  useEffect(() => {
    let vigente = true
    leePublico<{ mantenimientos: Ventana[] }>('/v1/atencion')
      .then(({ mantenimientos }) => vigente && setVentanas(mantenimientos))
      .catch(() => undefined) // without network nothing can be sent either
    return () => { vigente = false }
  }, [])
  return ventanas.map(({ desde, hasta }) => (
    <Aviso key={desde} tono="cuidado" titulo={Date.parse(desde) <= ahora ? 'Mantenimiento en curso' : 'Mantenimiento programado'}>
      <p>El INE no recibe registros del {fechaHora(desde)} al {fechaHora(hasta)}. Lo que capte se conserva y se envía al terminar.</p>
    </Aviso>
  ))
}
