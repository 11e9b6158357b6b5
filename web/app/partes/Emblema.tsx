import { useEffect, useState } from 'react'
import type { Bytes } from '../nucleo/tipos'
import { useApp } from './contexto'

/** The emblem kept on the phone, by its digest; nothing when there is none. */
export function Emblema({ digest, de }: { digest: string | null; de: string }) {
  const { app } = useApp()
  const [direccion, setDireccion] = useState('')
  useEffect(() => {
    let url = ''
    let vigente = true
    if (digest) {
      void app.almacen.config<Bytes>(`emblema-${digest}`).then((png) => {
        if (!png || !vigente) return
        url = URL.createObjectURL(new Blob([png], { type: 'image/png' }))
        setDireccion(url)
      })
    }
    return () => {
      vigente = false
      if (url) URL.revokeObjectURL(url)
    }
  }, [app, digest])
  return direccion ? <img className="emblema" src={direccion} alt={`Emblema de ${de}`} /> : null
}
