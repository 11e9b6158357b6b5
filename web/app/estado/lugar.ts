// Where a capture is made (8.1, 10.3): asked for when it is first needed.

import type { Lugar } from '../nucleo/tipos'

export type Ubicacion = { lugar: Lugar; falla: '' } | { lugar: null; falla: 'negada' | 'sin_senal' }

const OPCIONES: PositionOptions = { enableHighAccuracy: true, maximumAge: 60_000, timeout: 15_000 }

export function ubica(): Promise<Ubicacion> {
  if (!navigator.geolocation) return Promise.resolve({ lugar: null, falla: 'sin_senal' })
  return new Promise((sigue) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => sigue({ lugar: readLugar(coords), falla: '' }),
      (error) => sigue({ lugar: null, falla: error.code === error.PERMISSION_DENIED ? 'negada' : 'sin_senal' }),
      OPCIONES
    )
  })
}

/** Six decimals (10 cm), and a precision within what the format admits. */
export function readLugar(coords: Pick<GeolocationCoordinates, 'latitude' | 'longitude' | 'accuracy'>): Lugar {
  const seis = (grados: number) => Math.round(grados * 1e6) / 1e6
  return {
    latitud: seis(coords.latitude),
    longitud: seis(coords.longitude),
    precision_m: Math.min(100_000, Math.max(0, Math.round(coords.accuracy * 10) / 10))
  }
}
