import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumFlags, ensureChromium, fontEnv } from '../../setup/chromium.ts'
import { eyes } from './look.ts'

export type Language = 'zh' | 'en'

export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** What went wrong since the last call: console messages, crashes, requests to other origins. */
  complaints(): string[]
  /** Every string of user data the server has sent, so that it can be told apart from the screen's own words. */
  readonly data: Set<string>
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = await ensureChromium((line) => process.stderr.write(`${line}\n`))
  return chromium.launch({ executablePath, args: chromiumFlags, env: { ...definedEnv(), ...fontEnv() } })
}

/** A fresh browser profile that has entered the demo as a role, or as nobody. */
export async function visit(
  browser: Browser,
  url: string,
  options: { role?: string; language?: Language; theme?: 'light' | 'dark'; width?: number } = {},
): Promise<Visit> {
  const { role, language = 'zh', theme = 'light', width = 1440 } = options
  const context = await browser.newContext({
    baseURL: url,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  })
  const appearance = JSON.stringify({ theme, locale: language, text: 'normal', density: 'compact' })
  await context.addInitScript(
    `localStorage.getItem('puhui.appearance') ?? localStorage.setItem('puhui.appearance', '${appearance}')`,
  )
  context.setDefaultTimeout(Number(process.env.PUHUI_TEST_PATIENCE_MS ?? 30_000))
  await context.addInitScript(eyes)
  if (role) await enter(context, role)
  const page = await context.newPage()
  return { context, page, ...listen(page, new URL(url).origin) }
}

async function enter(context: BrowserContext, role: string): Promise<void> {
  const answer = await context.request.post('/api/demo/enter', {
    data: { role },
    headers: { 'x-requested-with': 'puhui' },
  })
  if (!answer.ok()) throw new Error(`the demo does not let ${role} in: ${answer.status()} ${await answer.text()}`)
}

function listen(page: Page, origin: string): Pick<Visit, 'complaints' | 'data'> {
  let found: string[] = []
  const data = new Set<string>()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      found.push(`console ${message.type()}: ${message.text()} ${message.location().url}`.trim())
  })
  page.on('pageerror', (error) => found.push(`crash: ${error.message}`))
  page.on('request', (request) => {
    const from = new URL(request.url())
    if (from.protocol.startsWith('http') && from.origin !== origin) found.push(`foreign request: ${from.origin}`)
  })
  page.on('response', async (response) => {
    if (!response.url().startsWith(`${origin}/api/`) || !/json/.test(response.headers()['content-type'] ?? '')) return
    const body: unknown = await response.json().catch(() => undefined)
    for (const text of dataIn(body)) data.add(text)
  })
  return {
    data,
    complaints: () => {
      const now = found
      found = []
      return now
    },
  }
}

/**
 * The strings of an answer that are data; of a text in both languages only the English one is, and only when it is
 * English: Chinese in its place is the platform's own mistake, not what somebody typed.
 */
export function dataIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(dataIn)
  if (typeof value !== 'object' || value === null) return []
  if ('zh' in value && 'en' in value) return dataIn(value.en).filter((text) => !/\p{Script=Han}/u.test(text))
  return Object.values(value).flatMap(dataIn)
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
