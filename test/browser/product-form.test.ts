import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { richTerms } from '../../console/src/pages/products/rich-terms.fixture.ts'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { load } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let browser: Browser
let editor: Visit

beforeAll(async () => {
  const [url, opened] = await Promise.all([sharedPlatform(), openBrowser()])
  browser = opened
  editor = await visit(browser, url, { role: 'product' })
})

afterAll(() => browser?.close())

const newCode = () => `F${Date.now().toString(36).toUpperCase()}`

/** A product that nobody has yet: the lender keeps what other runs have drafted. */
async function newProduct(): Promise<void> {
  const { page } = editor
  await load(page, '/products/new')
  await page.getByLabel('产品代码').fill(newCode())
  for (const field of ['中文名称', '英文名称', '中文用途说明', '英文用途说明']) {
    await page.getByLabel(field).fill(field.startsWith('英文') ? 'sample' : '样例')
  }
}

const fieldOf = (path: string) => editor.page.locator(`#terms_${path}`)
const switchOf = (name: string) => editor.page.getByRole('switch', { name, exact: true })

async function choose(select: Locator, option: string): Promise<void> {
  await select.click()
  await editor.page.getByTitle(option, { exact: true }).last().click()
}

/** Saves the draft and reads back what the server keeps of it. */
async function saved(): Promise<Record<string, unknown>> {
  const { page, context } = editor
  const answered = page.waitForResponse((one) => one.url().endsWith('/api/products/drafts') && one.ok())
  await page.getByRole('button', { name: '保存草稿' }).click()
  const { productId } = (await (await answered).json()) as { productId: string }
  await page.waitForURL((address) => address.pathname === `/products/${productId}`)
  const answer = await context.request.get(`/api/products/${productId}`)
  const { versions } = (await answer.json()) as { versions: { terms: Record<string, unknown> }[] }
  return versions[0]!.terms
}

test('[UX-17] PRD-08 PRD-17 number of payments, interest as planned, chargeback order, calling due and what follows a charge-off are set in the form', async () => {
  const { page } = editor
  await newProduct()
  await switchOf('还款频率').click()
  await fieldOf('plan_frequency_every').fill('1')
  await fieldOf('plan_frequency_count').fill('3')
  await switchOf('提前或逾期还款时的利息').click()
  await choose(fieldOf('plan_rest_kind'), '按还款计划不变，提前还款按期抵扣')
  await switchOf('自定义冲销顺序').click()
  const chargeback = page.locator('[data-part=chargeback]')
  await chargeback.getByRole('switch').click()
  const first = await chargeback.locator('.order-steps li').first().innerText()
  await chargeback.locator('.order-steps li').nth(1).getByRole('button').first().click()
  await expect.poll(() => chargeback.locator('.order-steps li').nth(1).innerText()).toContain(first.split('\n')[0]!)
  await switchOf('提前到期条款').click()
  await fieldOf('acceleration_afterDays').fill('60')
  await choose(fieldOf('chargeOff'), '按原计划继续还，照常计息（表外）')
  const terms = await saved()
  expect(terms).toMatchObject({
    plan: { frequency: { unit: 'month', every: 1, count: 3 }, rest: { kind: 'as-planned' } },
    allocation: { chargeback: { order: ['fee', 'penalty', 'interest', 'principal'] } },
    acceleration: { afterDays: 60, noticeDays: 15 },
    chargeOff: 'runs-on',
  })
  await page.getByRole('tab', { name: '一页说明' }).click()
  await expect.poll(() => page.locator('main').innerText()).toContain('逾期超过 60 天，贷款人可以提前 15 天通知')
  expect(editor.complaints()).toEqual([])
})

test('[UX-17] PRD-08 PRD-17 the interest of the whole term in equal parts is asked for where instalments are flat', async () => {
  const { page } = editor
  await newProduct()
  await page.getByRole('checkbox', { name: '等本等息' }).check()
  await page.getByRole('checkbox', { name: '缩短期数' }).uncheck()
  await choose(fieldOf('plan_flat'), '全期一次算出，各期均分')
  expect(await saved()).toMatchObject({ plan: { flat: 'whole-term' } })
  expect(editor.complaints()).toEqual([])
})

test('[UX-17] PRD-08 PRD-24 each part a full term of its own goes with daily rest; without it the form says so', async () => {
  const { page } = editor
  await newProduct()
  await switchOf('分次放款').click()
  await choose(fieldOf('plan_draws_term'), '每笔各自足期（须选按日计息）')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect.poll(() => page.locator('.ant-form-item-explain-error, [data-part=problems]').count()).toBeGreaterThan(0)
  await switchOf('提前或逾期还款时的利息').click()
  expect(await saved()).toMatchObject({
    plan: { draws: { term: 'full' }, rest: { kind: 'daily', pastDue: 'bears-interest' } },
  })
  expect(editor.complaints().filter((line) => !line.includes('status of 422'))).toEqual([])
})

test('[UX-17] PRD-08 PRD-17 what becomes of instalments paid ahead, of a charge with a day of its own and of interest at a refund is set in the form', async () => {
  const { page } = editor
  await newProduct()
  await choose(fieldOf('refundInterest'), '按退回的货款从未借出计算')
  await page.getByRole('button', { name: '保存草稿' }).click()
  const wrong = page
    .locator('.ant-form-item', { has: fieldOf('refundInterest') })
    .locator('.ant-form-item-explain-error')
  await expect.poll(() => wrong.count()).toBe(1)
  for (const method of ['等额本金', '先息后本', '到期一次还本付息']) {
    await page.getByRole('checkbox', { name: method }).uncheck()
  }
  await switchOf('提前或逾期还款时的利息').click()
  await choose(fieldOf('plan_rest_paidAhead'), '保持原位，只重新计算其余各期')
  await switchOf('自定义冲销顺序').click()
  await choose(page.getByRole('combobox', { name: '还款: 超出到期应还的部分' }), '提前归还下一期')
  await switchOf('自有到期日的费用自该日起到期').click()
  expect(await saved()).toMatchObject({
    plan: { rest: { kind: 'daily', pastDue: 'bears-interest', paidAhead: 'keeps-place' } },
    allocation: { default: { future: 'next-instalment' }, chargesDue: 'own-day' },
    refundInterest: 'as-if-never-lent',
  })
  await page.getByRole('tab', { name: '一页说明' }).click()
  const summary = () => page.locator('main').innerText()
  await expect.poll(summary).toContain('已提前归还的期次保持原位')
  await expect.poll(summary).toContain('应退利息按退回的货款从未借出计算')
  expect(editor.complaints().filter((line) => !line.includes('status of 422'))).toEqual([])
})

test('[UX-17] PRD-18 a draft that is opened and saved as it is keeps every term', async () => {
  const { page, context } = editor
  for (const [about, terms] of richTerms(newCode())) {
    const code = `${terms.code}${about.toUpperCase()}`
    const data = { kind: 'cash', subMarket: 'mobilePayment', terms: { ...terms, code } }
    const headers = { 'x-requested-with': 'puhui', 'idempotency-key': code }
    const made = await context.request.post('/api/products/drafts', { data, headers })
    const { productId } = (await made.json()) as { productId: string }
    await load(page, `/products/${productId}/draft`)
    expect(await saved()).toEqual(data.terms)
  }
  expect(editor.complaints()).toEqual([])
})
