/** Forms over data that others change as well: only what was typed is sent over what there is, and each form gets its own text. */
import { useQuery } from '@tanstack/react-query'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as borradores from '../../comun/borradores'
import { Accion, Formulario } from '../../comun/ui'
import { api, datos } from '../../comun/api/cliente'
import { Correccion } from '../../portal/paginas/proceso/Correccion'
import Periodo from '../../portal/paginas/proceso/Periodo'
import { Incidencias } from '../../portal/paginas/supervisor/Incidencias'
import { Operadores } from '../../portal/paginas/supervisor/Operadores'
import { muestra, negativa, servicio } from './servicio'

beforeEach(() => {
  sessionStorage.clear()
  borradores.entra('sub1')
})
afterEach(() => {
  cleanup()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

const campo = (etiqueta: RegExp) => screen.getByLabelText(etiqueta) as HTMLInputElement
const escribe = (etiqueta: RegExp, valor: string) => fireEvent.change(campo(etiqueta), { target: { value: valor } })
const dichoDe = (c: HTMLInputElement) =>
  (c.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')

describe('una corrección mientras otra persona corrige lo mismo', () => {
  const NOMBRE = /^Nombre\(s\)/
  const LUGAR = /^Lugar de nacimiento/
  const persona = (cambios: object = {}) => ({ nombre: 'Ana', lugar_nacimiento: 'Léon', curp: 'PUXX900101HDFXXX00', ...cambios })

  /** A service with one registration, which refuses a version that is not the last; `b` is the colleague's correction. */
  function deUna() {
    let version = 1
    let datosAhora = persona()
    const b = (cambios: object) => {
      version += 1
      datosAhora = persona(cambios)
    }
    const pedidos = servicio(({ que, cuerpo }) => {
      if (que.startsWith('GET')) return { cuerpo: { aspirante: 'FOLIO1', cedula_firmada: true, version, datos: datosAhora } }
      return (cuerpo as { version: number }).version === version ? { cuerpo: {} } : negativa(409, 'version_anterior', 'Alguien lo cambió.')
    })
    return { b, enviados: () => pedidos.filter((p) => p.que.startsWith('POST')).map((p) => p.cuerpo) }
  }
  const Pagina = () => {
    const params = { path: { aspirante: 'FOLIO1' } }
    const { data } = useQuery({ queryKey: ['x'], queryFn: () => datos(api.GET('/v1/aspirantes/{aspirante}', { params })) })
    return data ? <Correccion a={data} despues={async () => {}} /> : null
  }
  async function abre() {
    muestra(<Pagina />, 'opl')
    fireEvent.click(await screen.findByRole('button', { name: 'Corregir datos' }))
  }
  const envia = () => fireEvent.submit(campo(NOMBRE).closest('form')!)
  async function envian409YLee() {
    envia()
    fireEvent.click(await screen.findByRole('button', { name: /Leer lo que hay ahora/ }))
  }

  it('tras un 409 y leer lo que hay no le quita lo suyo', async () => {
    const { b, enviados } = deUna()
    await abre()
    escribe(LUGAR, 'León')
    escribe(/^Motivo/, 'Acento')
    b({ nombre: 'Eva' })
    await envian409YLee()
    await waitFor(() => expect(campo(NOMBRE).value).toBe('Eva'))
    expect(campo(LUGAR).value).toBe('León')
    expect(screen.queryByText(/Este dato cambió/)).toBeNull()
    envia()
    await waitFor(() => expect(enviados()).toHaveLength(2))
    expect(enviados()[1]).toEqual({ ...persona({ nombre: 'Eva', lugar_nacimiento: 'León' }), motivo: 'Acento', version: 2 })
  })

  it('un campo que las dos cambiaron dice al lado lo que hay ahora, y deja de decirlo si se toma', async () => {
    const { b } = deUna()
    await abre()
    escribe(NOMBRE, 'Anna')
    b({ nombre: 'Eva' })
    await envian409YLee()
    await screen.findByText(/Ahora dice «Eva»\./)
    expect(campo(NOMBRE).value).toBe('Anna')
    expect(dichoDe(campo(NOMBRE))).toMatch(/Este dato cambió.*quedará lo que usted escribió/)
    escribe(NOMBRE, 'Eva')
    expect(screen.queryByText(/Este dato cambió/)).toBeNull()
  })

  it('entrar de nuevo recupera solo lo escrito, sobre lo que hay ahora', async () => {
    const { b, enviados } = deUna()
    await abre()
    escribe(LUGAR, 'León')
    escribe(/^Motivo/, 'Acento')
    borradores.guarda('sub1')
    expect(JSON.stringify(sessionStorage)).not.toMatch(/PUXX900101|Ana/)
    cleanup()
    b({ nombre: 'Eva', lugar_nacimiento: 'Silao' })
    muestra(<Pagina />, 'opl')
    await screen.findByText(/Aquí está lo que había escrito/)
    expect(campo(NOMBRE).value).toBe('Eva')
    expect(dichoDe(campo(LUGAR))).toContain('Ahora dice «Silao».')
    envia()
    await waitFor(() => expect(enviados()).toHaveLength(1))
    expect(enviados()[0]).toMatchObject({ nombre: 'Eva', lugar_nacimiento: 'León', version: 2 })
  })

  it('un campo que volvió a lo que tenía sigue lo que otros cambien', async () => {
    const { b } = deUna()
    await abre()
    escribe(NOMBRE, 'Anna')
    escribe(NOMBRE, 'Ana')
    b({ nombre: 'Eva' })
    await envian409YLee()
    await waitFor(() => expect(campo(NOMBRE).value).toBe('Eva'))
  })
})

describe('lo que una página propone, como la hora,', () => {
  it('se queda como se vio al abrir, también al entrar de nuevo, y no se anuncia como cambio ajeno', () => {
    const campos = [
      { nombre: 'hora', etiqueta: 'Hora', propuesto: true },
      { nombre: 'oficio', etiqueta: 'Oficio' },
    ]
    const Pagina = ({ empieza }: { empieza: number }) => {
      const [minuto, setMinuto] = useState(empieza)
      return (
        <>
          <button onClick={() => setMinuto(minuto + 1)}>Pasa un minuto</button>
          <Formulario campos={campos} iniciales={{ hora: `10:0${minuto}` }} enviar={async () => {}} boton="Recibir" />
        </>
      )
    }
    muestra(<Pagina empieza={0} />)
    const pasa = () => fireEvent.click(screen.getByRole('button', { name: 'Pasa un minuto' }))
    pasa()
    expect(campo(/^Hora/).value).toBe('10:00')
    borradores.guarda('sub1')
    expect(sessionStorage.length).toBe(0)
    escribe(/^Oficio/, 'OPL-1')
    borradores.guarda('sub1')
    cleanup()
    muestra(<Pagina empieza={5} />)
    expect(campo(/^Hora/).value).toBe('10:00')
    escribe(/^Hora/, '09:00')
    pasa()
    expect(screen.queryByText(/Este dato cambió/)).toBeNull()
  })
})

describe('dos formularios de una página', () => {
  const CAMPOS = [{ nombre: 'texto', etiqueta: 'Texto' }]
  const dos = (
    <>
      <Accion boton="Responder" campos={CAMPOS} hacer={async () => {}} />
      <Formulario clave="Responder" campos={CAMPOS} enviar={async () => {}} boton="Enviar" />
    </>
  )

  it('con una misma clave son una falta al probar', () => {
    vi.spyOn(console, 'error').mockReturnValue(undefined)
    expect(() => muestra(dos)).toThrow(/Dos formularios con una clave: \/ ?.*Responder/)
  })

  it('y en producción no guardan nada, para que nada llegue al otro', () => {
    vi.stubEnv('PROD', true)
    muestra(dos)
    escribe(/^Texto/, 'Hola')
    borradores.guarda('sub1')
    expect(sessionStorage.length).toBe(0)
  })

  it('las respuestas a dos incidencias reciben cada una lo suyo', async () => {
    const incidencia = (n: number) => ({ n, texto: `Falla ${n}`, estado: 'abierta', reportada_en: '2026-11-30T12:00:00Z', vence: '2026-12-01T12:00:00Z' })
    servicio(() => ({ cuerpo: { elementos: [incidencia(1), incidencia(2)] } }))
    const responder = async () => (await screen.findAllByRole('button', { name: 'Responder' }))[1]!
    muestra(<Incidencias audiencia="A1" />)
    fireEvent.click(await responder())
    escribe(/^Texto/, 'Para la segunda')
    borradores.guarda('sub1')
    cleanup()
    muestra(<Incidencias audiencia="A1" />)
    await screen.findByText(/Aquí está lo que había escrito/)
    expect(screen.getByRole('dialog', { name: 'Responder la incidencia 2' }).textContent).toContain('Aquí está')
    expect(screen.getAllByLabelText(/^Texto/)).toHaveLength(1)
  })
  it('de dos operadores del mismo nombre, o de dos unidades de un periodo, tienen claves distintas', async () => {
    const operador = (cual: string) => ({ operador: cual, nombre: 'Ana Paz', activo: true, estado: 'en_turno', peso: 100, abiertos: 0, revisados_hoy: 0 })
    const periodo = {
      periodo: 'P1', nombre: 'Distritos', estado: 'activo', cargo: 'diputacion', nivel: 'distrito', unidades: { '01': 'Uno', '02': 'Dos' },
      inicio_centro: '2026-11-01T00:00:00', fin_centro: '2026-12-01T00:00:00', excepcion: [], carga_referencia: 1, entidad: '11',
      duplicados: { aplica: true, fundamento: '' },
    }
    servicio(({ que }) => {
      if (que.endsWith('/operadores')) return { cuerpo: { elementos: [operador('O1'), operador('O2')] } }
      return que.endsWith('/P1') ? { cuerpo: periodo } : negativa(404, 'no_existe', 'No existe.')
    })
    muestra(<Operadores proceso="X" />)
    expect(await screen.findAllByRole('button', { name: 'Peso' })).toHaveLength(2)
    cleanup()
    muestra(<Periodo proceso="X" periodo="P1" />, 'opl')
    expect(await screen.findAllByRole('button', { name: /^Tomar las cifras/ })).toHaveLength(2)
  })
})
