import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import Conservacion from '../../portal/paginas/conservacion/Conservacion'
import Disposicion from '../../portal/paginas/conservacion/Disposicion'
import { CAUSAS, SIGUIENTE as DE_DISPOSICION } from '../../portal/paginas/conservacion/palabras'
import Requerimiento from '../../portal/paginas/requerimientos/Requerimiento'
import Requerimientos from '../../portal/paginas/requerimientos/Requerimientos'
import { muestra, negativa, servicio } from './servicio'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const P = 'PEL27GTO'
const REQUERIDO = {
  requerimiento: `${P}-R1`, proceso: P, clase: 'judicial', autoridad: 'Tribunal sintético', fundamento: 'Artículo 1', oficio: 'TE/1/2027',
  solicitante: null, folios: ['ASPA-AUX1-DISP1-REG1'], notificado_en: '2027-01-29T18:00:00.000Z', vence: '2027-02-04T18:00:00.000Z',
  plazo: 'por_vencer', registrado_en: '2027-01-29T19:00:00.000Z', cuenta: 'CTA1', estado: 'registrado', huella: null, sin_expediente: [],
  sha256: null, comunicaciones: [], atendido_en: null, oficio_respuesta: '',
}
const DISPUESTA = {
  disposicion: `${P}-1`, proceso: P, estado: 'por_autorizar', ronda: 'listado', causa: null, pedida_en: '2027-06-01T18:00:00.000Z', cuenta: 'CTA1',
  entrega: `${P}-E1`, procede_desde: '2027-05-01T18:00:00.000Z', huella: 'ab'.repeat(32), autorizaciones: [], faltan_autorizaciones: 2,
  lista: [{ almacen: 'apoyos', que: 'Registros', listados: 5, eliminados: 0 }], listados: 5, eliminados: 0, retenidos: 0, fallas: [], llaves: [],
  destruccion_cancelada: false, certificado: null, certificada_en: null,
}
const CONSERVADO = {
  proceso: P, estado: 'abierto', entrega: `${P}-E1`, entregada_en: '2027-02-01T18:00:00.000Z', meses: 3, procede_desde: '2027-05-01T18:00:00.000Z',
  procede: true, reservas: [], disposiciones: [],
}
const escribe = (campo: string, valor: string) =>
  fireEvent.change(within(screen.getByRole('dialog')).getByLabelText(new RegExp(`^${campo}`)), { target: { value: valor } })
const envia = (boton: string) => fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: boton }))
const limpia = async (donde: HTMLElement) => expect((await axe.run(donde)).violations).toEqual([])

