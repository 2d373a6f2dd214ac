import { pageDesign } from '@puhui/design'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Parts that change at their own pace, so that a new page does not make the browser fetch React again. */
const VENDORS: readonly (readonly [string, RegExp])[] = [
  ['react', /node_modules\/(react|react-dom|scheduler|react-is)\//],
  ['charts', /node_modules\/(echarts|zrender)\//],
  ['routing', /node_modules\/@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store)\//],
]

const api = process.env.PUHUI_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/',
  root: import.meta.dirname,
  plugins: [react(), pageDesign()],
  resolve: { dedupe: ['react', 'react-dom'] },
  server: { port: 5173, proxy: { '/api': api } },
  build: {
    outDir: 'dist',
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: { codeSplitting: { groups: VENDORS.map(([name, test]) => ({ name, test })) } },
    },
  },
})
