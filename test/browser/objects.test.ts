import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Language, openBrowser, type Visit, visit } from './harness/browser.ts'
import { consolePages, goWithin, load, settled } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let url: string
let browser: Browser
const readers = new Map<string, Visit>()

/** One profile per role that stays open. */
async function as(role: string, language: Language = 'zh'): Promise<Visit> {
  const known = readers.get(role + language)
  if (known) return known
  const seen = await visit(browser, url, { role, language })
  readers.set(role + language, seen)
  await load(seen.page, '/')
  return seen
}

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
})

afterAll(() => browser?.close())

async function firstId({ context }: Visit, path: string): Promise<string> {
  const answer = await context.request.get(path)
  const { rows } = (await answer.json()) as { rows: { id: string }[] }
  expect(rows.length, path).toBeGreaterThan(0)
  return rows[0]!.id
}

test('[UX-26] every file of a customer, an application, a contract, a loan and a product has its timeline', async () => {
  const { page, context } = await as('administrator')
  const objects = (await consolePages())
    .map(({ path }) => path)
    .filter((path) => /^\/(customers|applications|contracts|loans|products)\/\$\w+$/.test(path))
  expect(objects.length).toBe(5)
  for (const path of objects) {
    const list = path.slice(0, path.indexOf('/$'))
    const id = await firstId({ context } as Visit, `/api${list}`)
    await goWithin(page, `${list}/${id}?tab=timeline`)
    await page.getByRole('tab', { name: '时间线', selected: true }).waitFor()
    // A contract that was made with a batch has no line of its own: the batch has.
    if (list !== '/contracts') await page.locator('[data-part=timeline] > li').first().waitFor()
  }
})

test('[UX-22] an address that leads to nothing says what there is not, and leads to the list', async () => {
  const { page } = await as('administrator')
  const objects = (await consolePages()).filter(({ path }) =>
    /^\/(customers|applications|contracts|loans)\/\$\w+$/.test(path),
  )
  expect(objects.length).toBe(4)
  for (const { path } of objects) {
    const list = path.slice(0, path.indexOf('/$'))
    await goWithin(page, `${list}/nothing-of-the-kind`)
    const missing = page.locator('[data-state=missing]')
    await missing.waitFor()
    expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0)
    await missing.getByRole('link').click()
    await page.waitForURL((now) => now.pathname === list)
  }
})

test('[UX-26] a changed field is on the timeline at once: who, when, why, from what to what', async () => {
  const seen = await as('servicing')
  const { page } = seen
  const id = await firstId(seen, '/api/customers?sort=createdAt%3Aasc')
  const { address: old } = (await (await seen.context.request.get(`/api/customers/${id}`)).json()) as {
    address: string
  }
  const city = old.startsWith('四川') ? '云南省昆明市' : '四川省成都市'
  await goWithin(page, `/customers/${id}?tab=timeline`)
  const reason = `客户来电更新，旧址：${old}`
  await page.getByRole('button', { name: '修改地址' }).click()
  await page.getByLabel('新地址').fill(`${city}人民路 5 号`)
  await page.getByLabel('修改原因').fill(reason)
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  const latest = page.locator('[data-part=timeline] > li').first()
  await expect.poll(() => latest.innerText()).toContain(reason)
  expect(await latest.locator('.timeline-head').innerText()).toContain('赵文博')
  expect(await latest.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT/)
  const [was, now] = [await latest.locator('del').innerText(), await latest.locator('ins').innerText()]
  expect(was).not.toBe(now)
  expect(now).toContain(city)
})

