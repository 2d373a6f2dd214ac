import type { Browser, Page } from 'playwright-core'
import { type Language, openBrowser, type Visit, visit } from './browser.ts'
import { atWidth, rawTexts, strayHan } from './look.ts'
import {
  addressBelow,
  consolePages,
  goWithin,
  linkTo,
  listOf,
  load,
  roleFor,
  settled,
  type WalkedPage,
} from './pages.ts'
import { sharedPlatform } from './shared-platform.ts'

type Options = Parameters<typeof visit>[2]

export interface Look {
  readonly language: Language
  readonly theme: 'light' | 'dark'
}

/** Both languages and both themes, each once: texts do not depend on colours. */
export const looks = [
  { language: 'zh', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const satisfies Look[]

/** Reached from a tab of a policy, not from a list: `studio.test.ts` opens and tries them. */
const ELSEWHERE = new Set(['/policyDrafts/$draftId', '/policy-backtests/$backtestId'])

export async function walkedPages(): Promise<WalkedPage[]> {
  return (await consolePages()).filter(({ path }) => !ELSEWHERE.has(path))
}

/** One who goes from page to page of the lender that the files of a run share. */
export interface Walker {
  readonly url: string
  /**
   * A profile of a role that stays open: the application loads once and is then walked as by its own links. Under
   * another name it is another profile, which knows nothing of the first.
   */
  tour(role: string, name?: string): Promise<Visit>
  /** The tour of a role that may see the page, there and in that look; a page that is open changes its look in place. */
  see(walked: WalkedPage, look: Look): Promise<Visit>
  /** Where a page is, with the ids of the demo filled in. */
  addressOf(walked: WalkedPage): Promise<string>
  /** Opens a profile of its own, does something there and closes it. */
  inVisit<T>(options: Options, work: (seen: Visit) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function openWalker(): Promise<Walker> {
  const [url, browser, all] = await Promise.all([sharedPlatform(), openBrowser(), walkedPages()])
  const tours = new Map<string, Promise<Visit>>()
  const tour = (role: string, name = '') => {
    const key = `${role} ${name}`
    const begun = tours.get(key) ?? begin(browser, url, role)
    tours.set(key, begun)
    return begun
  }
  const addresses = new Map<WalkedPage, string>()
  const linksOf = new Map<string, readonly string[]>()
  const keepLinks = async (page: Page, path: string) => {
    linksOf.set(path, await page.evaluate('look.links()'))
  }
  const firstInList = async (walked: WalkedPage) => {
    const list = listOf(walked)
    if (!linksOf.has(list)) {
      const { page } = await tour(roleFor(walked))
      await goWithin(page, list)
      await keepLinks(page, list)
    }
    return linkTo(walked, linksOf.get(list)!, all)
  }
  const addressOf = async (walked: WalkedPage) => {
    if (!walked.path.includes('$')) return walked.path
    const address = addresses.get(walked) ?? addressBelow(walked, addresses) ?? (await firstInList(walked))
    if (!address) throw new Error(`no link of the demo leads to ${walked.path}`)
    addresses.set(walked, address)
    return address
  }
  return {
    url,
    tour,
    addressOf,
    async see(walked, look) {
      const [address, seen] = [await addressOf(walked), await tour(roleFor(walked))]
      await wear(seen.page, look)
      if (new URL(seen.page.url()).pathname === address) await settled(seen.page)
      else {
        await atWidth(seen.page, 1440)
        await goWithin(seen.page, address)
      }
      await keepLinks(seen.page, walked.path)
      return seen
    },
    async inVisit(options, work) {
      const seen = await visit(browser, url, options)
      try {
        return await work(seen)
      } finally {
        await seen.context.close()
      }
    },
    close: () => browser.close(),
  }
}

async function begin(browser: Browser, url: string, role: string): Promise<Visit> {
  const seen = await visit(browser, url, { role, ...looks[0] })
  await load(seen.page, '/')
  return seen
}

function wear(page: Page, { language, theme }: Look): Promise<void> {
  return page.evaluate(`look.wear(${JSON.stringify({ theme, locale: language, text: 'normal', density: 'compact' })})`)
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
