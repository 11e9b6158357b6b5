import { useEffect, useState } from 'react'
import { direccionDe } from '../../mesa/imagenes'

const NOMBRES: Readonly<Record<string, string>> = {
  foto: 'Fotografía viva',
  anverso: 'Anverso de la credencial',
  reverso: 'Reverso de la credencial',
  firma: 'Firma manuscrita digitalizada',
}

/** Pictures of an answer, decoded in memory and given back when the page is left. */
export function ImagenesDeCedula({ imagenes }: { imagenes: Record<string, string> }) {
  const [direcciones, setDirecciones] = useState<readonly (readonly [string, string])[]>([])
  useEffect(() => {
    const hechas = Object.entries(imagenes).map(([n, base64]) => [n.split('.')[0] ?? n, direccionDe(base64)] as const)
    setDirecciones(hechas)
    return () => hechas.forEach(([, url]) => URL.revokeObjectURL(url))
  }, [imagenes])
  return (
    <div className="imagenes">
      {direcciones.map(([nombre, url]) => (
        <figure key={nombre}>
          <img src={url} alt={NOMBRES[nombre] ?? nombre} />
          <figcaption>{NOMBRES[nombre] ?? nombre}</figcaption>
        </figure>
      ))}
    </div>
  )
}
