import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { addressOf, consolePages, goWithin, load, maySee, roleFor, settled, type WalkedPage } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'
import { ensureImport } from './harness/uploads.ts'

const all = await consolePages()
const menu = all.filter((page) => page.menu)
let browser: Browser
let admin: Visit
let url: string

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  admin = await visit(browser, url, { role: 'administrator' })
  await ensureImport(admin.context)
  await load(admin.page, '/')
})

afterAll(() => browser?.close())

describe('becoming another role', () => {
  test('[UX-4] keeps the address where the role may see it', async () => {
    const { page } = admin
    await load(page, '/loans?sort=dpd%3Adesc')
    const before = page.url()
    await become(page, '贷后服务')
    await page.getByText('已切换为贷后服务，留在本页').waitFor()
    expect(page.url()).toBe(before)
    await page.locator('[data-part=table] tbody tr').first().waitFor()
  })

  test('[UX-4] leads to the role’s home where it may not, and says so', async () => {
    const { page } = admin
    await become(page, '管理员')
    await page.getByText('已切换为管理员').waitFor()
    await goWithin(page, '/users')
    await become(page, '营销')
    await page.getByText('营销无权查看原页面，已转到其首页').waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
    await settled(page)
    expect(await page.locator('[data-part=forbidden]').count()).toBe(0)
    await become(page, '管理员')
    await page.getByText('管理员').first().waitFor()
  })
})

async function become(page: Page, role: string): Promise<void> {
  await page.locator('[data-part=user]').click()
  await page.getByRole('menuitem', { name: role, exact: true }).click()
}

/** The administrator sees nearly everything; the few other pages are looked at as a role that may. */
const readers = new Map<string, Promise<Visit>>()
async function reader(walked: WalkedPage): Promise<Page> {
  if (maySee('administrator', walked)) return admin.page
  const role = roleFor(walked)
  const begun = readers.get(role) ?? visit(browser, url, { role })
  if (!readers.has(role)) await load((await begun).page, '/')
  readers.set(role, begun)
  return (await begun).page
}

test('[UX-5] every page of the menu has something to see, for the administrator or for who may see it', async () => {
  const bare: string[] = []
  for (const walked of menu) {
    const page = await reader(walked)
    await goWithin(page, walked.path)
    const content = page.locator('[data-part=content]')
    const found = await content.locator('tbody tr, canvas, svg[role=img], .block').count()
    const empty = await content.locator('[data-state=empty]').count()
    const rows = await content.locator('tbody tr').count()
    if (found === 0 || (empty > 0 && rows === 0)) bare.push(walked.path)
  }
  expect(bare).toEqual([])
})

describe('“?” on every page', () => {
  const addresses = new Map<WalkedPage, string>()
  const own = menu.find(({ tour }) => tour)!

  test.each(all)('[UX-7] $path: its steps have their targets, Escape closes, and the focus returns', async (walked) => {
    const page = await reader(walked)
    for (const each of [...all.filter(({ path }) => path === walked.parent), walked]) {
      const address = addresses.get(each) ?? (await addressOf(page, each, addresses))
      if (address) addresses.set(each, address)
    }
    await goWithin(page, addresses.get(walked)!)
    for (const { target } of walked.tour ?? []) await page.locator(target).first().waitFor({ state: 'attached' })
    const help = page.locator('[data-part=help]')
    await help.click()
    const step = page.locator('.ant-tour')
    await step.waitFor()
    const [at, of] = (await step.locator('.ant-tour-indicators').innerText()).split('/').map(Number)
    expect([at, of! >= (walked.tour?.length ?? 0) + 2]).toEqual([1, true])
    await page.keyboard.press('Escape')
    await step.waitFor({ state: 'hidden' })
    expect(await page.evaluate("document.activeElement?.getAttribute('data-part')")).toBe('help')
  })

  test('[UX-7] one goes through all steps by their buttons, and begins anew on the next page', async () => {
    const { page } = admin
    const step = page.locator('.ant-tour')
    for (const path of [own.path, '/roles']) {
      await goWithin(page, path)
      await page.keyboard.press('Shift+?')
      const of = Number((await step.locator('.ant-tour-indicators').innerText()).split('/')[1])
      for (let next = 2; next <= of; next++) {
        await step.locator('.ant-tour-next-btn').click()
        await step.getByText(`${next} / ${of}`).waitFor()
      }
      await step.locator('.ant-tour-next-btn').click()
      await expect.poll(() => step.count()).toBe(0)
    }
  })
})

test('[UX-8] “getting started” is ticked by what the lender holds', async () => {
  const { page } = admin
  await goWithin(page, '/')
  const list = page.locator('[data-part=getting-started] li')
  await list.first().waitFor()
  const ticked = await list.evaluateAll((steps) => steps.map((step) => step.getAttribute('data-done')))
  const { request } = admin.context
  const counts = await Promise.all(
    [
      '/api/products',
      '/api/approvals?status=approved',
      '/api/applications',
      '/api/applications',
      '/api/loans',
      '/api/loans',
      '/api/day-end',
    ].map(async (path) => ((await (await request.get(path)).json()) as { total: number }).total),
  )
  expect(ticked).toEqual(counts.map((count) => String(count > 0)))
})
