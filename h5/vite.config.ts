import { pageDesign } from '@puhui/design'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/m/',
  root: import.meta.dirname,
  plugins: [react(), pageDesign()],
  resolve: {
    dedupe: ['react', 'react-dom'],
    alias: { zod: `${import.meta.dirname}/src/api/no-schemas.ts` },
  },
  server: { port: 5174, proxy: { '/api': process.env.PUHUI_API ?? 'http://127.0.0.1:8080' } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The packages do nothing when loaded: what no page uses of them stays out.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !/\/packages\/[\w-]+\/src\//.test(id) } },
  },
})
