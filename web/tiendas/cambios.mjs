// What this app needs of the projects that Capacitor makes: permissions with their reasons, no copy of its storage in
// anybody's cloud, and the way back from the sign-in in the phone's browser. Pure: text in, text out.

const PERMISOS = ['CAMERA', 'ACCESS_COARSE_LOCATION', 'ACCESS_FINE_LOCATION']
const CAMARA = 'Se toman en el momento las imágenes de la credencial y el rostro de quien da su apoyo.'
const LUGAR = 'Cada apoyo lleva el lugar en que se captó (numerales 8.1 y 10.3 del Protocolo).'

/** Puts `nuevo` before the only occurrence of `donde`; throws when the template is another one. */
function before(texto, donde, nuevo) {
  if (texto.split(donde).length !== 2) throw new Error(`the template has not exactly one ${donde}`)
  return texto.replace(donde, () => nuevo + donde)
}

/** AndroidManifest.xml. A restored backup would bring records without the key of the device that signed them. */
export function manifiesto(xml, host) {
  const regreso = `<intent-filter android:autoVerify="true">
                <action android:name="android.intent.action.VIEW" />
                <category android:name="android.intent.category.DEFAULT" />
                <category android:name="android.intent.category.BROWSABLE" />
                <data android:scheme="https" android:host="${host}" android:path="/sesion" />
            </intent-filter>

        `
  const permisos = PERMISOS.map((permiso) => `    <uses-permission android:name="android.permission.${permiso}" />\n`).join('')
  const sinCopia = xml.replace('android:allowBackup="true"', 'android:allowBackup="false"')
  if (sinCopia === xml) throw new Error('the template does not say allowBackup')
  return before(before(sinCopia, '</activity>', regreso), '</manifest>', permisos)
}

/** Info.plist. */
export function plist(xml, host) {
  const nuevo = `\t<key>NSCameraUsageDescription</key>
\t<string>${CAMARA}</string>
\t<key>NSLocationWhenInUseUsageDescription</key>
\t<string>${LUGAR}</string>
\t<key>WKAppBoundDomains</key>
\t<array>
\t\t<string>${host}</string>
\t</array>
`
  const es = xml.replace(/(<key>CFBundleDevelopmentRegion<\/key>\s*<string>)en</, '$1es-MX<')
  if (es === xml) throw new Error('the template does not say its language')
  return before(es, '</dict>\n</plist>', nuevo)
}
