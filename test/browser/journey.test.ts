import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { pdfPages } from './harness/pdf.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

const MOBILE = '13800138024'
const RESIDENT_ID = '330102199003075354'
/** Of one who leaves in the middle and comes back. */
const OTHER_MOBILE = '13800138025'
const OTHER_ID = '330102199108120465'
const BANK_CARD = '6222021234567890128'

let url: string
let browser: Browser
let phone: Visit
let other: Visit

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  phone = await visit(browser, url, { width: 375 })
  other = await visit(browser, url, { width: 375 })
})

afterAll(async () => {
  await browser?.close()
})

test('APP-01 what is wrong is brought into view, and a number says how many digits were typed', async () => {
  const { page } = other
  await page.goto('/m/apply')
  await signIn(page, OTHER_MOBILE)
  await agreeToAll(page)
  await page.getByLabel('姓名').fill('李桂英')
  await page.getByLabel('身份证号').fill(OTHER_ID.slice(0, 17))
  await page.getByLabel('常住地址').fill('浙江省杭州市上城区解放路 1 号')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('您输入了 17 位').first().waitFor()
  const wrong = page.locator('input[aria-invalid=true]:focus')
  await wrong.waitFor()
  expect(await wrong.inputValue()).toBe(OTHER_ID.slice(0, 17))
  await page.getByLabel('身份证号').fill(OTHER_ID)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('heading', { name: '人脸核身（模拟）' }).first().waitFor()
})

test('PRD-18 PRD-20 RGT-04 a visitor sees every instalment and the whole cost before any sign-in', async () => {
  const { page } = phone
  await page.goto('/m/')
  await choose(page, '现金贷')
  await page.getByRole('slider').fill('10000')
  await choose(page, '12 期')
  await choose(page, '等额本息')
  await expect.poll(() => page.locator('tbody tr').count()).toBe(12)
  const text = await page.locator('main').innerText()
  expect(text).toContain('综合年化成本')
  expect(text).toContain('内部收益率')
  expect(text).toContain('总成本')
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
})

test('APP-01 APP-06 a borrower hands in identity and income, and each consent is asked for on its own', async () => {
  const { page } = phone
  await page.getByRole('button', { name: '申请这笔借款' }).click()
  await signIn(page, MOBILE)
  expect(await page.getByRole('checkbox').first().isChecked()).toBe(false)
  await agreeToAll(page)
  await page.getByLabel('姓名').fill('张䶮')
  await page.getByLabel('身份证号').fill('330102199003075110')
  await page.getByLabel('常住地址').fill('浙江省杭州市上城区解放路 1 号')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('alert').first().waitFor()
  await page.reload()
  await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('张䶮')
  expect(await page.getByLabel('身份证号').inputValue()).toBe('')
  await page.getByLabel('身份证号').fill(RESIDENT_ID)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('heading', { name: '人脸核身（模拟）' }).first().waitFor()
  await agreeToAll(page)
  await page.getByRole('button', { name: '开始模拟核身' }).click()
  await page.getByLabel('每月税后收入（元）').fill('12000')
  await page.getByLabel('每月其他还款（元）').fill('0')
  await page.getByLabel('在现单位年数').fill('5')
  await choose(page, '自有住房')
  await agreeToAll(page)
  await page.getByLabel('收款银行卡号').fill(BANK_CARD)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('heading', { name: '逐项授权' }).waitFor()
})

test('APP-03 APP-09 the decision comes at once and speaks plainly', async () => {
  const { page } = phone
  await agreeToAll(page)
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('已批准').first().waitFor()
  expect(await page.locator('main').innerText()).toContain('您的年利率')
})

test('RGT-04 CMP-02 the cost table must be read to its end and for ten seconds before it can be confirmed', async () => {
  const { page } = phone
  await page.getByRole('button', { name: '查看成本明示表' }).click()
  const confirm = page.getByRole('button', { name: '我已阅读并确认' })
  await confirm.waitFor()
  expect(await confirm.isDisabled()).toBe(true)
  await page.locator('.reading').hover()
  await page.mouse.wheel(0, 20_000)
  await expect.poll(() => confirm.isEnabled(), { timeout: 20_000 }).toBe(true)
  await confirm.click()
})

test('[UX-34] SRV-01 RGT-05 a code signs the Chinese contract and the simulated bank pays out', async () => {
  const { page } = phone
  await page.getByRole('heading', { name: '签署合同' }).first().waitFor()
  expect(await page.locator('main').innerText()).toContain('¥10,000.00')
  // Somebody who comes back in a new tab has typed no number in it.
  await page.evaluate(() => sessionStorage.clear())
  await page.reload()
  const href = await page.getByRole('link', { name: '查看合同 PDF' }).getAttribute('href')
  const pdf = await page.request.get(href!)
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  const contract = await pdf.body()
  expect(contract.length).toBeLessThan(100 * 1024)
  const pages = pdfPages(contract)
  expect(pages.join('')).toContain('张䶮')
  expect(pages.join('')).toContain('大写：人民币壹万元整')
  for (const [index, text] of pages.entries()) expect(text).toContain(`第 ${index + 1} 页 / 共 ${pages.length} 页`)
  const [, afterSchedule] = pages.join('').split('剩余本金（元）')
  expect([...afterSchedule!.matchAll(/\d{1,2}20\d\d-\d\d-\d\d/g)].length).toBeGreaterThan(0)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信验证码').fill(await codeFromInbox(page))
  await page.getByRole('button', { name: '签署并放款' }).click()
  await page.getByRole('heading', { name: '已放款' }).first().waitFor()
  await page.getByRole('button', { name: '查看借款' }).click()
  await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThanOrEqual(3)
})

