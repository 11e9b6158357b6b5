// Inside the wrapper of the stores the sign-in happens in the phone's browser: providers refuse a WebView. Its way back,
// an address of this site, opens the wrapper, which tells this page (docs/decisions/0401).

interface Envoltura {
  addListener?: (complemento: 'App', suceso: 'appUrlOpen', oye: (dato: { url: string }) => void) => unknown
}

/** Go where the sign-in came back to; any other address that opened the wrapper is ignored. */
export function listenForReturn(
  envoltura = (globalThis as { Capacitor?: Envoltura }).Capacitor,
  go: (direccion: string) => void = (direccion) => location.assign(direccion)
): void {
  envoltura?.addListener?.('App', 'appUrlOpen', ({ url }) => {
    const direccion = URL.canParse(url) ? new URL(url) : null
    if (direccion?.origin === location.origin && direccion.pathname === '/sesion') go(direccion.href)
  })
}
