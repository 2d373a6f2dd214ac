import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { consolePages, goWithin, load, settled } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let browser: Browser
let admin: Visit

beforeAll(async () => {
  const [url, opened] = await Promise.all([sharedPlatform(), openBrowser()])
  browser = opened
  admin = await visit(browser, url, { role: 'administrator' })
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

test('[UX-7] one goes through all steps by their buttons, and begins anew on the next page', async () => {
  const { page } = admin
  const own = (await consolePages()).find(({ menu, tour }) => menu && tour)!
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
