import { describe, expect, it } from 'vitest'
import { dia, duracion, fechaHora, hoy, numero, paraCampo } from '../../comun/fechas'

describe('las fechas', () => {
  it('se muestran en hora del centro, que ya no cambia en verano', () => {
    expect(fechaHora('2026-07-01T05:59:00Z')).toContain('30 jun 2026')
    expect(fechaHora('2026-12-01T06:00:00Z')).toContain('1 dic 2026')
  })

  it('un día escrito en los datos no se corre de lugar', () => {
    expect(dia('2026-12-02')).toBe('2 dic 2026')
  })

  it('un campo de fecha y hora recibe la hora del centro', () => {
    expect(paraCampo(new Date('2026-12-02T14:05:00Z'))).toBe('2026-12-02T08:05')
    expect(hoy(new Date('2026-12-02T03:00:00Z'))).toBe('2026-12-01')
  })

  it('lo que falta o no es fecha no rompe la página', () => {
    expect(fechaHora(null)).toBe('—')
    expect(fechaHora('otra cosa')).toBe('otra cosa')
    expect(numero(null)).toBe('—')
  })

  it('las duraciones se leen', () => {
    expect([5, 90, 7200, 86_400, 200_000].map(duracion)).toEqual(['5 s', '2 min', '2 h', '1 día', '2 días'])
  })
})
