import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { sinRed } from './portal/construccion'

const en = (ruta: string) => fileURLToPath(new URL(ruta, import.meta.url))

// Trusted Types forbid inline scripts: the preload helper of Vite is not needed by browsers that take ES2022.
export default defineConfig({
  root: 'portal',
  plugins: [react(), sinRed(en('./portal/public/icono.svg'))],
  build: {
    outDir: '../dist/portal',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
    rollupOptions: {
      input: { index: en('./portal/index.html'), verificar: en('./portal/verificar.html'), sw: en('./portal/verificar/sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'verificar-sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  worker: { format: 'es' },
})
