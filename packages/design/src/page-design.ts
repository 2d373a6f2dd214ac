import { bootScript } from './appearance.ts'
import { tokensCss } from './css.ts'

const TOKENS = 'virtual:design-tokens.css'
const BOOT = 'boot.js'

interface Answer {
  setHeader(name: string, value: string): void
  end(text: string): void
}
interface DevServer {
  readonly middlewares: { use(path: string, answer: (request: unknown, response: Answer) => void): void }
}
interface Build {
  emitFile(file: { type: 'asset'; fileName: string; source: string }): string
}

/**
 * What every page of the platform has before its own code: the design tokens as a style sheet, and the script that sets
 * the appearance before the first paint. A plugin of Vite, without Vite.
 *
 * @example defineConfig({ plugins: [pageDesign()] })
 */
export function pageDesign() {
  let base = '/'
  return {
    name: 'page-design',
    configResolved: (config: { readonly base: string }) => {
      base = config.base
    },
    resolveId: (source: string) => (source === TOKENS ? `\0${TOKENS}` : undefined),
    load: (id: string) => (id === `\0${TOKENS}` ? tokensCss() : undefined),
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: `${base}${BOOT}` }, injectTo: 'head-prepend' as const }],
    configureServer: (server: DevServer) => {
      server.middlewares.use(`${base}${BOOT}`, (_request, response) => {
        response.setHeader('content-type', 'text/javascript')
        response.end(bootScript)
      })
    },
    generateBundle(this: Build) {
      this.emitFile({ type: 'asset', fileName: BOOT, source: bootScript })
    },
  }
}
