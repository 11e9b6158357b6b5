// Budgets of the built portal, in gzip bytes: what a first visit loads, each page's own chunk, the styles. Fails above them.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const KB = 1024
const LIMITES = { primera: 130 * KB, pagina: 40 * KB, estilos: 15 * KB, verificar: 12 * KB }
const carpeta = new URL('./dist/portal/', import.meta.url)
const peso = (nombre) => gzipSync(readFileSync(new URL(nombre, carpeta))).length

/** Files that a module imports at once; what `import()` fetches later is a page's own. */
function cierre(nombre, vistos = new Set()) {
  if (vistos.has(nombre)) return vistos
  vistos.add(nombre)
  const texto = readFileSync(new URL(`assets/${nombre}`, carpeta), 'utf8')
  for (const [, otro] of texto.matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g)) cierre(otro, vistos)
  return vistos
}

const indice = readFileSync(new URL('index.html', carpeta), 'utf8')
const entradas = [...indice.matchAll(/(?:src|href)="\/assets\/([\w-]+\.js)"/g)].map(([, n]) => n)
const primera = new Set(entradas.flatMap((e) => [...cierre(e)]))
const suma = (nombres) => nombres.reduce((total, n) => total + peso(`assets/${n}`), 0)
const todos = readdirSync(new URL('assets/', carpeta))
const faltas = []
const revisa = (que, bytes, limite) => {
  console.log(`${que}: ${(bytes / KB).toFixed(1)} KB de ${limite / KB}`)
  if (bytes > limite) faltas.push(que)
}
revisa('primera carga', suma([...primera]), LIMITES.primera)
revisa('estilos', suma(todos.filter((n) => n.endsWith('.css'))), LIMITES.estilos)
/** What the page of verification keeps for when there is no network. */
const guardados = JSON.parse(readFileSync(new URL('verificar-sw.js', carpeta), 'utf8').match(/\["\/icono.svg"[^\]]*\]/)[0])
revisa('verificar un acuse, con todo lo que guarda', suma(guardados.filter((n) => n.startsWith('/assets/')).map((n) => n.slice(8))), LIMITES.verificar)
const mayor = todos.filter((n) => n.endsWith('.js') && !primera.has(n)).sort((a, b) => peso(`assets/${b}`) - peso(`assets/${a}`))[0]
if (mayor) revisa(`página más pesada (${mayor})`, peso(`assets/${mayor}`), LIMITES.pagina)

/** Nothing of the bundle may load from elsewhere: only namespaces and documentation of errors are addresses. */
const ADMITIDAS = /^https?:\/\/(www\.w3\.org|react\.dev|reactjs\.org|localhost|tanstack\.com|n\/?$)/
for (const nombre of todos) {
  const texto = readFileSync(new URL(`assets/${nombre}`, carpeta), 'utf8')
  for (const [url] of texto.matchAll(/https?:\/\/[\w./-]+/g)) if (!ADMITIDAS.test(url)) faltas.push(`${nombre}: ${url}`)
  if (/sourceMappingURL|BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}/.test(texto)) faltas.push(`${nombre}: mapa o secreto`)
}
if (faltas.length) {
  console.error(`Fuera de presupuesto: ${faltas.join(', ')}`)
  process.exit(1)
}
