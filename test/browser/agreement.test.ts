import type { APIRequestContext, Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { load, settled } from './harness/pages.ts'
import { pdfPages } from './harness/pdf.ts'
import { codeFor, mobileOf, signIn } from './harness/phone.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

interface Loan {
  readonly id: string
  readonly number: string
  readonly customerId: string
}

let url: string
let browser: Browser
let desk: Visit
let loan: Loan
let request = ''

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  desk = await visit(browser, url, { role: 'servicing' })
  loan = await loanWithoutRequest(desk.context.request)
})

afterAll(() => browser?.close())

test('SRV-07 the desk takes a request down, compares plans and puts one forward', async () => {
  const { page } = desk
  await load(page, `/loans/${loan.id}`)
  await page.locator('[data-part=hardship]').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '提交' }).click()
  await expect.poll(() => dialog.locator('.ant-form-item-explain-error').count()).toBeGreaterThanOrEqual(4)
  await dialog.getByLabel('情况说明').fill('工厂停产，正在找工作')
  for (const [label, yuan] of Object.entries({ 原来月收入: '9000', 现在月收入: '5000', 每月能还: '200' })) {
    await dialog.getByLabel(label).fill(yuan)
  }
  await dialog.getByRole('button', { name: '提交' }).click()
  await page.locator('[data-part=plan-options] article').first().waitFor()
  request = new URL(page.url()).pathname
  await page.getByLabel('给客户的建议').fill('先还利息，找到工作后提前还一部分')
  await page.getByRole('button', { name: '提交复核' }).click()
  await page.getByText('待复核').first().waitFor()
})

test('SRV-07 a second person agrees, and the paper waits for the borrower', async () => {
  const risk = await visit(browser, url, { role: 'risk' })
  await load(risk.page, request)
  await risk.page.getByRole('button', { name: '通过' }).click()
  await risk.page.getByRole('dialog').getByRole('button', { name: '通过' }).click()
  await risk.page.getByText('待签补充协议').first().waitFor()
  await risk.page.locator('[data-part=agreement]').waitFor()
  expect(risk.complaints()).toEqual([])
  await risk.context.close()
})

test('SRV-07 SPC-11 the borrower reads it to its end on the phone, signs with a code, and the loan follows the new plan', async () => {
  const phone = await visit(browser, url, { width: 375 })
  const { page } = phone
  await signIn(page, await mobileOf(desk.context.request, loan.customerId), `/loans/${loan.id}`)
  await page.getByTestId('agreement-notice').waitFor()
  await page.getByRole('link', { name: '阅读并签署' }).click()
  const sign = page.getByRole('button', { name: '签署补充协议' })
  await sign.waitFor()
  expect(await sign.isDisabled()).toBe(true)
  await page.getByText('新旧还款计划对照').waitFor()
  await page.locator('.reading').evaluate((box) => box.scrollTo(0, box.scrollHeight))
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信验证码').fill(await codeFor(page, '补充协议'))
  await sign.click()
  await page.getByText('新的还款计划已生效').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  const href = await page.getByRole('link', { name: '补充协议 PDF', exact: true }).getAttribute('href')
  const paper = pdfPages(await (await page.request.get(href!)).body()).join('')
  expect(paper).toMatch(/个人消费贷款合同补充协议.*新旧还款计划对照.*签署方式/)
  expect(phone.complaints()).toEqual([])
  await phone.context.close()

  await load(desk.page, `/loans/${loan.id}?tab=papers`)
  await desk.page.getByText('已签署').first().waitFor()
  await load(desk.page, `/loans/${loan.id}?tab=events`)
  await desk.page.getByText('调整还款计划').first().waitFor()
  await settled(desk.page)
  expect(desk.complaints().filter((line) => !/status of 4\d\d/.test(line))).toEqual([])
})

/** A loan in good standing for which nobody has asked for help yet. */
async function loanWithoutRequest(api: APIRequestContext): Promise<Loan> {
  const { rows: asked } = await read<{ rows: { number: string }[] }>(api, '/api/hardship-requests?pageSize=200')
  const { rows } = await read<{ rows: Loan[] }>(api, '/api/loans?status=active&pageSize=100')
  const taken = new Set(asked.map(({ number }) => number))
  const found = rows.find(({ number }) => !taken.has(number))
  if (!found) throw new Error('the demo lender has a loan for which nobody has asked for help')
  return found
}

async function read<T>(api: APIRequestContext, path: string): Promise<T> {
  const answer = await api.get(path)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  return (await answer.json()) as T
}
