import { fireEvent, screen, waitFor } from '@testing-library/react'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { anima } from '../../portal/verificar/pagina'

const vectores = JSON.parse(readFileSync('../tests/vectors/acuses/vectores.json', 'utf8'))
const pagina = readFileSync('portal/verificar.html', 'utf8').replace(/<script.*<\/script>/, '')
const bueno: string = vectores.buenos[3].texto
const malo: { texto: string; falla: string } = vectores.malos[0]
const resultado = () => document.getElementById('resultado')!
const llave = () => screen.getByLabelText<HTMLInputElement>('Llave publicada de la bitácora')

/** The page as it is opened; `publicada`: what the site answers, nothing without network. */
async function abre(publicada?: string): Promise<void> {
  document.body.replaceChildren(...new DOMParser().parseFromString(pagina, 'text/html').body.children)
  vi.stubGlobal('fetch', () => (publicada === undefined ? Promise.reject(new TypeError()) : Promise.resolve(Response.json({ llave: publicada }))))
  anima()
  await waitFor(() => expect(document.getElementById('llave-origen')!.textContent).not.toBe(''))
}

function elige(texto: string): void {
  fireEvent.change(screen.getByLabelText(/Acuse completo/), { target: { files: [new File([texto], 'acuse.tlog-proof')] } })
}

beforeEach(() => {
  localStorage.clear()
  vi.unstubAllGlobals()
})

describe('la página que verifica acuses', () => {
  it('dice qué prueba y qué no un archivo elegido, y le da el foco', async () => {
    await abre(vectores.llave)
    elige(bueno)
    await screen.findByText('El acuse es auténtico')
    for (const dicho of [vectores.datos.folio, vectores.datos.integridad, 'Hoja 3, de 7 que tenía', 'Qué prueba', 'Qué no prueba']) screen.getByText(dicho)
    expect(resultado().textContent).toContain('12:00')
    expect(document.activeElement).toBe(resultado())
  })

  it('un archivo soltado o un texto pegado valen lo mismo, y lo alterado se nombra', async () => {
    await abre(vectores.llave)
    fireEvent.drop(document.getElementById('suelta')!, { dataTransfer: { files: [new File([bueno], 'a')] } })
    await screen.findByText('El acuse es auténtico')
    fireEvent.change(screen.getByLabelText(/pegue aquí/), { target: { value: malo.texto } })
    fireEvent.click(screen.getByRole('button', { name: 'Verificar' }))
    await screen.findByText(malo.falla)
    expect(resultado().textContent).not.toContain('auténtico')
    elige('x'.repeat(1_000_001))
    await screen.findByText('El archivo es demasiado grande para ser un acuse.')
    fireEvent.change(screen.getByLabelText(/pegue aquí/), { target: { value: ' ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Verificar' }))
    await screen.findByText(/Falta el acuse/)
  })

  it('un archivo elegido antes de que llegue la llave la espera', async () => {
    document.body.replaceChildren(...new DOMParser().parseFromString(pagina, 'text/html').body.children)
    let contesta = (_: Response) => {}
    vi.stubGlobal('fetch', () => new Promise<Response>((hecho) => (contesta = hecho)))
    anima()
    elige(bueno)
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>(/pegue aquí/).value).toBe(bueno))
    expect(resultado().textContent).toBe('')
    contesta(Response.json({ llave: vectores.llave }))
    await screen.findByText('El acuse es auténtico')
  })

  it('sin red usa la llave de la visita anterior, o la que se escribe', async () => {
    await abre()
    expect(llave().value).toBe('')
    elige(bueno)
    await screen.findByText(vectores.falla_de_llave)
    await abre(vectores.llave)
    await abre()
    expect(llave().value).toBe(vectores.llave)
    elige(bueno)
    await screen.findByText('El acuse es auténtico')
  })

  it('una llave que cambió desde la visita anterior se dice y no se toma', async () => {
    await abre(vectores.llave)
    await abre(vectores.otra_llave.llave)
    expect(llave().value).toBe('')
    screen.getByText(/una llave distinta/)
    await abre()
    expect(llave().value).toBe(vectores.llave)
  })

  it('un folio con marcado se muestra como texto y no llega a la página', async () => {
    await abre(vectores.llave)
    elige('<img src=x onerror=alert(1)>')
    await screen.findByText(/no es una prueba/)
    expect(document.querySelector('img')).toBeNull()
  })
})
