// Makes the Android and iOS projects anew in `android/` and `ios/` (not kept in the repository): APP_SITIO=https://… npm run proyectos
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { manifiesto, plist } from './cambios.mjs'

const dicho = process.env.APP_SITIO ?? ''
const sitio = URL.canParse(dicho) ? new URL(dicho) : null
if (sitio?.protocol !== 'https:' || sitio.pathname !== '/') {
  console.error('Diga el sitio publicado de la aplicación: APP_SITIO=https://app.… npm run proyectos')
  process.exit(1)
}
const ARCHIVOS = { android: ['android/app/src/main/AndroidManifest.xml', manifiesto], ios: ['ios/App/App/Info.plist', plist] }
for (const [plataforma, [archivo, cambia]] of Object.entries(ARCHIVOS)) {
  rmSync(plataforma, { recursive: true, force: true })
  // Where CocoaPods is missing the command fails after the project was made: what it made is looked at, not its end.
  spawnSync('npx', ['--no-install', 'cap', 'add', plataforma], { stdio: 'inherit' })
  if (!existsSync(archivo)) throw new Error(`no se hizo ${archivo}`)
  writeFileSync(archivo, cambia(readFileSync(archivo, 'utf8'), sitio.hostname))
}
console.log('Hechos android/ e ios/. Falta: iconos, firma y compilar con Android Studio y Xcode (docs/aplicacion-web.md).')
