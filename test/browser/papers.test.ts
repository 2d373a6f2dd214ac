import {
  type AnyOperation,
  applicationsApi,
  borrowerApi,
  type InputOf,
  investigationApi,
  makeClient,
  type OutputOf,
  sessionApi,
} from '@puhui/api'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jpegOf } from '../stories/forged-papers.ts'
import { residentId } from '../stories/origination-world.ts'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let browser: Browser
let phone: Visit
let desk: Visit
let applicationId: string

beforeAll(async () => {
  const [url, opened] = await Promise.all([sharedPlatform(), openBrowser()])
  browser = opened
  phone = await visit(browser, url, { width: 375 })
  desk = await visit(browser, url, { role: 'underwriter' })
  applicationId = await referred(phone.context)
  const body = {
    verdict: 'moreData' as const,
    papers: ['payslip' as const, 'employment' as const],
    reason: '请补充工资单',
  }
  await as(desk.context, applicationsApi.reviewApplication, { params: { applicationId }, body })
})

afterAll(() => browser?.close())

function as<Op extends AnyOperation>(context: BrowserContext, operation: Op, input: InputOf<Op>, client = 'console') {
  const call = makeClient(async (url, { method, headers, body }) => {
    const answer = await context.request.fetch(url, {
      method,
      headers: { ...headers, 'x-requested-with': 'puhui', 'x-puhui-client': client },
      ...(body === undefined ? {} : { data: body }),
    })
    const text = await answer.text()
    return { ok: answer.ok(), status: answer.status(), headers: { get: () => null }, text: async () => text }
  })
  return call(operation, input, { idempotencyKey: crypto.randomUUID() }) as Promise<OutputOf<Op>>
}

/** Somebody whose income is not what was stated has applied and waits at the desk. */
async function referred(context: BrowserContext): Promise<string> {
  const own = <Op extends AnyOperation>(operation: Op, input: InputOf<Op>) => as(context, operation, input, 'h5')
  const tail = String(Math.floor(performance.timeOrigin) % 100_000_000).padStart(8, '0')
  const mobile = `137${tail}`
  await own(sessionApi.sendOtp, { body: { mobile } })
  const { messages } = await own(sessionApi.demoSms, { query: { mobile } })
  const code = /验证码 (\d{6})/.exec(messages[0]!.text)![1]!
  await own(sessionApi.verifyOtp, { body: { mobile, code } })
  const consent = async (...purposes: string[]) => {
    for (const purpose of purposes) await own(borrowerApi.grantConsent, { body: { purpose, version: 1 } })
  }
  const wish = { productCode: 'XJD', principalFen: '2000000', termMonths: 12, method: 'equal-instalment' } as const
  await own(borrowerApi.saveWish, { body: { ...wish, purpose: 'dailyUse' } })
  await consent('loan-application', 'identity-biometric')
  const id = residentId({ serial: '302', bornOn: `19${70 + (Number(tail) % 25)}0${1 + (Number(tail) % 9)}11` })
  await own(borrowerApi.submitIdentity, {
    body: { name: '周材料', residentId: id, address: '浙江省杭州市西湖区文三路9号' },
  })
  await own(borrowerApi.checkFace, {})
  await consent('bank-account', 'bureau-query', 'bureau-report', 'income-verification')
  const stated = { occupation: '教师', education: '本科', employerYears: 6, homeOwnership: 'own' } as const
  const amounts = { incomeMonthlyFen: '6000000', otherDebtMonthlyFen: '50000', bankCard: '6222021234567890128' }
  await own(borrowerApi.submitIncome, { body: { ...stated, ...amounts } })
  const { application } = await own(borrowerApi.submitApplication, { body: {} })
  expect(application!.status).toBe('referred')
  return application!.id
}

const photo = (name: string, shown: string) => ({ name, mimeType: 'image/jpeg', buffer: jpegOf(shown) })

test('[UX-58] APP-08 at 375 px the borrower sees which papers, why and how; a wrong file is told in clear words', async () => {
  const { page } = phone
  await page.goto('/m/apply')
  await page.getByRole('button', { name: '去补充材料' }).click()
  await page.getByText('请补充工资单').waitFor()
  const payslip = page.locator('[data-asked="payslip"]')
  expect(await payslip.innerText()).toMatch(/工资单[\s\S]*待提交[\s\S]*近三个月的工资单/)
  await payslip.getByLabel('选择文件：工资单').setInputFiles({
    name: '说明.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('this is a text'),
  })
  await payslip.getByText('只支持 JPG、PNG 照片和 PDF 文件').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  const small = await page.locator('label.button, button.button').evaluateAll((all) => {
    return all.filter((one) => (one as unknown as { offsetHeight: number }).offsetHeight < 44).length
  })
  expect(small).toBe(0)
})

test('APP-08 a file whose line was lost stays on the phone, also after the page is closed, and goes up when it is back', async () => {
  const { page } = phone
  await page.route('**/api/borrower/papers', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  const payslip = page.locator('[data-asked="payslip"]')
  await payslip.getByLabel('选择文件：工资单').setInputFiles(photo('工资单一月.jpg', `slip ${applicationId}`))
  await payslip.locator('[data-state="lost"]').waitFor()
  await payslip.getByText('文件还在本机').waitFor()
  await page.goto('about:blank')
  await page.unroute('**/api/borrower/papers')
  await page.goto('/m/papers')
  await page.locator('[data-paper="payslip"]').waitFor()
  await payslip.getByText('已提交').waitFor()
  phone.complaints()
  expect(await payslip.locator('[data-state="lost"]').count()).toBe(0)
})

test('APP-08 with the last paper the application goes on by itself, and the underwriter has it in the file', async () => {
  const { page } = phone
  const letter = page.locator('[data-asked="employment"]')
  await letter.getByLabel('选择文件：在职证明').setInputFiles(photo('在职证明.jpg', `letter ${applicationId}`))
  await page.getByText('材料已交齐，申请已继续审批').waitFor()
  await page.getByRole('button', { name: '查看进度' }).click()
  await page.getByText('正在人工审核').or(page.getByText('人工审核')).first().waitFor()
  const { papers } = await as(desk.context, investigationApi.getInvestigation, { params: { applicationId } })
  expect(papers.map(({ kind }) => kind).sort()).toEqual(['employment', 'payslip'])
  await desk.page.goto(`/applications/${applicationId}?tab=investigation`)
  await desk.page.getByText('在职证明.jpg').or(desk.page.getByText('在职证明')).first().waitFor()
  expect(phone.complaints()).toEqual([])
})
