import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

/** A product that nobody has yet: the lender keeps what other runs have drafted. */
async function newProduct(): Promise<void> {
  const { page } = editor
  await load(page, '/products/new')
  await page.getByLabel('产品代码').fill(`F${Date.now().toString(36).toUpperCase()}`)
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
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.waitForURL(/\/products\/prd_/)
  const productId = new URL(page.url()).pathname.split('/').at(-1)!
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