describe('los requerimientos (16.2)', () => {
  it('sin ninguno lo dice, y quien no los alcanza lee por qué', async () => {
    servicio(() => ({ cuerpo: { elementos: [] } }))
    const { container } = muestra(<Requerimientos proceso={P} />)
    screen.getByText('Cargando…')
    await screen.findByText('No se ha registrado ningún requerimiento de este proceso.')
    await limpia(container)
    cleanup()
    servicio(() => negativa(404, 'no_encontrado', 'No hay nada con ese identificador.'))
    muestra(<Requerimientos proceso="OTRO27" />)
    await screen.findByText(/No hay nada con ese identificador/)
  })

  it('una negativa conserva lo escrito y se envía otra vez corregido', async () => {
    const faltas = [{ campo: 'folios', texto: 'No son registros del proceso: X.' }]
    let negada = false
    const pedidos = servicio(({ que }) => {
      if (!que.startsWith('POST')) return { cuerpo: { elementos: [] } }
      if (negada) return { status: 201, cuerpo: REQUERIDO }
      negada = true
      return negativa(422, 'datos_no_admitidos', 'El requerimiento no se registró.', { faltas })
    })
    muestra(<Requerimientos proceso={P} />)
    await screen.findByText(/ningún requerimiento/)
    fireEvent.click(screen.getByRole('button', { name: 'Registrar un requerimiento' }))
    fireEvent.change(screen.getByLabelText(/^Quién requiere/), { target: { value: 'judicial' } })
    escribe('Autoridad', 'Tribunal sintético')
    escribe('Fundamento y motivo', 'Artículo 1')
    escribe('Número de oficio', 'TE/1/2027')
    escribe('Cuándo se notificó', '2027-01-29T12:00')
    escribe('Folios', 'X\nASPA-AUX1-DISP1-REG1')
    envia('Registrar un requerimiento')
    await screen.findAllByText(/No son registros del proceso/)
    await limpia(screen.getByRole('dialog'))
    expect((screen.getByLabelText(/^Fundamento/) as HTMLTextAreaElement).value).toBe('Artículo 1')
    escribe('Folios', 'ASPA-AUX1-DISP1-REG1')
    envia('Registrar un requerimiento')
    await waitFor(() => expect(location.pathname).toBe(`/proceso/${P}/requerimientos/${P}-R1`))
    const [antes, despues] = pedidos.filter((p) => p.que.startsWith('POST'))
    expect(despues?.cuerpo).toEqual({
      clase: 'judicial', autoridad: 'Tribunal sintético', fundamento: 'Artículo 1', oficio: 'TE/1/2027', notificado_en: '2027-01-29T12:00',
      folios: ['ASPA-AUX1-DISP1-REG1'],
    })
    expect(despues?.clave).not.toBe(antes?.clave)
  })

  it.each([
    ['registrado', 'por_vencer', ['Pedir el paquete', 'Anotar la respuesta']],
    ['en_curso', 'en_plazo', []],
    ['listo', 'vencido', ['Anotar la respuesta', 'Tomar el paquete para entregarlo']],
    ['atendido', 'en_plazo', ['Tomar el paquete para entregarlo']],
  ])('en estado %s y plazo %s ofrece lo que procede', async (estado, plazo, botones) => {
    const sha256 = botones.includes('Tomar el paquete para entregarlo') ? 'cd'.repeat(32) : null
    servicio(() => ({ cuerpo: { ...REQUERIDO, estado, plazo, sha256 } }))
    const { container } = muestra(<Requerimiento proceso={P} requerimiento={`${P}-R1`} />)
    await screen.findByText('Nadie ha tomado el paquete.')
    expect(screen.queryAllByRole('button').map((b) => b.textContent)).toEqual(botones)
    await limpia(container)
  })

  it('tomar el paquete lo anota antes de mostrar los enlaces', async () => {
    const listo = { ...REQUERIDO, estado: 'listo', sha256: 'cd'.repeat(32) }
    const archivos = [{ nombre: 'manifiesto.json', url: 'https://deposito.invalid/x' }]
    const pedidos = servicio(({ que }) =>
      que.startsWith('POST') ? { status: 201, cuerpo: { requerimiento: `${P}-R1`, vence: '2027-01-29T19:15:00.000Z', archivos } } : { cuerpo: listo },
    )
    muestra(<Requerimiento proceso={P} requerimiento={`${P}-R1`} />)
    fireEvent.click(await screen.findByRole('button', { name: 'Tomar el paquete para entregarlo' }))
    envia('Tomar el paquete para entregarlo')
    const liga = await screen.findByRole('link', { name: 'manifiesto.json' })
    expect(liga.getAttribute('href')).toBe('https://deposito.invalid/x')
    expect(pedidos.map((p) => p.que)).toContain(`POST /v1/procesos/${P}/requerimientos/${P}-R1/comunicaciones`)
  })
})

