import '../../comun/estilo/base.css'
import { scriptPropio } from '../../comun/seguro'
import { anima } from './pagina'
import './verificar.css'

anima()
// Only this page: the portal is never served from what was kept.
if (import.meta.env.PROD) void navigator.serviceWorker?.register(scriptPropio('/verificar-sw.js'), { scope: '/verificar.html' }).catch(() => undefined)
