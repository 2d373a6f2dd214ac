import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { load, settled } from './harness/pages.ts'
import { pdfPages } from './harness/pdf.ts'
import { mobileOf, signIn } from './harness/phone.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

/* What happens to a loan, clicked to its end by whoever does it in life: the desk, a second person, the borrower. */

interface Row {
  readonly id: string
  readonly customerId: string
  readonly number: string
  readonly productCode: string
}
interface File extends Row {
  readonly asOf: string
  readonly figures: Readonly<Record<string, string>>
  readonly draws: { readonly restFen: string } | null
  readonly schedule: readonly { readonly dueOn: string; readonly status: string }[]
  readonly events: readonly { readonly kind: string; readonly isReversed: boolean }[]
}

let url: string
let browser: Browser
let clerk: Visit
let page: Page

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  clerk = await visit(browser, url, { role: 'servicing' })
  page = clerk.page
})

afterAll(() => browser?.close())

async function read<T>(request: APIRequestContext, path: string): Promise<T> {
  return (await (await request.get(`/api${path}`)).json()) as T
}

async function loans(query: string): Promise<readonly Row[]> {
  return (await read<{ rows: readonly Row[] }>(clerk.context.request, `/loans?pageSize=200&${query}`)).rows
}

const DAY_MS = 86_400_000
const fileOf = (id: string, query = '') => read<File>(clerk.context.request, `/loans/${id}${query}`)
const dialog = (on: Page = page) => on.getByRole('dialog')
const figures = (on: Page = page) => on.locator('.figure-row').first().innerText()
const shown = (fen: string) => (Number(fen) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })

/** Waits for what would be booked, gives the reason and books it. */
async function book(submit: string): Promise<void> {
  await dialog().locator('[data-part=money-preview] tbody tr').first().waitFor()
  await dialog().locator('textarea').fill('核对凭证后办理')
  await dialog().getByRole('button', { name: submit }).click()
  await dialog().waitFor({ state: 'detached' })
}

test('CMP-02 SRV-10 a write-off is asked for by one, seen and agreed by another; what comes in later is a recovery', async () => {
  const loan = await oldLoanPaidWell()
  await load(page, `/loans/${loan.id}`)
  await chargeBackFirstPayment()
  await page.locator('[data-part=charge-off]').click()
  await book('提交复核')
  const pending = page.locator('[data-part=pending]')
  await pending.waitFor()
  const asked = await read<{ rows: readonly { id: string; state: string }[] }>(
    clerk.context.request,
    '/write-offs?state=asked',
  )
  expect(asked.rows).toContainEqual(expect.objectContaining({ id: loan.id }))
  expect(new Set(asked.rows.map(({ state }) => state))).toEqual(new Set(['asked']))
  await expect.poll(() => page.locator('[data-part=charge-off]').getAttribute('aria-disabled')).toBe('true')

  const second = await visit(browser, url, { role: 'risk' })
  await load(second.page, `/loans/${loan.id}`)
  await second.page.locator('[data-part=pending]').getByRole('button', { name: '通过' }).click()
  const decision = dialog(second.page)
  await decision.locator('[data-part=money-preview] tbody tr').first().waitFor()
  expect(await decision.innerText()).toContain('1303')
  await decision.getByRole('button', { name: '通过' }).click()
  await second.page.locator('[data-part=pending]').waitFor({ state: 'detached' })
  await expect.poll(() => figures(second.page)).toContain('仍在追偿')
  expect(second.complaints()).toEqual([])
  await second.context.close()

  await load(page, `/loans/${loan.id}`)
  const claimFen = BigInt((await fileOf(loan.id)).figures.settlementFen!)
  await page.locator('[data-part=repay]').click()
  await dialog().locator('#amountFen').fill('300')
  await dialog().locator('[data-part=preview]').click()
  await expect.poll(() => dialog().innerText()).toContain('6301')
  await dialog().locator('[data-part=commit]').click()
  await expect.poll(() => figures()).toContain(shown(String(claimFen - 30_000n)))
  expect(await figures()).toContain('300.00')
  expect(clerk.complaints()).toEqual([])
})

/** The first instalment fell due so long ago that a loan whose first payment is taken back may be written off. */
async function oldLoanPaidWell(): Promise<File> {
  const rows = (await loans('status=active&sort=disbursedOn%3Aasc')).filter((row) => row.productCode === 'XFFQ')
  const files = await Promise.all(rows.slice(0, 12).map(({ id }) => fileOf(id)))
  const fits = ({ schedule, events, asOf }: File) =>
    Date.parse(asOf) - Date.parse(schedule[0]!.dueOn) > 190 * DAY_MS &&
    events.slice(1).every(({ kind, isReversed }) => kind === 'repaid' && !isReversed)
  const found = files.find(fits)
  if (!found) throw new Error('the demo lender has a loan of eight months that was paid well')
  return found
}

