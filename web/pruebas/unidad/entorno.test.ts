import { describe, expect, it } from 'vitest'

describe('entorno de pruebas', () => {
  it('tiene documento', () => {
    expect(document.documentElement.tagName).toBe('HTML')
  })
})
