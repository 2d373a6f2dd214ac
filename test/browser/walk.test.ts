import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
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
import { type RunningPlatform, startPlatform } from './harness/platform.ts'

const all = await consolePages()
const lists = all.filter((page) => all.some((other) => other.path.startsWith(`${page.path}/$`)))
const languages: readonly Language[] = ['zh', 'en']
let platform: RunningPlatform
let browser: Browser
/** Where each page is, with the ids of the demo filled in. */
const addresses = new Map<WalkedPage, string>()

beforeAll(async () => {
  ;[platform, browser] = await Promise.all([startPlatform(), openBrowser()])
  for (const role of new Set(all.map(roleFor))) {
    const seen = await visit(browser, platform.url, { role })
    for (const page of all.filter((each) => roleFor(each) === role)) {
      const address = await addressOf(seen.page, page, all)
      if (address) addresses.set(page, address)
    }
    await seen.context.close()
  }
})

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

function addressIn(page: WalkedPage): string {
  const address = addresses.get(page)
  if (!address) throw new Error(`no link of the demo leads to ${page.path}`)
  return address
}

/** Opens a page in a profile of its own, does something there and closes it. */
async function inVisit<T>(options: Parameters<typeof visit>[2], work: (seen: Visit) => Promise<T>): Promise<T> {
  const seen = await visit(browser, platform.url, options)
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
  test('[3] shows the role cards, and one click enters', async () => {
    await inVisit({}, async (seen) => {
      await load(seen.page, '/login')
      expect(await seen.page.locator('.role-card').count()).toBeGreaterThanOrEqual(8)
      await seen.page.locator('[data-role=underwriter]').first().click()
      await seen.page.waitForURL((url) => url.pathname !== '/login')
      await settled(seen.page)
      expect(await seen.page.locator('[data-part=menu] a').count()).toBeGreaterThan(2)
    })
  })

  test('[51] loads no more than 450 KB of scripts, compressed', async () => {
    expect(await scriptBytes('/login', '')).toBeLessThanOrEqual(450 * 1024)
  })

  test('[51] mobile web loads no more than 200 KB of scripts, compressed', async () => {
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

describe.each(languages)('every page in %s', (language) => {
  test.each(staffRoles)(
    '[28] [43] [52] as %s: seen or refused by name, in one language, without a complaint',
    async (role) => {
      const problems = await inVisit({ role, language }, async (seen) => {
        const found: string[] = []
        await load(seen.page, '/')
        for (const page of all.filter((each) => addresses.has(each))) {
          await goWithin(seen.page, addressIn(page))
          const here = await problemsAsRole(seen, page, role, language)
          found.push(...here.map((problem) => `${page.path}: ${problem}`))
        }
        return found
      })
      expect(problems).toEqual([])
    },
  )
})

async function problemsAsRole(seen: Visit, walked: WalkedPage, role: string, language: Language): Promise<string[]> {
  const { page } = seen
  const refused = (await page.locator('[data-part=forbidden]').count()) > 0
  const broken = await page.locator('[data-part=crashed], [data-part=not-found], [data-state=failed]').count()
  const refusal = refused ? await page.locator('[data-part=forbidden]').innerText() : ''
  return [
    ...(maySee(role, walked) === refused ? [refused ? 'refused though allowed' : 'shown though not allowed'] : []),
    ...(refused && !refusal.includes(walked.permission ?? '') ? ['the refusal does not name the permission'] : []),
    ...(broken > 0 ? [`broken: ${(await page.locator('[data-part=content]').innerText()).slice(0, 200)}`] : []),
    ...(language === 'en' ? (await strayHan(seen)).map((text) => `Chinese in English: ${text}`) : []),
    ...(await rawTexts(seen)).map((text) => `raw text: ${text}`),
    ...seen.complaints(),
  ]
}

describe.each(all)('$path', (walked) => {
  const role = roleFor(walked)

  test.each(['light', 'dark'] as const)('[46] nothing critical or serious for axe, %s', async (theme) => {
    const findings = await inVisit({ role, theme }, async ({ page }) => {
      await load(page, addressIn(walked))
      return axeFindings(page)
    })
    expect(findings).toEqual([])
  })

  test('[27] [48] fits three widths, and disabled buttons say why', async () => {
    await inVisit({ role }, async ({ page }) => {
      await load(page, addressIn(walked))
      expect(await disabledInSilence(page)).toEqual([])
      expect(await sidewaysAt(page, [1440, 1024, 375])).toEqual([])
    })
  })

  test('[22] says that it failed when the server cannot be reached, and comes back', async () => {
    await inVisit({ role }, async ({ page }) => {
      const shell = /\/api\/(session|status|saved-views|notices)/
      await load(page, '/')
      const requests: string[] = []
      await page.route('**/api/**', (route) => {
        if (shell.test(route.request().url()) || route.request().method() !== 'GET') return route.continue()
        requests.push(route.request().url())
        return route.abort()
      })
      await page.goto(addressIn(walked))
      await page.waitForTimeout(300)
      if (requests.length === 0) return
      await page.locator('[data-state=failed]').first().waitFor({ timeout: 15_000 })
      expect(await page.locator('[data-state=empty]').count()).toBe(0)
      await page.unroute('**/api/**')
      await page.locator('[data-state=failed] button').first().click()
      await page.locator('[data-state=failed]').first().waitFor({ state: 'detached', timeout: 15_000 })
    })
  })
})

describe.each(lists)('the list at $path', (walked) => {
  const role = roleFor(walked)

  test('[9] [11] the address holds sort and page: reloaded or opened afresh it shows the same rows', async () => {
    const [address, before] = await inVisit({ role }, async ({ page }) => {
      await load(page, addressIn(walked))
      const header = page.locator('thead .ant-table-column-has-sorters, thead th button[data-sort]').first()
      if ((await header.count()) > 0) await header.click()
      await settled(page)
      const next = page
        .locator('.ant-pagination-next:not(.ant-pagination-disabled) button, button[data-part=next-page]:enabled')
        .first()
      if ((await next.count()) > 0) await next.click()
      await settled(page)
      const shown = await rowsOf(page)
      expect(shown.length).toBeGreaterThan(0)
      await page.reload()
      await settled(page)
      expect(await rowsOf(page)).toEqual(shown)
      const url = new URL(page.url())
      return [`${url.pathname}${url.search}`, shown] as const
    })
    await inVisit({ role }, async ({ page }) => {
      await load(page, address)
      expect(await rowsOf(page)).toEqual(before)
    })
  })
})

describe.each(languages)('mobile web in %s, at 375 px', (language) => {
  test.each(['/m/', '/m/in', '/m/apply', '/m/loans', '/m/me'])('[43] [46] [48] [52] %s', async (path) => {
    for (const theme of ['light', 'dark'] as const) {
      await inVisit({ role: 'borrower', language, theme, width: 375 }, async (seen) => {
        await load(seen.page, path)
        expect(await sidewaysAt(seen.page, [375])).toEqual([])
        expect(await axeFindings(seen.page)).toEqual([])
        expect(await rawTexts(seen)).toEqual([])
        if (language === 'en') expect(await strayHan(seen)).toEqual([])
        expect(seen.complaints()).toEqual([])
      })
    }
  })
})

test('[52] the console is served with a strict content security policy', async () => {
  const answer = await fetch(`${platform.url}/login`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toContain('unsafe-eval')
})
