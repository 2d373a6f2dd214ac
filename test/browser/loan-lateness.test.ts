import { addDays, type Day } from '@puhui/calendar'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { goWithin, load } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

interface LoanRow {
  readonly id: string
  readonly productCode: string
  readonly dpd: number
}

let browser: Browser
let url: string
let clerk: Visit

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  clerk = await visit(browser, url, { role: 'servicing' })
  await load(clerk.page, '/overview')
})

afterAll(() => browser?.close())

async function read<T>(path: string): Promise<T> {
  return (await (await clerk.context.request.get(path)).json()) as T
}

/** The loans with daily rest of the demo that are late, the latest first. */
async function lateAtRest(): Promise<readonly LoanRow[]> {
  const { rows } = await read<{ rows: LoanRow[] }>('/api/loans?status=overdue&sort=dpd%3Adesc&pageSize=50')
  return rows.filter(({ productCode }) => productCode === 'SJD')
}

const dialogOf = (page: Page) => page.getByRole('dialog')

test('[UX-32] SRV-07 a notice that all falls due is taken back, asked for anew on the loan, seen first, and agreed by a second person', async () => {
  const { page } = clerk
  const late = await lateAtRest()
  const noticed = []
  for (const { id } of late) {
    if ((await read<{ notice: unknown }>(`/api/loans/${id}/due-call`)).notice) noticed.push(id)
  }
  const loanId = noticed[0]!
  await goWithin(page, `/loans/${loanId}`)
  const notice = page.locator('[data-part=due-notice]')
  await notice.getByRole('button', { name: '撤回通知' }).click()
  await dialogOf(page).locator('textarea').fill('客户来电约定分次还清')
  await dialogOf(page).getByRole('button', { name: '撤回通知' }).click()
  await notice.waitFor({ state: 'detached' })

  await page.locator('[data-part=call-due]').click()
  const preview = dialogOf(page).locator('[data-part=call-due-preview]')
  await preview.locator('[data-part=money-preview]').waitFor()
  expect(await preview.innerText()).toContain('届时应还')
  await dialogOf(page).locator('textarea').fill('约定未履行，再次失联')
  await dialogOf(page).getByRole('button', { name: '提交复核' }).click()
  await dialogOf(page).waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('[data-part=pending]').innerText()).toContain('约定未履行')

  const second = await visit(browser, url, { role: 'risk' })
  await load(second.page, `/loans/${loanId}`)
  const pending = second.page.locator('[data-part=pending]')
  await pending.getByRole('button', { name: '通过' }).click()
  await dialogOf(second.page).locator('[data-part=call-due-preview]').waitFor()
  await dialogOf(second.page).getByRole('button', { name: '通过' }).click()
  await second.page.locator('[data-part=due-notice]').waitFor()
  expect([...clerk.complaints(), ...second.complaints()]).toEqual([])
})

test('[UX-32] SRV-07 PRD-08 at the hardship desk arrears are spread over what is to come, and a re-age lays its interest in equal parts', async () => {
  const { page } = clerk
  const { rows } = await read<{ rows: { id: string }[] }>('/api/hardship-requests?status=asked&pageSize=50')
  const files = []
  for (const { id } of rows)
    files.push(await read<{ id: string; mayReAmortise: boolean }>(`/api/hardship-requests/${id}`))
  const known = files.find(({ mayReAmortise }) => mayReAmortise)?.id
  await goWithin(page, `/hardship/${known ?? (await openedRequest(page))}`)

  const spread = page.locator('[data-part=re-amortise]')
  await spread.getByRole('switch').click()
  await spread.getByRole('combobox').click()
  await page.getByTitle('与费用一起平均摊入各期').click()
  const own = page.locator('[data-plan=own]')
  await expect.poll(() => own.innerText()).toContain('平均摊入以后各期')
  await expect.poll(() => page.locator('#annualRatePpm').isDisabled()).toBe(true)

  const reAge = page.locator('[data-part=re-age]')
  await reAge.getByRole('switch').click()
  expect(await spread.getByRole('combobox').count()).toBe(0)
  await expect.poll(() => own.innerText()).toContain('每 2 周还款一次')
  await reAge.getByLabel('利息').click()
  await page.getByTitle('原期限内的利息平均摊入各期').click()
  await expect.poll(() => own.innerText()).toContain('整个期限的利息平均摊入各期')
  await reAge.getByRole('switch').click()
  await expect.poll(() => page.locator('#annualRatePpm').isDisabled()).toBe(false)
  expect(clerk.complaints()).toEqual([])
})

