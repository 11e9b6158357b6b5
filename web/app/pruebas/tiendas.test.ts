import { describe, expect, it } from 'vitest'
import { listenForReturn } from '../estado/envoltura'
import { manifiesto, plist } from '../../tiendas/cambios.mjs'

const HOST = 'app.ejemplo.invalid'

describe('the projects of the stores', () => {
  const XML = '<manifest>\n    <application android:allowBackup="true">\n        <activity>\n        </activity>\n    </application>\n</manifest>'
  const PLIST = '<plist><dict>\n\t<key>CFBundleDevelopmentRegion</key>\n\t<string>en</string>\n</dict>\n</plist>\n'

  it('Android: camera and place, no copy of the storage, and the way back from the sign-in', () => {
    const hecho = manifiesto(XML, HOST)
    for (const permiso of ['CAMERA', 'ACCESS_FINE_LOCATION']) expect(hecho).toContain(`android.permission.${permiso}`)
    expect(hecho).toContain('android:allowBackup="false"')
    expect(hecho).toContain(`android:host="${HOST}" android:path="/sesion"`)
  })

  it('iOS: why camera and place, and the domain whose service worker runs', () => {
    const hecho = plist(PLIST, HOST)
    for (const llave of ['NSCameraUsageDescription', 'NSLocationWhenInUseUsageDescription', 'WKAppBoundDomains']) expect(hecho).toContain(llave)
    expect(hecho).toContain(`<string>${HOST}</string>`)
  })

  it('another template is not changed by half', () => {
    expect(() => manifiesto('<manifest></manifest>', HOST)).toThrow()
    expect(() => plist('<plist></plist>', HOST)).toThrow()
  })
})

it('inside the wrapper only the way back from the sign-in is followed', () => {
  let oye: (dato: { url: string }) => void = () => undefined
  const idas: string[] = []
  listenForReturn({ addListener: (_, __, oyente) => { oye = oyente } }, (a) => idas.push(a))
  for (const url of [`${location.origin}/sesion?code=c&state=s`, `${location.origin}/otra`, 'https://otro.invalid/sesion?code=c', 'nada']) oye({ url })
  expect(idas).toEqual([`${location.origin}/sesion?code=c&state=s`])
  expect(() => listenForReturn(undefined)).not.toThrow()
})
