import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Language, openBrowser, type Visit, visit } from './harness/browser.ts'
import { axeFindings, disabledInSilence, rawTexts, rowsOf, sidewaysAt, strayHan } from './harness/look.ts'
import {
  addressOf,
  consolePages,
  goWithin,
  load,
  maySee,
  roleFor,
  settled,
  staffRoles,
  type WalkedPage,
} from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'
import { ensureImport } from './harness/uploads.ts'

/** Reached from a tab of a policy, not from a list: `studio.test.ts` opens and tries them. */
const ELSEWHERE = new Set(['/policyDrafts/$draftId', '/policy-backtests/$backtestId'])
/** A page with a figure that moves while one types; its list is at `/segments/list`. */
const NO_LIST = new Set(['/segments'])
const all = (await consolePages()).filter(({ path }) => !ELSEWHERE.has(path))
const lists = all.filter(({ path }) => !NO_LIST.has(path) && all.some((other) => other.path.startsWith(`${path}/$`)))
/** Both languages and both themes, each once: texts do not depend on colours. */
const looks = [
  { language: 'zh', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const satisfies { language: Language; theme: 'light' | 'dark' }[]
let url: string
let browser: Browser
/** Where each page is, with the ids of the demo filled in. */
const addresses = new Map<WalkedPage, string>()

/** Profiles that stay open, one per look, so that the application loads once and is then walked as by its own links. */
const tours = new Map<string, Promise<Visit>>()

function tour(options: Parameters<typeof visit>[2]): Promise<Visit> {
  const key = JSON.stringify(options)
  const begun = tours.get(key) ?? begin(options)
  tours.set(key, begun)
  return begun
}

async function begin(options: Parameters<typeof visit>[2]): Promise<Visit> {
  const seen = await visit(browser, url, options)
  await load(seen.page, '/')
  return seen
}

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  await ensureImport((await tour({ role: roleAt('/imports'), ...looks[0] })).context)
  for (const page of all) {
    const { page: shown } = await tour({ role: roleFor(page), ...looks[0] })
    const address = await addressOf(shown, page, addresses)
    if (address) addresses.set(page, address)
  }
})

afterAll(async () => {
  await browser?.close()
})

function roleAt(path: string): string {
  return roleFor(all.find((page) => page.path === path)!)
}

function addressIn(page: WalkedPage): string {
  const address = addresses.get(page)
  if (!address) throw new Error(`no link of the demo leads to ${page.path}`)
  return address
}

/** Opens a page in a profile of its own, does something there and closes it. */
async function inVisit<T>(options: Parameters<typeof visit>[2], work: (seen: Visit) => Promise<T>): Promise<T> {
  const seen = await visit(browser, url, options)
  try {
    return await work(seen)
  } finally {
    await seen.context.close()
  }
}

test('the console has pages, and every one can be reached from a list of the demo', () => {
  expect(all.length).toBeGreaterThan(10)
  expect(all.filter((page) => !addresses.has(page)).map((page) => page.path)).toEqual([])
})

describe('the sign-in page', () => {
  test('[UX-3] shows the role cards, and one click enters', async () => {
    await inVisit({}, async (seen) => {
      await load(seen.page, '/login')
      expect(await seen.page.locator('.role-card').count()).toBeGreaterThanOrEqual(8)
      await seen.page.locator('[data-role=underwriter]').first().click()
      await seen.page.waitForURL((url) => url.pathname !== '/login')
      await settled(seen.page)
      expect(await seen.page.locator('[data-part=menu] a').count()).toBeGreaterThan(2)
    })
  })

  test('[UX-51] loads no more than 450 KB of scripts, compressed', async () => {
    expect(await scriptBytes('/login', '')).toBeLessThanOrEqual(450 * 1024)
  })

  test('[UX-51] mobile web loads no more than 200 KB of scripts, compressed', async () => {
    expect(await scriptBytes('/m/', '')).toBeLessThanOrEqual(200 * 1024)
  })
})

async function scriptBytes(path: string, role: string): Promise<number> {
  return inVisit(role ? { role } : {}, async ({ page }) => {
    const sizes: Promise<number>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        sizes.push(response.body().then((body) => gzipSync(body).length))
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  })
}

test.each(staffRoles)('[UX-28] %s has a menu of what it may open, and is refused the rest by name', async (role) => {
  const problems = await inVisit({ role, language: 'en' }, async (seen) => {
    await load(seen.page, '/')
    const menu = seen.page.locator('[data-part=menu] .rail-stream a')
    const entries = await menu.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    const allowed = all.filter((page) => page.menu && maySee(role, page)).map((page) => page.path)
    expect(entries.toSorted()).toEqual(allowed.toSorted())
    const found: string[] = []
    for (const page of all.filter((each) => !maySee(role, each))) {
      await goWithin(seen.page, addressIn(page))
      const refused = seen.page.locator('[data-part=forbidden]')
      const refusal = (await refused.count()) > 0 ? await refused.innerText() : 'shown though not allowed'
      const here = [
        ...(refusal.includes(page.permission!) ? [] : [`the refusal does not name ${page.permission}: ${refusal}`]),
        ...(await problemsOn(seen, 'en')),
      ]
      found.push(...here.map((problem) => `${page.path}: ${problem}`))
    }
    return found
  })
  expect(problems).toEqual([])
})

