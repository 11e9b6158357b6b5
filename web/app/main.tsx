import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const raiz = document.getElementById('raiz')
if (raiz) createRoot(raiz).render(<StrictMode>Sistema de Captación</StrictMode>)
