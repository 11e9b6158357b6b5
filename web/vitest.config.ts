import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['pruebas/unidad/**/*.test.{ts,tsx}', 'app/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { settings: { disableJavaScriptFileLoading: true } } },
    restoreMocks: true,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