describe('la conservación y la disposición (16.1)', () => {
  it('el OPL la consulta y no tiene qué decidir', async () => {
    servicio(() => ({ cuerpo: { ...CONSERVADO, reservas: [], disposiciones: [DISPUESTA] } }))
    const { container } = muestra(<Conservacion proceso={P} />, 'opl')
    await screen.findByText('El plazo de conservación concluyó')
    expect(screen.queryAllByRole('button')).toEqual([])
    await limpia(container)
  })

  it('una reserva sin folios es de todo el proceso, y dice qué registros ya no están', async () => {
    const puesta = {
      reserva: `${P}-V1`, de_todo: false, folios: ['F1', 'F2'], motivo: 'Juicio', oficio: 'TE/2', puesta_en: '2027-06-01T18:00:00.000Z', cuenta: 'CTA1',
      levantada_en: null, levantada_por: null, oficio_levanta: '',
    }
    const pedidos = servicio(({ que }) =>
      que.startsWith('POST') ? { status: 201, cuerpo: { ...puesta, no_estan: ['F2'] } } : { cuerpo: { ...CONSERVADO, reservas: [puesta] } },
    )
    muestra(<Conservacion proceso={P} />)
    fireEvent.click(await screen.findByRole('button', { name: 'Poner una reserva' }))
    escribe('Motivo', 'Juicio')
    escribe('Oficio', 'TE/2')
    envia('Poner una reserva')
    await screen.findByText(/ya se eliminaron: F2/)
    expect(pedidos.find((p) => p.que.startsWith('POST'))?.cuerpo).toEqual({ motivo: 'Juicio', oficio: 'TE/2', folios: [] })
  })

  it('autorizar exige escribir el proceso y manda la huella de la lista que se vio', async () => {
    const pedidos = servicio(() => ({ cuerpo: DISPUESTA }))
    const { container } = muestra(<Disposicion proceso={P} disposicion={`${P}-1`} />)
    fireEvent.click(await screen.findByRole('button', { name: 'Autorizar esta lista' }))
    await limpia(container)
    escribe('Escriba el Id', 'OTRO')
    envia('Autorizar esta lista')
    await screen.findAllByText(`Escriba ${P} para confirmar.`)
    expect(pedidos.filter((p) => p.que.startsWith('POST'))).toEqual([])
    escribe('Escriba el Id', P)
    envia('Autorizar esta lista')
    await waitFor(() => expect(pedidos.find((p) => p.que.startsWith('POST'))?.cuerpo).toEqual({ huella: DISPUESTA.huella }))
  })

  it('una negativa dice cada impedimento', async () => {
    const impedimentos = ['Requerimientos sin atender: 1.', 'Hay una reserva de todo el proceso.']
    servicio(({ que }) =>
      que.startsWith('POST') ? negativa(409, 'disposicion_no_procede', 'La disposición no procede ahora.', { impedimentos }) : { cuerpo: CONSERVADO },
    )
    muestra(<Conservacion proceso={P} />)
    fireEvent.click(await screen.findByRole('button', { name: 'Listar lo que se eliminaría' }))
    envia('Listar lo que se eliminaría')
    for (const uno of impedimentos) await screen.findByText(uno)
  })

  it('quien ya la autorizó lee que falta otra persona', async () => {
    servicio(() => ({ cuerpo: { ...DISPUESTA, autorizaciones: [{ cuenta: 'CTA1', en: '2027-06-01T19:00:00.000Z' }], faltan_autorizaciones: 1 } }))
    muestra(<Disposicion proceso={P} disposicion={`${P}-1`} />)
    await screen.findByText(/falta que la autorice otra persona/)
    expect(screen.queryByRole('button', { name: 'Autorizar esta lista' })).toBeNull()
  })

  it.each(Object.keys(CAUSAS))('detenida por %s dice qué hacer y deja continuar', async (causa) => {
    servicio(() => ({ cuerpo: { ...DISPUESTA, estado: 'detenida', causa, fallas: ['entrada: AccessDenied'] } }))
    muestra(<Disposicion proceso={P} disposicion={`${P}-1`} />)
    await screen.findByText(new RegExp((CAUSAS[causa] ?? '').slice(0, 30)))
    screen.getByRole('button', { name: 'Continuar la disposición' })
  })

  it('certificada ofrece el certificado, su prueba y conservar las llaves', async () => {
    const llaves = [{ llave: 'arn:aws:kms:x', se_destruye_en: '2027-07-01T18:00:00.000Z' }]
    servicio(() => ({ cuerpo: { ...DISPUESTA, estado: 'certificada', certificado: 'ef'.repeat(32), eliminados: 5, llaves } }))
    const { container } = muestra(<Disposicion proceso={P} disposicion={`${P}-1`} />)
    await screen.findByRole('button', { name: 'Guardar el certificado (PDF)' })
    screen.getByRole('button', { name: 'Guardar el certificado y su prueba' })
    screen.getByRole('button', { name: 'Cancelar la destrucción de las llaves' })
    await limpia(container)
    expect(Object.keys(DE_DISPOSICION)).toContain('certificada')
  })
})
