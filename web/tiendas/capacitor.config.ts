// The wrapper for the stores (8.1): the published site of the app in a WebView of its own (docs/decisions/0401).
// Capacitor's command reads this file when it makes the projects; APP_SITIO is the address of the site.

interface ConfiguracionCapacitor {
  appId: string
  appName: string
  webDir: string
  server: { url: string; androidScheme: 'https'; cleartext: false }
  android: { minWebViewVersion: number; allowMixedContent: false; captureInput: boolean; webContentsDebuggingEnabled: false }
  ios: { contentInset: 'always'; limitsNavigationsToAppBoundDomains: boolean; webContentsDebuggingEnabled: false }
}

const configuracion: ConfiguracionCapacitor = {
  appId: 'mx.ine.apoyociudadano',
  appName: 'Apoyo Ciudadano',
  // What is seen when the first start has no network; from then on the service worker starts the app.
  webDir: 'sin_red',
  // One origin with the API, as in a browser: session, policy, service worker, storage and device key belong to it.
  server: { url: process.env.APP_SITIO ?? '', androidScheme: 'https', cleartext: false },
  // Below Chromium 111 the reader and the camera's worker do not run: the app says so and stops.
  android: { minWebViewVersion: 111, allowMixedContent: false, captureInput: false, webContentsDebuggingEnabled: false },
  // The service worker and the camera need app-bound domains on iOS.
  ios: { contentInset: 'always', limitsNavigationsToAppBoundDomains: true, webContentsDebuggingEnabled: false }
}

export default configuracion
