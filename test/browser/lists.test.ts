import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { goWithin, load, rowIds, settled } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let url: string
let browser: Browser
let admin: Visit

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  admin = await visit(browser, url, { role: 'administrator' })
  await load(admin.page, '/loans')
})

afterAll(() => browser?.close())

test('[UX-10] back from an object: the same filter, the same scroll, the same row', async () => {
  const { page } = admin
  await goWithin(page, '/loans?status=active&sort=principalFen%3Adesc&size=100')
  const before = page.url()
  const row = page.locator('[data-part=table] tbody tr').nth(60)
  await row.scrollIntoViewIfNeeded()
  const id = await row.getAttribute('data-row')
  const scroll = () =>
    page.evaluate('document.querySelector("[data-part=table]").scrollTop + scrollY') as Promise<number>
  const scrolled = await scroll()
  expect(scrolled).toBeGreaterThan(0)
  await row.locator('td').nth(4).click()
  await page.waitForURL('**/loans/*')
  await settled(page)
  await page.goBack()
  await settled(page)
  expect(page.url()).toBe(before)
  await expect.poll(() => page.locator('.row-here').getAttribute('data-row')).toBe(id)
  expect(await page.locator(`[data-row="${id}"]`).isVisible()).toBe(true)
  await expect.poll(async () => Math.abs((await scroll()) - scrolled)).toBeLessThan(4)
})

test('[UX-13] columns that were hidden, moved, widened and pinned stay so after a reload and in another browser', async () => {
  const { page } = admin
  await goWithin(page, '/contracts')
  const headings = () => page.locator('thead th').allInnerTexts()
  const usual = await headings()
  await page.locator('[data-part=columns]').click()
  const menu = page.locator('.columns-menu')
  const names = await menu.locator('li').evaluateAll((all) => all.map((each) => each.getAttribute('data-column')!))
  await menu.locator(`li[data-column="${names[1]}"] input[type=checkbox]`).uncheck()
  await menu.getByRole('button', { name: '上移' }).nth(2).click()
  await menu.locator('[data-part=pin]').nth(1).click()
  await page.keyboard.press('Escape')
  await page.locator('h1').click()
  const grip = page.locator('thead th').nth(1).locator('[data-part=grip]')
  const { x, y, height } = (await grip.boundingBox())!
  await page.mouse.move(x + 2, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + 92, y + height / 2, { steps: 5 })
  await page.mouse.up()
  const shape = async ({ page: shown }: Pick<Visit, 'page'>) => ({
    headings: await shown.locator('thead th').allInnerTexts(),
    width: Math.round((await shown.locator('thead th').nth(1).boundingBox())!.width),
    pinned: await shown.locator('thead th[data-pinned]').allInnerTexts(),
  })
  const chosen = await shape(admin)
  expect(chosen.headings.toSorted()).toEqual(usual.filter((_name, index) => index !== 1).toSorted())
  expect(chosen.headings).not.toEqual(usual.filter((_name, index) => index !== 1))
  expect(chosen.pinned).toEqual(chosen.headings.slice(0, 2))
  await page.waitForLoadState('networkidle')
  const address = new URL(page.url()).pathname
  await load(page, address)
  expect(await shape(admin)).toEqual(chosen)
  const other = await visit(browser, url, { role: 'administrator' })
  try {
    await load(other.page, address)
    expect(await shape(other)).toEqual(chosen)
    await other.page.locator('[data-part=columns]').click()
    await other.page.getByRole('button', { name: '恢复默认列' }).click()
    await expect.poll(() => other.page.locator('thead th').allInnerTexts()).toEqual(usual)
    await other.page.waitForLoadState('networkidle')
  } finally {
    await other.context.close()
  }
})

test('[UX-14] a long list counts to 1,000 and says so; all are counted when asked', async () => {
  const { page } = admin
  await goWithin(page, '/ledger/entries')
  const total = page.locator('[data-part=total]')
  expect(await total.innerText()).toBe('共 1,000+ 条')
  await total.click()
  await expect.poll(() => total.innerText()).not.toContain('+')
  const all = Number((await total.innerText()).replace(/\D/g, ''))
  expect(all).toBeGreaterThan(1_000)
  expect(all).toBe(((await get(admin, '/api/ledger/entries?count=exact')) as { total: number }).total)
})

