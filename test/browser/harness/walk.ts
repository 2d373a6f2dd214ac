import type { Browser } from 'playwright-core'
import { type Language, openBrowser, type Visit, visit } from './browser.ts'
import { rawTexts, strayHan } from './look.ts'
import { addressOf, consolePages, load, type WalkedPage } from './pages.ts'
import { sharedPlatform } from './shared-platform.ts'

type Options = Parameters<typeof visit>[2]

/** Both languages and both themes, each once: texts do not depend on colours. */
export const looks = [
  { language: 'zh', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const satisfies { language: Language; theme: 'light' | 'dark' }[]

/** Reached from a tab of a policy, not from a list: `studio.test.ts` opens and tries them. */
const ELSEWHERE = new Set(['/policyDrafts/$draftId', '/policy-backtests/$backtestId'])

export async function walkedPages(): Promise<WalkedPage[]> {
  return (await consolePages()).filter(({ path }) => !ELSEWHERE.has(path))
}

/** One who goes from page to page of the lender that the files of a run share. */
export interface Walker {
  readonly url: string
  /** A profile that stays open, one per look: the application loads once and is then walked as by its own links. */
  tour(options: Options): Promise<Visit>
  /** Opens a profile of its own, does something there and closes it. */
  inVisit<T>(options: Options, work: (seen: Visit) => Promise<T>): Promise<T>
  /** Where pages are, with the ids of the demo filled in. A page above another comes first. */
  find(pages: readonly WalkedPage[], roleOf: (page: WalkedPage) => string): Promise<Map<WalkedPage, string>>
  close(): Promise<void>
}

export async function openWalker(): Promise<Walker> {
  const [url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  const tours = new Map<string, Promise<Visit>>()
  const tour = (options: Options) => {
    const key = JSON.stringify(options)
    const begun = tours.get(key) ?? begin(browser, url, options)
    tours.set(key, begun)
    return begun
  }
  return {
    url,
    tour,
    async inVisit(options, work) {
      const seen = await visit(browser, url, options)
      try {
        return await work(seen)
      } finally {
        await seen.context.close()
      }
    },
    async find(pages, roleOf) {
      const found = new Map<WalkedPage, string>()
      for (const page of pages) {
        const { page: shown } = await tour({ role: roleOf(page), ...looks[0] })
        const address = await addressOf(shown, page, found)
        if (address) found.set(page, address)
      }
      return found
    },
    close: () => browser.close(),
  }
}

async function begin(browser: Browser, url: string, options: Options): Promise<Visit> {
  const seen = await visit(browser, url, options)
  await load(seen.page, '/')
  return seen
}

/** What a reader would stumble over: a part that broke, Chinese in English, raw keys, complaints of the browser. */
export async function problemsOn(seen: Visit, language: Language): Promise<string[]> {
  const broken = seen.page.locator('[data-part=crashed], [data-part=not-found], [data-state=failed]')
  return [
    ...(await broken.allInnerTexts()).map((text) => `broken: ${text.slice(0, 200)}`),
    ...(language === 'en' ? (await strayHan(seen)).map((text) => `Chinese in English: ${text}`) : []),
    ...(await rawTexts(seen)).map((text) => `raw text: ${text}`),
    ...seen.complaints(),
  ]
}