/** The bank takes the first payment back: chosen among all, its amount follows. */
async function chargeBackFirstPayment(): Promise<void> {
  await page.locator('[data-part=adjust]').click()
  await dialog().getByText('银行追回', { exact: true }).click()
  await dialog().locator('#eventId').press('ArrowDown')
  await page.locator('.ant-select-item-option').first().click()
  await book('确认登记')
}

test('[UX-32] SRV-02 a payment of an earlier day is booked today on top of the books; two days show both beliefs', async () => {
  const late = (await loans('status=overdue&sort=dpd%3Aasc')).find(({ productCode }) => productCode !== 'LPRD')
  const before = await fileOf(late!.id)
  const { dueOn } = before.schedule.find(({ status }) => status === 'overdue')!
  await load(page, `/loans/${late!.id}`)
  await page.locator('[data-part=repay]').click()
  await dialog().locator('#valueOn').fill(dueOn)
  await dialog().locator('#valueOn').press('Enter')
  await dialog().locator('#amountFen').fill('100')
  await dialog().locator('[data-part=preview]').click()
  await dialog().locator('[data-part=backdated]').waitFor()
  expect(await dialog().locator('[data-part=backdated]').innerText()).toContain(before.asOf)
  await dialog().locator('[data-part=commit]').click()
  await dialog().waitFor({ state: 'hidden' })
  await expect.poll(() => page.locator('.tab-count').first().innerText()).toBe(String(before.events.length + 1))

  const yesterday = dayBefore(before.asOf)
  const days = `asOf=${yesterday}&knownOn=${yesterday}`
  const then = await fileOf(late!.id, `?${days}`)
  const now = await fileOf(late!.id, `?asOf=${yesterday}`)
  expect(BigInt(then.figures.dueFen!)).toBeGreaterThan(BigInt(now.figures.dueFen!))
  await load(page, `/loans/${late!.id}?tab=as-of&asOf=${yesterday}&knownOn=${yesterday}`)
  const panel = page.locator('[data-part=as-of]')
  await expect.poll(() => panel.innerText()).toContain(shown(then.figures.dueFen!))
  await panel.locator('#as-of-known').fill(before.asOf)
  await panel.locator('#as-of-known').press('Enter')
  await expect.poll(() => panel.innerText()).toContain(shown(now.figures.dueFen!))
  expect(new URL(page.url()).searchParams.get('knownOn')).toBe(before.asOf)
  expect(new URL(page.url()).searchParams.get('asOf')).toBe(yesterday)
  const href = await panel.getByRole('link', { name: '还款计划表 PDF', exact: true }).getAttribute('href')
  const paper = await clerk.context.request.get(href!)
  const text = pdfPages(await paper.body()).join('')
  for (const day of [yesterday, before.asOf]) expect(text).toContain(day)
  expect(clerk.complaints()).toEqual([])
})

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)
}

test('SRV-02 PRD-17 on a loan that follows LPR: a fee by its tariff, a refund with interest, a chargeback, each figure open', async () => {
  const rows = await Promise.all(['active', 'overdue'].map((status) => loans(`status=${status}`)))
  const candidates = rows.flat().filter((row) => row.productCode === 'LPRD')
  const files = await Promise.all(candidates.map(({ id }) => fileOf(id)))
  const loan = files.find(({ events }) => {
    const kinds = events.map(({ kind }) => kind)
    return kinds.includes('repaid') && !kinds.includes('chargedBack')
  })
  if (!loan) throw new Error('the demo lender has a loan that follows LPR and has been paid')
  await load(page, `/loans/${loan.id}`)
  const count = () => page.locator('.tab-count').first().innerText()
  let expected = loan.events.length

  await page.locator('[data-part=change]').click()
  await dialog().getByText('收取费用', { exact: true }).click()
  await book('确认办理')
  await expect.poll(count).toBe(String(++expected))

  await page.locator('[data-part=adjust]').click()
  await dialog().getByText('商户退款', { exact: true }).click()
  await dialog().locator('#amountFen').fill('120')
  await book('确认登记')
  await expect.poll(count).toBe(String(++expected))

  await page.locator('[data-part=adjust]').click()
  await dialog().getByText('银行追回', { exact: true }).click()
  await dialog().locator('#chargesFee').check()
  await book('确认登记')
  await expect.poll(count).toBe(String(++expected))
  const after = await fileOf(loan.id)
  expect(after.events.slice(-3).map(({ kind }) => kind)).toEqual(['charged', 'refunded', 'chargedBack'])

  await settled(page)
  const open = page.locator('[data-part=schedule] tbody .explain-button')
  expect(await open.count()).toBeGreaterThan(2 * after.schedule.length - 1)
  await open.nth(1).click()
  await expect.poll(() => page.locator('.explain').first().innerText()).toMatch(/利息 = .* × .*% × \d+\/\d+/)
  expect(clerk.complaints()).toEqual([])
})

