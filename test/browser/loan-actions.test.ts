import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { goWithin, load } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let browser: Browser
let url: string
let loanId: string
let page: Page
let clerk: Visit

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  clerk = await visit(browser, url, { role: 'servicing' })
  page = clerk.page
  await load(page, '/overview')
  // The largest running loan that nothing has happened to but its payment.
  const answer = await clerk.context.request.get('/api/loans?status=active&sort=principalFen%3Adesc&pageSize=50')
  const { rows } = (await answer.json()) as { rows: { id: string; productCode: string }[] }
  for (const row of rows) {
    const file = (await (await clerk.context.request.get(`/api/loans/${row.id}`)).json()) as { events: unknown[] }
    if (file.events.length === 1 && row.productCode === 'XJD') loanId ??= row.id
  }
  await goWithin(page, `/loans/${loanId}`)
})

afterAll(() => browser?.close())

const count = () => page.locator('.tab-count').first().innerText()
const dialog = () => page.getByRole('dialog')

/** Opens an action, fills it in and books it: the dialog goes, and the file has one event more. */
async function act(part: string, submit: string, fill: () => Promise<void>): Promise<void> {
  const before = Number(await count())
  await page.locator(`[data-part=${part}]`).click()
  await fill()
  await dialog().locator('[data-part=money-preview] tbody tr').first().waitFor()
  await dialog().locator('textarea').fill('客户来电，核实后办理')
  await dialog().getByRole('button', { name: submit }).click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(async () => Number(await count())).toBe(before + 1)
}

test('[UX-32] by keyboard alone: what was said at a field goes once it is mended, and a dialog gives the focus back', async () => {
  const opener = page.locator('[data-part=change]')
  await opener.focus()
  await page.keyboard.press('Enter')
  const reason = dialog().locator('textarea')
  await reason.fill('短')
  await dialog().locator('button[type=submit]').press('Enter')
  const said = dialog().locator('.ant-form-item:has(textarea) .ant-form-item-explain-error')
  await said.waitFor()
  expect(await reason.inputValue()).toBe('短')
  await reason.fill('客户来电，核实后办理')
  await said.waitFor({ state: 'detached' })
  // From the last button the focus leaves the page and comes in again at its top, which the dialog holds off.
  await dialog().locator('button[type=submit]').focus()
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press('Tab')
  expect(await dialog().locator(':focus').count()).toBe(1)
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await page.locator('[data-part=change]:focus').waitFor()
})

test('[UX-32] SRV-02 each action of a loan is previewed, booked and shown at once, and nothing is asked in vain', async () => {
  await act('change', '确认办理', async () => {
    await dialog().getByText('展期', { exact: true }).click()
    await dialog().locator('#count').fill('5')
  })
  await act('change', '确认办理', async () => dialog().getByText('停息', { exact: true }).click())
  await act('adjust', '确认登记', async () => dialog().locator('#amountFen').fill('100'))
  await expect.poll(() => page.locator('.figure-row').innerText()).toContain('预收款')
  await act('return-held', '确认退还', async () => {})
  await page.locator('[data-part=return-held]').waitFor({ state: 'detached' })
  expect(clerk.complaints()).toEqual([])
})

test('SRV-02 a large sum that is held goes back once a second person has agreed, on the file itself', async () => {
  await page.locator('[data-part=repay]').click()
  await dialog().locator('#amountFen').fill('5000')
  await dialog().locator('[data-part=preview]').click()
  await dialog().locator('[data-part=commit]').click()
  await dialog().waitFor({ state: 'hidden' })
  await page.locator('[data-part=return-held]').click()
  await dialog().locator('[data-part=two-persons]').waitFor()
  await dialog().locator('textarea').fill('客户要求退回多还部分')
  await dialog().getByRole('button', { name: '确认退还' }).click()
  await page.locator('[data-part=pending]').waitFor()
  expect(await page.locator('[data-part=pending]').innerText()).toContain('5,000.00')

  const second = await visit(browser, url, { role: 'risk' })
  await load(second.page, `/loans/${loanId}`)
  const pending = second.page.locator('[data-part=pending]')
  await pending.getByRole('button', { name: '通过' }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: '通过' }).click()
  await pending.waitFor({ state: 'detached' })
  await expect.poll(() => second.page.locator('.figure-row').innerText()).not.toContain('预收款')
  expect(second.complaints()).toEqual([])
})