test('[UX-17] the export holds the visible columns, the filter and the order, and opens right in Excel', async () => {
  const { page } = admin
  await goWithin(page, '/loans?sort=principalFen%3Aasc&status=active&cols=principalFen,number,customerName&size=200')
  const shown = await page.locator('tbody tr td:nth-child(2)').allInnerTexts()
  const text = await exported(page)
  expect(text.charCodeAt(0)).toBe(0xfeff)
  const [head, ...rows] = parse(text.slice(1)) as string[][]
  expect(head).toEqual(await page.locator('thead th').allInnerTexts())
  expect(rows.map((row) => row[1]!.trim()).slice(0, shown.length)).toEqual(shown)
  expect(rows.map((row) => Number(row[0]))).toEqual(rows.map((row) => Number(row[0])).toSorted((a, b) => a - b))
  expect(rows.length).toBeGreaterThan(20)
})

test('[UX-17] a cell that begins with “=” is no formula, and a long number stays a text', async () => {
  const name = `=cmd|' /C calc'!A0`
  const login = `calc${Date.now().toString(36)}`
  const made = await admin.context.request.post('/api/users', {
    headers: { 'x-requested-with': 'puhui', 'idempotency-key': crypto.randomUUID() },
    data: { login, name, password: 'correct horse battery 9', roles: ['auditor'] },
  })
  expect(made.status()).toBe(200)
  const { page } = admin
  await goWithin(page, `/users?q=${login}`)
  const [, row] = parse((await exported(page)).slice(1)) as string[][]
  expect(row).toContain(`'${name}`)
  await goWithin(page, '/journal?cols=at,action,requestId')
  expect(await exported(page)).not.toMatch(/\d[eE]\+\d/)
})

async function exported(page: Page): Promise<string> {
  const href = await page.locator('[data-part=export]').getAttribute('href')
  const answer = await page.request.get(href!)
  expect(answer.headers()['content-disposition']).toContain('attachment')
  return answer.text()
}

async function get({ context }: Visit, path: string): Promise<unknown> {
  return (await context.request.get(path)).json()
}

test('[UX-23] the list by keyboard: / searches, j and k move, Enter opens; no key of the browser is taken', async () => {
  const { page } = admin
  await goWithin(page, '/applications')
  await page.evaluate(
    `globalThis.kept = []; addEventListener('keydown', (event) => setTimeout(() => kept.push(event.defaultPrevented)))`,
  )
  const ids = await rowIds(page)
  for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key)
  expect(await page.locator('.row-here').getAttribute('data-row')).toBe(ids[1])
  for (const key of ['t', 'n', 'r', 'f'])
    await page.evaluate(
      `dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', code: 'Key${key.toUpperCase()}', ctrlKey: true, cancelable: true, bubbles: true }))`,
    )
  await page.waitForTimeout(30)
  expect(await page.evaluate('kept')).toEqual(Array(8).fill(false))
  await page.keyboard.press('/')
  expect(await page.evaluate('document.activeElement.id')).toBe('list-search')
  await page.keyboard.type('jk')
  expect(await page.locator('#list-search').inputValue()).toBe('jk')
  await page.locator('#list-search').fill('')
  await page.locator('h1').click()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/applications/${ids[1]}`)
})

test('[UX-24] while pinyin is composed nothing is asked of the server', async () => {
  const { page } = admin
  await goWithin(page, '/customers')
  const asked: string[] = []
  const note = (request: { url(): string }) => {
    if (request.url().includes('/api/customers?')) asked.push(new URL(request.url()).searchParams.get('q') ?? '')
  }
  page.on('request', note)
  const devtools = await page.context().newCDPSession(page)
  await page.locator('#list-search').focus()
  for (const text of ['z', 'zh', 'zha', 'zhan', 'zhang']) {
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    await page.waitForTimeout(150)
  }
  await page.waitForTimeout(400)
  expect(asked).toEqual([])
  await devtools.send('Input.insertText', { text: '张' })
  await expect.poll(() => asked).toEqual(['张'])
  page.off('request', note)
})
