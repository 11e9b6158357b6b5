// The wrapper for the stores (8.1): the same build in a WebView of its own, whose storage no browser clears.
// Capacitor reads this file; its packages are not in the lock, for no store's tools could be run (docs/limits.md).

interface ConfiguracionCapacitor {
  appId: string
  appName: string
  webDir: string
  server: { androidScheme: 'https'; hostname: string }
  android: { minWebViewVersion: number; allowMixedContent: false; captureInput: boolean; webContentsDebuggingEnabled: false }
  ios: { contentInset: 'always'; limitsNavigationsToAppBoundDomains: boolean; webContentsDebuggingEnabled: false }
}

const configuracion: ConfiguracionCapacitor = {
  appId: 'mx.ine.apoyociudadano',
  appName: 'Apoyo Ciudadano',
  webDir: '../dist/app',
  // A fixed secure origin of its own: storage and device key belong to it, in every version.
  server: { androidScheme: 'https', hostname: 'app.apoyociudadano.invalid' },
  // Below Chromium 111 the reader and the camera's worker do not run: the app says so and stops.
  android: { minWebViewVersion: 111, allowMixedContent: false, captureInput: false, webContentsDebuggingEnabled: false },
  // The service worker and the camera need app-bound domains on iOS.
  ios: { contentInset: 'always', limitsNavigationsToAppBoundDomains: true, webContentsDebuggingEnabled: false }
}

export default configuracion
