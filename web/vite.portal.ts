import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Trusted Types forbid inline scripts: the preload helper of Vite is not needed by browsers that take ES2022.
export default defineConfig({
  root: 'portal',
  plugins: [react()],
  build: {
    outDir: '../dist/portal',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
  },
  worker: { format: 'es' },
})
