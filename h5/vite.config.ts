import { tokensCss } from '@puhui/design'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The design tokens as a style sheet of their own, so that the first paint already has them. */
function designTokens(): Plugin {
  const id = 'virtual:design-tokens.css'
  return {
    name: 'design-tokens',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (resolved) => (resolved === `\0${id}` ? tokensCss() : undefined),
  }
}

export default defineConfig({
  base: '/m/',
  root: import.meta.dirname,
  plugins: [react(), designTokens()],
  resolve: { dedupe: ['react', 'react-dom'] },
  server: { port: 5174, proxy: { '/api': process.env.PUHUI_API ?? 'http://127.0.0.1:8080' } },
  build: { outDir: 'dist', target: 'es2022', modulePreload: { polyfill: false } },
})