test('SRV-02 CMP-02 the borrower asks on the phone for money that is held, sees it wait after a reload, and sees it paid', async () => {
  const [large] = await loans('status=active&sort=outstandingFen%3Adesc')
  const { id, customerId } = large!
  await load(page, `/loans/${id}`)
  await page.locator('[data-part=adjust]').click()
  await dialog().locator('#amountFen').fill('2500')
  await book('确认登记')

  const phone = await visit(browser, url, { width: 375 })
  await signIn(phone.page, await mobileOf(clerk.context.request, customerId), `/loans/${id}`)
  const held = phone.page.locator('[data-part=money-held]')
  await held.getByRole('button', { name: '退还给我' }).click()
  await held.getByRole('button', { name: '看看退还后' }).click()
  await held.locator('[data-part=return-preview]').waitFor()
  expect(await held.innerText()).toContain('须由另一位工作人员复核')
  await held.getByRole('button', { name: '确认退还' }).click()
  const waits = phone.page.locator('[data-part=pending-payout]')
  await waits.waitFor()
  await phone.page.reload()
  await expect.poll(() => waits.innerText()).toContain('2,500.00')
  expect(await waits.innerText()).toContain('等待复核')
  expect(await phone.page.evaluate('look.sideways()')).toBeNull()

  const second = await visit(browser, url, { role: 'risk' })
  await load(second.page, `/loans/${id}`)
  const pending = second.page.locator('[data-part=pending]')
  await expect.poll(() => pending.innerText()).toContain('借款人')
  await pending.getByRole('button', { name: '通过' }).click()
  await dialog(second.page).getByRole('button', { name: '通过' }).click()
  await pending.waitFor({ state: 'detached' })
  await second.context.close()

  await phone.page.reload()
  await expect.poll(() => phone.page.locator('main').innerText()).toContain('退还预收款')
  await waits.waitFor({ state: 'detached' })
  expect(phone.complaints()).toEqual([])
  await phone.context.close()
})

/** Farmers of the demo draw too, and what is above the limit may wait already. */
async function sendBackWhatWaits(request: APIRequestContext, id: string): Promise<void> {
  const { pending } = await read<{ pending: object | null }>(request, `/loans/${id}/payouts/pending`)
  if (!pending) return
  const headers = { 'x-requested-with': 'puhui', 'idempotency-key': `send-back-${id}` }
  const data = { verdict: 'reject', note: '另行申请' }
  const answer = await request.post(`/api/loans/${id}/payouts/decision`, { data, headers })
  expect(answer.status(), await answer.text()).toBe(200)
}

test('PRD-08 a draw above the limit is in sight on the phone while it waits, after a reload too, and when it is sent back', async () => {
  const planted = (await loans('status=active')).filter((row) => row.productCode === 'ZZD')
  const files = await Promise.all(planted.map(({ id }) => fileOf(id)))
  const loan = files.find(({ draws }) => draws && BigInt(draws.restFen) > 2_050_000n)
  if (!loan) throw new Error('the demo lender has a loan in parts of which more is left than one person may pay out')
  const second = await visit(browser, url, { role: 'risk' })
  await sendBackWhatWaits(second.context.request, loan.id)
  const phone = await visit(browser, url, { width: 375 })
  await signIn(phone.page, await mobileOf(clerk.context.request, loan.customerId), `/loans/${loan.id}`)
  const card = phone.page.locator('[data-part=draws]')
  await card.getByRole('button', { name: '支用下一笔' }).click()
  await card.locator('input').fill('20500')
  await card.getByRole('button', { name: '看看每期还多少' }).click()
  await card.locator('[data-part=draw-preview]').waitFor()
  await card.getByRole('button', { name: '确认支用' }).click()
  const waits = phone.page.locator('[data-part=pending-payout]')
  await waits.waitFor()
  await phone.page.reload()
  await expect.poll(() => waits.innerText()).toMatch(/支用下一笔[\s\S]*20,500\.00[\s\S]*您本人/)
  await expect.poll(() => card.innerText()).toContain('正在等待复核')

  await load(second.page, `/loans/${loan.id}`)
  const pending = second.page.locator('[data-part=pending]')
  await pending.getByRole('button', { name: '退回' }).click()
  await dialog(second.page).locator('textarea').fill('先交采购合同')
  await dialog(second.page).getByRole('button', { name: '退回' }).click()
  await pending.waitFor({ state: 'detached' })
  await second.context.close()
  await phone.page.reload()
  await card.getByRole('button', { name: '支用下一笔' }).waitFor()
  expect(await waits.count()).toBe(0)
  expect(phone.complaints()).toEqual([])
  await phone.context.close()
})