test('[UX-34] SRV-02 PRD-18 an early settlement shows its result first, and the certificate and the other papers follow', async () => {
  const { page } = phone
  await page.getByRole('button', { name: '还款', exact: true }).click()
  await choose(page, '全部还清')
  await page.getByRole('button', { name: '试算' }).click()
  const preview = page.getByTestId('repayment-preview')
  await preview.waitFor()
  const shown = (await preview.innerText()).split('\n').slice(1).join('\n')
  await page.getByRole('button', { name: /确认还款/ }).click()
  await page.getByText('还款成功').first().waitFor()
  const done = (await page.getByTestId('repayment-preview').innerText()).split('\n').slice(1).join('\n')
  expect(done).toBe(shown)
  await page.getByRole('link', { name: '返回借款' }).click()
  const href = await page.getByRole('link', { name: '结清证明 PDF' }).getAttribute('href')
  const certificate = await page.request.get(href!)
  const paper = await certificate.body()
  expect(paper.length).toBeLessThan(100 * 1024)
  expect(pdfPages(paper).join('')).toMatch(/张䶮.*大写：人民币壹万元整.*第 1 页/)
  for (const name of ['还款计划表 PDF', '对账单 PDF']) {
    const link = await page.getByRole('link', { name }).getAttribute('href')
    const other = await (await page.request.get(link!)).body()
    expect(other.length).toBeLessThan(100 * 1024)
    expect(pdfPages(other).join('')).toMatch(/张䶮.*大写：人民币.*第 1 页/)
  }
  // An old link asks nothing of a loan that is paid off.
  const file = new URL(page.url()).pathname
  for (const place of ['repay', 'help']) {
    await page.goto(`${file}/${place}`)
    await page.getByText('这笔借款已结清，不用再还款。').waitFor()
    await expect.poll(() => page.locator('input, textarea').count()).toBe(0)
    await page.getByRole('link', { name: '返回借款' }).click()
  }
})

// Last, since a number gets a code a minute.
test('APP-01 leaving and coming back on another phone resumes at the same step', async () => {
  const another = await visit(browser, url, { width: 375 })
  await another.page.goto('/m/apply')
  await signIn(another.page, OTHER_MOBILE)
  await another.page.getByRole('heading', { name: '人脸核身（模拟）' }).first().waitFor()
  const headings = ({ page }: Visit) => page.getByRole('heading').allInnerTexts()
  expect(await headings(another)).toEqual(await headings(other))
  await another.context.close()
})

test('SPC-11 the same pages speak English, and the journey left no complaint', async () => {
  const { page } = phone
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('Settled').first().waitFor()
  const complaints = phone.complaints().filter((line) => !/status of 4\d\d/.test(line))
  expect(complaints).toEqual([])
})

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).check()
}

async function signIn(page: Page, mobile: string): Promise<void> {
  await page.getByLabel('手机号').fill(mobile)
  await askForCode(page)
  await page.getByLabel('短信验证码').fill(await codeFromInbox(page))
  await page.getByRole('button', { name: '登录并继续' }).click()
  await page.getByText('第 ').first().waitFor()
}

/** A number gets a code a minute: a second phone has to wait for its own. */
async function askForCode(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: '获取验证码' }).click()
        await page.waitForTimeout(1_500)
        return page.getByTestId('demo-sms').count()
      },
      { timeout: 90_000, interval: 3_000 },
    )
    .toBeGreaterThan(0)
}

/** The newest code in the demo's inbox, which the page itself shows. */
async function codeFromInbox(page: Page): Promise<string> {
  const message = page.getByTestId('demo-sms').first()
  await message.waitFor()
  await page.waitForTimeout(2_200)
  return /验证码 (\d{6})/.exec(await message.innerText())![1]!
}

async function agreeToAll(page: Page): Promise<void> {
  await page.getByRole('checkbox').first().waitFor()
  for (let left = await unticked(page); left > 0; left = await unticked(page)) {
    const box = page.locator('input[type=checkbox]:not(:checked)').first()
    await box.click()
    await expect.poll(() => unticked(page)).toBeLessThan(left)
  }
}

function unticked(page: Page): Promise<number> {
  return page.locator('input[type=checkbox]:not(:checked)').count()
}