test('[UX-29] what one person submits waits in the other’s inbox, and its maker may not approve it', async () => {
  const { page } = await as('product')
  const { page: inbox } = await as('risk')
  const product = `/products/${await firstId(await as('product'), '/api/products?q=XJD')}`
  await goWithin(page, product)
  await page.getByRole('button', { name: /编制新版本|编辑草稿/ }).click()
  await page.waitForURL('**/draft*')
  await settled(page)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.waitForURL(`**${product}?version=*`)
  await settled(page)
  await page.getByRole('button', { name: '提交复核' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click()
  const banner = page.locator('[data-part=pending]')
  await banner.waitFor()
  expect(await banner.innerText()).toContain('复核')
  const approve = page.getByRole('button', { name: '批准' })
  expect(await approve.getAttribute('aria-disabled')).toBe('true')
  expect(await approve.getAttribute('aria-description')).toBe('这一版由您编制，须由他人复核')

  await goWithin(inbox, '/approvals?status=pending')
  const row = inbox.locator('tbody tr').filter({ has: inbox.locator(`a[href*="${product}"]`) })
  await row.first().waitFor()
  await goWithin(inbox, product)
  expect(await inbox.getByRole('button', { name: '批准' }).getAttribute('aria-disabled')).toBeNull()
  await inbox.getByRole('button', { name: '退回' }).click()
  await inbox.getByRole('dialog').getByRole('button', { name: '退回' }).click()
  await inbox.locator('[data-part=pending]').waitFor({ state: 'detached' })
  await goWithin(inbox, '/approvals?status=pending')
  await row.waitFor({ state: 'detached' })
})

test('[UX-32] a repayment shows its waterfall and the new schedule first, and posts exactly that', async () => {
  const seen = await as('servicing')
  const { page } = seen
  const loan = `/loans/${await firstId(seen, '/api/loans?status=active&sort=principalFen%3Adesc')}`
  await goWithin(page, loan)
  await page.locator('[data-part=repay]').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('提前部分还款').click()
  await dialog.locator('#amountFen').fill('1234.56')
  await dialog.locator('[data-part=preview]').click()
  const preview = dialog.locator('[data-part=money-preview]')
  await preview.waitFor()
  const parts = preview.locator('details')
  const cellsOf = (rows: ReturnType<Page['locator']>) => rows.evaluateAll((all) => all.map((row) => row.textContent))
  const [waterfall, postings] = [
    await cellsOf(parts.nth(0).locator('tbody tr')),
    await cellsOf(parts.nth(1).locator('tbody tr')),
  ]
  await parts.last().locator('summary').click()
  const schedule = await cellsOf(parts.last().locator('tbody tr'))
  expect(Math.min(waterfall.length, postings.length - 1, schedule.length)).toBeGreaterThan(0)
  await dialog.locator('[data-part=commit]').click()
  await dialog.waitFor({ state: 'hidden' })

  await goWithin(page, `${loan}?tab=events`)
  const event = page.locator('[data-part=events] > li').first()
  expect(await event.locator('.event-amount').innerText()).toContain('1,234.56')
  expect(await cellsOf(event.locator('.event-books > section').nth(0).locator('tbody tr'))).toEqual(waterfall)
  expect(await cellsOf(event.locator('.event-books > section').nth(1).locator('tbody tr'))).toEqual(postings)
  await goWithin(page, loan)
  expect(await cellsOf(page.locator('[role=tabpanel] tbody tr:not([hidden])'))).toEqual(schedule)
})

test('[UX-29] other parameters of servicing wait for a second person; who asked may not decide', async () => {
  const { page } = await as('risk')
  const { page: second } = await as('compliance')
  const pending = (who: Page) => who.getByText('待复核的调整')
  await goWithin(page, '/servicing/parameters')
  await page.getByRole('button', { name: '申请调整' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('补充协议签署期限（天）').fill('9')
  await dialog.getByLabel('理由').fill('给借款人更多时间')
  await dialog.getByRole('button', { name: '提交复核' }).click()
  await pending(page).waitFor()
  expect(await page.getByRole('button', { name: '通过', exact: true }).isDisabled()).toBe(true)
  await goWithin(second, '/servicing/parameters')
  await pending(second).waitFor()
  await second.getByRole('button', { name: '退回' }).click()
  await second.getByRole('dialog').getByRole('button', { name: '退回' }).click()
  await pending(second).waitFor({ state: 'detached' })
  expect(await second.locator('main').innerText()).toContain('仍为出厂参数')
})

test('[UX-31] money that was booked is taken back by a reversal whose entries are seen first; nothing is deleted', async () => {
  const seen = await as('servicing')
  const { page } = seen
  await goWithin(page, `/loans/${await firstId(seen, '/api/loans?status=active&sort=principalFen%3Adesc')}?tab=events`)
  const events = page.locator('[data-part=events] > li')
  const before = await events.count()
  await events.first().locator('[data-part=reverse]').click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[data-part=money-preview] tbody tr').first().waitFor()
  await dialog.getByRole('textbox').fill('录入金额有误')
  await dialog.getByRole('button', { name: '冲正' }).click()
  await expect.poll(() => events.count()).toBe(before + 1)
  expect(await events.first().getAttribute('data-kind')).toBe('reversed')
  expect(await events.nth(1).getAttribute('class')).toContain('is-reversed')
  expect(await page.getByRole('button', { name: '删除' }).count()).toBe(0)
})

test('[UX-35] a page of an object prints without menu and without a cut table', async () => {
  const seen = await as('servicing')
  const { page } = seen
  await goWithin(page, `/loans/${await firstId(seen, '/api/loans?status=active&sort=termMonths%3Adesc&q=')}`)
  const rows = await page.locator('[role=tabpanel] tbody tr').count()
  await page.emulateMedia({ media: 'print' })
  try {
    await page.setViewportSize({ width: 794, height: 1123 })
    for (const part of ['menu', 'finder', 'user', 'demo-banner'])
      expect(await page.locator(`[data-part=${part}]`).first().isVisible(), part).toBe(false)
    expect(await page.evaluate('look.sideways()')).toBeNull()
    const cut = await page.evaluate(
      `[...document.querySelectorAll('[role=tabpanel] table')].filter((table) => { for (let box = table.parentElement; box; box = box.parentElement) { const { overflowX, overflowY } = getComputedStyle(box); if ((overflowX !== 'visible' && box.scrollWidth > box.clientWidth + 1) || (overflowY !== 'visible' && box !== document.documentElement && box.scrollHeight > box.clientHeight + 1)) return true } return false }).length`,
    )
    expect(cut).toBe(0)
    expect(await page.locator('[role=tabpanel] tbody tr:visible').count()).toBe(rows)
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
  } finally {
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1440, height: 900 })
  }
})

test('[UX-36] a session that ends in mid-form is renewed in place, and what was typed is saved', async () => {
  const seen = await visit(browser, url, { role: 'servicing' })
  const { page } = seen
  try {
    await load(page, `/customers/${await firstId(seen, '/api/customers?status=borrower&sort=createdAt%3Adesc')}`)
    await page.getByRole('button', { name: '修改地址' }).click()
    await page.getByLabel('新地址').fill('云南省昆明市五华区翠湖南路 3 号')
    await page.getByLabel('修改原因').fill('登录过期后仍要保存')
    await seen.context.clearCookies()
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    const again = page.getByRole('dialog').filter({ hasText: '登录已过期' })
    await again.waitFor()
    expect(await page.getByLabel('新地址').inputValue()).toBe('云南省昆明市五华区翠湖南路 3 号')
    await again.locator('[data-role=servicing]').click()
    await page.getByText('地址已修改').waitFor()
    expect(await page.getByRole('dialog').filter({ visible: true }).count()).toBe(0)
    await goWithin(page, `${new URL(page.url()).pathname}?tab=timeline`)
    expect(await page.locator('.timeline-reason').first().innerText()).toBe('登录过期后仍要保存')
  } finally {
    await seen.context.close()
  }
})

test('[UX-37] a deep link asks to sign in and then leads to where it pointed', async () => {
  const id = await firstId(await as('servicing'), '/api/loans')
  const stranger = await visit(browser, url)
  try {
    await stranger.page.goto(`/loans/${id}?tab=as-of&asOf=2026-10-01`)
    await stranger.page.waitForURL('**/login?next=*')
    await stranger.page.locator('[data-role=servicing]').click()
    await stranger.page.waitForURL(`**/loans/${id}?tab=as-of&asOf=2026-10-01`)
    await settled(stranger.page)
    await stranger.page.locator('[data-part=as-of]').waitFor()
    expect(new URL(stranger.page.url()).searchParams.get('asOf')).toBe('2026-10-01')
  } finally {
    await stranger.context.close()
  }
})

test('[UX-44] another language without a reload: words, days, amounts and refusals follow', async () => {
  const seen = await visit(browser, url, { role: 'servicing' })
  const { page } = seen
  try {
    await load(page, `/customers/${await firstId(seen, '/api/customers?status=borrower')}`)
    await page.evaluate('globalThis.stillHere = true')
    await page.getByRole('button', { name: '修改地址' }).click()
    await page.getByLabel('新地址').fill('短')
    await page.getByLabel('修改原因').fill('短')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    const problem = page.locator('.ant-form-item-explain-error').first()
    await expect.poll(() => problem.innerText()).toMatch(/\p{Script=Han}/u)
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.locator('[data-part=language]').click()
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('en')
    await page.getByRole('button', { name: 'Change address' }).click()
    await page.getByLabel('New address').fill('x')
    await page.getByLabel('Reason for the change').fill('x')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => problem.innerText()).not.toMatch(/\p{Script=Han}/u)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await page.evaluate('globalThis.stillHere')).toBe(true)

    const refused = await page.request.get('/api/loans/none', { headers: { 'accept-language': 'en' } })
    expect(((await refused.json()) as { title: string }).title).not.toMatch(/\p{Script=Han}/u)
    await goWithin(page, '/loans')
    const english = await page.locator('tbody tr').first().innerText()
    await page.locator('[data-part=language]').click()
    await expect.poll(() => page.locator('h1').innerText()).toBe('贷款')
    const chinese = await page.locator('tbody tr').first().innerText()
    expect(english.match(/¥[\d,.]+/g)).toEqual(chinese.match(/¥[\d,.]+/g))
    expect(english).not.toBe(chinese)
    expect(await page.evaluate('globalThis.stillHere')).toBe(true)
  } finally {
    await seen.context.close()
  }
})