async function problemsOn(seen: Visit, language: Language): Promise<string[]> {
  const broken = seen.page.locator('[data-part=crashed], [data-part=not-found], [data-state=failed]')
  return [
    ...(await broken.allInnerTexts()).map((text) => `broken: ${text.slice(0, 200)}`),
    ...(language === 'en' ? (await strayHan(seen)).map((text) => `Chinese in English: ${text}`) : []),
    ...(await rawTexts(seen)).map((text) => `raw text: ${text}`),
    ...seen.complaints(),
  ]
}

describe.each(all)('$path', (walked) => {
  const role = roleFor(walked)

  test.each(looks)(
    '[UX-27] [UX-43] [UX-46] [UX-48] [UX-52] in $language, $theme: one language, no complaint, axe, silent buttons, three widths',
    async (look) => {
      const seen = await tour({ role, ...look })
      await goWithin(seen.page, addressIn(walked))
      expect(await seen.page.locator('[data-part=forbidden]').count()).toBe(0)
      expect(await problemsOn(seen, look.language)).toEqual([])
      expect(await disabledInSilence(seen.page)).toEqual([])
      expect(await axeFindings(seen.page)).toEqual([])
      expect(await sidewaysAt(seen.page, [375, 1024, 1440])).toEqual([])
    },
  )

  test('[UX-22] says that it failed when the server cannot be reached, and comes back', async () => {
    const { page, complaints } = await tour({ role })
    const shell = /\/api\/(session|status|saved-views|notices)/
    const requests: string[] = []
    await page.route('**/api/**', (route) => {
      if (shell.test(route.request().url()) || route.request().method() !== 'GET') return route.continue()
      requests.push(route.request().url())
      return route.abort()
    })
    try {
      await load(page, addressIn(walked))
      // A page that asks nothing of the server has nothing to fail at.
      if (requests.length === 0) return
      await page.locator('[data-state=failed]').first().waitFor({ timeout: 15_000 })
      expect(await page.locator('[data-state=empty]').count()).toBe(0)
    } finally {
      await page.unroute('**/api/**')
      complaints()
    }
    await page.locator('[data-state=failed] button').first().click()
    await page.locator('[data-state=failed]').first().waitFor({ state: 'detached', timeout: 15_000 })
  })
})

describe.each(lists)('the list at $path', (walked) => {
  const role = roleFor(walked)

  test('[UX-9] [UX-11] the address holds sort and page: reloaded or opened afresh it shows the same rows', async () => {
    const { page: first } = await tour({ role, ...looks[0] })
    await goWithin(first, addressIn(walked))
    const address = await sortedNextPage(first)
    const before = await rowsOf(first)
    expect(before.length).toBeGreaterThan(0)
    await first.reload()
    await settled(first)
    expect(await rowsOf(first)).toEqual(before)
    await inVisit({ role }, async ({ page }) => {
      await load(page, address)
      expect(await rowsOf(page)).toEqual(before)
    })
  })
})

/** Sorts by the first column that can be sorted, turns one page on and says what the address has become. */
async function sortedNextPage(page: Page): Promise<string> {
  const header = page.locator('thead .ant-table-column-has-sorters, thead th button[data-sort]').first()
  if ((await header.count()) > 0) await header.click()
  await settled(page)
  const next = page
    .locator('.ant-pagination-next:not(.ant-pagination-disabled) button, button[data-part=next-page]:enabled')
    .first()
  if ((await next.count()) > 0) await next.click()
  await settled(page)
  const { pathname, search } = new URL(page.url())
  return pathname + search
}

describe.each(looks)('mobile web in $language, $theme, at 375 px', (look) => {
  test.each(['/m/', '/m/in', '/m/apply', '/m/loans', '/m/me'])('[UX-43] [UX-46] [UX-48] [UX-52] %s', async (path) => {
    await inVisit({ role: 'borrower', ...look, width: 375 }, async (seen) => {
      await load(seen.page, path)
      expect(await sidewaysAt(seen.page, [375])).toEqual([])
      expect(await axeFindings(seen.page)).toEqual([])
      expect(await problemsOn(seen, look.language)).toEqual([])
    })
  })
})

test('[UX-52] the console is served with a strict content security policy', async () => {
  const answer = await fetch(`${url}/login`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toContain('unsafe-eval')
})