test('[UX-32] SRV-03 a fee for a failed debit is charged as a fixed penalty on a day of its own', async () => {
  const { page } = clerk
  const { rows } = await read<{ rows: LoanRow[] }>('/api/loans?status=active&pageSize=200')
  const pilot = rows.filter(({ productCode }) => productCode === 'LPRD')
  const file = await read<{ id: string; asOf: string; events: unknown[] }>(`/api/loans/${pilot[0]!.id}`)
  await goWithin(page, `/loans/${file.id}`)
  const before = Number(await page.locator('.tab-count').first().innerText())
  await page.locator('[data-part=change]').click()
  const dialog = dialogOf(page)
  await dialog.getByText('收取费用', { exact: true }).click()
  // First an amount that either fee allows: what is above the tariff would be refused in between.
  await dialog.locator('#amountFen').fill('6')
  await dialog.locator('#feeCode').click()
  await page.getByTitle('扣款失败手续费', { exact: true }).click()
  await dialog.getByText('另定到期日', { exact: true }).click()
  const dueOn = addDays(file.asOf as Day, 20)
  await dialog.locator('#dueOn').fill(dueOn)
  await dialog.locator('#dueOn').press('Enter')
  await dialog.getByRole('checkbox', { name: /作为违约金/ }).check()
  await dialog.locator('[data-part=money-preview]').waitFor()
  await dialog.locator('textarea').fill('约定扣款失败，另定日期收取')
  await dialog.getByRole('button', { name: '确认办理' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(async () => Number(await page.locator('.tab-count').first().innerText())).toBe(before + 1)
  const after = await read<{ events: { note: { zh: string } }[] }>(`/api/loans/${file.id}`)
  expect(after.events.at(-1)!.note.zh).toContain(`违约金，${dueOn} 到期`)
  expect(clerk.complaints()).toEqual([])
})

/** Where nobody whose loan is late has asked for help, staff ask on behalf of one. */
async function openedRequest(page: Page): Promise<string> {
  for (const { id } of (await lateAtRest()).toReversed()) {
    await goWithin(page, `/loans/${id}`)
    const button = page.locator('[data-part=hardship]')
    await button.click()
    const dialog = dialogOf(page)
    await dialog.locator('textarea').fill('收入减少，想少还一些')
    for (const [field, yuan] of [
      ['incomeBeforeFen', '8000'],
      ['incomeNowFen', '4000'],
      ['payableFen', '500'],
    ]) {
      await dialog.locator(`#${field}`).fill(yuan!)
    }
    await dialog.getByRole('button', { name: '提交' }).click()
    await page.waitForURL(/\/hardship\//)
    return page.url().split('/').at(-1)!
  }
  throw new Error('the demo has no late loan with daily rest')
}

test('[UX-32] PRD-17 an extension says all that is missing at once, keeps what was typed, gives the focus back, and may space the others from its new day', async () => {
  const { page } = clerk
  const { rows } = await read<{ rows: LoanRow[] }>('/api/loans?status=active&sort=disbursedOn%3Adesc&pageSize=100')
  const { id } = rows.find(({ productCode }) => productCode === 'XFFQ')!
  await goWithin(page, `/loans/${id}`)
  const button = page.locator('[data-part=change]')
  await button.focus()
  await page.keyboard.press('Enter')
  const dialog = dialogOf(page)
  await dialog.locator('textarea').fill('短')
  await dialog.getByRole('button', { name: '确认办理' }).click()
  const wrong = dialog.locator('.ant-form-item-explain-error')
  await expect.poll(() => wrong.allInnerTexts()).toEqual(['必填', '至少 4 个字符'])
  expect(await dialog.locator('textarea').inputValue()).toBe('短')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.locator('[data-part=change]:focus').waitFor()

  await page.keyboard.press('Enter')
  await dialog.getByText('展期', { exact: true }).click()
  await dialog.locator('#count').fill('3')
  await dialog.getByText('自新的还款日起按合同间隔', { exact: true }).click()
  await dialog.locator('[data-part=money-preview]').waitFor()
  await dialog.locator('textarea').fill('借款人住院，约定推后三天')
  await dialog.getByRole('button', { name: '确认办理' }).click()
  await dialog.waitFor({ state: 'detached' })
  const { events } = await read<{ events: { note: { zh: string } }[] }>(`/api/loans/${id}`)
  expect(events.at(-1)!.note.zh).toContain('3 天，其后各期自新的还款日起按合同间隔')
  expect(clerk.complaints()).toEqual([])
})
