import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compruebaAcuse } from '../../portal/verificar/acuse'
import { deBase64, utf8 } from '../../portal/verificar/bytes'
import { firmaValida, porBiblioteca } from '../../portal/verificar/ed25519'
import { leeLlave } from '../../portal/verificar/notas'

/** The vectors on which the OPL's tool is tried too (`tests/unit/opl/acuses.py` makes them). */
const vectores = JSON.parse(readFileSync('../tests/vectors/acuses/vectores.json', 'utf8'))
const llave = await leeLlave(vectores.llave)

describe('un acuse se verifica con la llave publicada y nada más', () => {
  it.each(vectores.buenos as { que: string; texto: string; indice: number; tamano: number }[])('$que', async ({ texto, indice, tamano }) => {
    const acuse = await compruebaAcuse(texto, llave)
    const { folio, integridad, recibido_en: recibido } = vectores.datos
    expect(acuse).toEqual({ folio, integridad, recibido, incluida: { indice: BigInt(indice), tamano: BigInt(tamano), origen: llave.nombre } })
  })
})

describe('lo que se alteró se dice con las mismas palabras que la herramienta del OPL', () => {
  it.each(vectores.malos as { que: string; texto: string; falla: string }[])('$que', async ({ texto, falla }) => {
    await expect(compruebaAcuse(texto, llave)).rejects.toThrow(new Error(falla))
  })

  it('otra llave, o un texto que no es una llave', async () => {
    const otra = vectores.otra_llave
    await expect(compruebaAcuse(otra.texto, await leeLlave(otra.llave))).rejects.toThrow(new Error(otra.falla))
    for (const mala of vectores.llaves_malas) await expect(leeLlave(mala), mala).rejects.toThrow(new Error(vectores.falla_de_llave))
  })
})

describe('la firma', () => {
  const texto: string = vectores.buenos[0].texto
  const nota = texto.slice(texto.indexOf('\n\n') + 2)
  const mensaje = utf8(nota.slice(0, nota.indexOf('\n\n') + 1))
  const firma = deBase64(nota.trimEnd().split(' ').at(-1)!)!.slice(4)
  const alterada = firma.with(9, firma[9]! ^ 1) as typeof firma
  const punto = new Uint8Array(32).fill(255)

  it.each([
    ['el navegador', firmaValida],
    ['la biblioteca', porBiblioteca],
  ])('vale igual para %s', async (_, vale) => {
    expect(await vale(llave.publica, firma, mensaje)).toBe(true)
    expect(await vale(llave.publica, alterada, mensaje)).toBe(false)
    expect(await vale(llave.publica, firma, utf8('otra cosa'))).toBe(false)
    expect(await vale(punto, firma, mensaje)).toBe(false)
  })
})
