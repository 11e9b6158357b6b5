import { compruebaAcuse } from './acuse'
import { ofreceLlave } from './llave'
import { leeLlave, PruebaInvalida } from './notas'
import { noProbado, probado } from './resultado'

/** Bytes of a file that is read at all: a receipt has some two thousand. */
const MAXIMO = 1_000_000

const parte = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T

/** The page comes to life: its parts are in `verificar.html`. */
export function anima(): void {
  const [forma, llave, archivo, texto, suelta] = [
    parte<HTMLFormElement>('forma'),
    parte<HTMLInputElement>('llave'),
    parte<HTMLInputElement>('archivo'),
    parte<HTMLTextAreaElement>('texto'),
    parte('suelta'),
  ]
  const ofrecida = ofreceLlave(llave, parte('llave-origen'))

  async function toma(elegido: File | undefined): Promise<void> {
    if (!elegido) return
    if (elegido.size > MAXIMO) return muestra(noProbado('El archivo es demasiado grande para ser un acuse.'))
    texto.value = await elegido.text()
    await comprueba()
  }

  async function comprueba(): Promise<void> {
    await ofrecida // a file chosen at once finds the key
    await verifica(texto.value, llave.value)
  }

  forma.addEventListener('submit', (evento) => {
    evento.preventDefault()
    void comprueba()
  })
  archivo.addEventListener('change', () => void toma(archivo.files?.[0]))
  suelta.addEventListener('drop', (evento) => void toma(evento.dataTransfer?.files[0]))
  for (const nombre of ['dragenter', 'dragover', 'dragleave', 'drop'])
    suelta.addEventListener(nombre, (evento) => {
      evento.preventDefault()
      suelta.classList.toggle('suelta-encima', nombre.startsWith('dragenter') || nombre === 'dragover')
    })
}

let turno = 0

async function verifica(texto: string, llave: string): Promise<void> {
  const propio = ++turno
  const hallado = await intenta(texto, llave)
  if (propio === turno) muestra(hallado) // a later one has the word
}

async function intenta(texto: string, llave: string): Promise<(Node | string)[]> {
  if (!texto.trim()) return noProbado('Falta el acuse: elija el archivo o pegue su contenido.')
  if (!globalThis.crypto?.subtle) return noProbado('Este navegador no puede comprobar firmas aquí: abra la página por https.')
  try {
    return probado(await compruebaAcuse(texto, await leeLlave(llave)))
  } catch (falla) {
    if (falla instanceof PruebaInvalida) return noProbado(falla.message)
    console.error(falla)
    return noProbado('La página falló: vuelva a cargarla. No dice nada del acuse.')
  }
}

function muestra(hallado: (Node | string)[]): void {
  const resultado = parte('resultado')
  resultado.replaceChildren(...hallado)
  resultado.focus()
}
