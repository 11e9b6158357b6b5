import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { presupuesto, serviceWorker } from './app/construccion'

const en = (ruta: string) => fileURLToPath(new URL(ruta, import.meta.url))

// Trusted Types forbid inline scripts: the preload helper of Vite is not needed by browsers that take ES2022.
export default defineConfig({
  root: 'app',
  plugins: [react(), serviceWorker(en('./app/public')), presupuesto()],
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
    rollupOptions: {
      input: { index: en('./app/index.html'), sw: en('./app/sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  worker: { format: 'es' },
})
