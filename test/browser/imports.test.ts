import { residentIdCheckDigit } from '@puhui/compliance'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { load } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let browser: Browser
let seen: Visit

beforeAll(async () => {
  const [url, opened] = await Promise.all([sharedPlatform(), openBrowser()])
  browser = opened
  seen = await visit(browser, url, { role: 'underwriter' })
  await load(seen.page, '/imports')
})

afterAll(() => browser?.close())

/** Nobody else in the lender has these numbers, however often the tests run on it. */
const run = String(Date.now() % 1_000_000).padStart(6, '0')
const COLUMNS =
  '姓名,身份证号,手机号,银行卡号,住址,申请金额,期数,还款方式,用途,申请日期,职业,学历,月收入,收入核实,现职年限,住房,其他月还款,' +
  '有征信记录,信用年限,近两年逾期次数,当前逾期账户,呆账次数,近一年查询次数,未结清账户,额度使用率'
const good = row('田雨', '1', '8000', '家电')
const noAmount = row('石磊', '3', '', '医疗')
const oddPurpose = row('白雪', '5', '6000', '炒股')

function row(name: string, serial: string, amount: string, purpose: string): string {
  const day = String((Number(run) % 28) + 1).padStart(2, '0')
  const digits =
    `4301021${9 - (Number(run) % 3)}8${Number(run[0]) % 10}1${Number(run) % 2}${day}${run.slice(3, 5)}${serial}`.slice(
      0,
      17,
    )
  const mobile = `139${run}0${serial}`
  return `${name},${digits}${residentIdCheckDigit(digits)},${mobile},6222021234567890128,湖南省长沙市雨花区城东路 18 号,${amount},12,等额本息,${purpose},2026-11-20,职员,大专,9000,未核实,3,租房,0,是,4,0,0,0,1,2,20%`
}

test('[UX-19] a dry run names row, column, value, code and reason, and writes nothing', async () => {
  const { page } = seen
  const before = await applicants()
  await upload(page, 'branch.csv', [good, noAmount, oddPurpose])
  await tryOut(page)
  const table = page.locator('[data-part=import-problems] tbody tr')
  const problems = await table.evaluateAll((rows) =>
    rows.map((each) => [...each.children].map((cell) => cell.textContent)),
  )
  expect(problems.map((problem) => problem.slice(0, 4))).toEqual([
    ['3', '申请金额', '""', 'imports.cell_missing'],
    ['4', '用途', '炒股', 'imports.not_an_option'],
  ])
  expect(problems.every((problem) => /\p{Script=Han}{4}/u.test(problem[4]!))).toBe(true)
  expect(await applicants()).toEqual(before)
})

test('[UX-20] the failed rows come back with their reason, and the corrected file brings in only those', async () => {
  const { page } = seen
  const href = await page.getByRole('link', { name: /下载/ }).getAttribute('href')
  const file = (await (await page.request.get(href!)).text()).replace(/^\uFEFF/, '')
  const [head, ...rows] = parse(file) as string[][]
  expect(head!.slice(1)).toEqual(COLUMNS.split(','))
  expect(
    rows.map((cells) =>
      cells
        .slice(1)
        .map((cell) => cell.trim())
        .join(','),
    ),
  ).toEqual([noAmount, oddPurpose])
  expect(rows.every((cells) => /\p{Script=Han}{4}/u.test(cells[0]!))).toBe(true)

  const before = await applicants()
  await page.getByRole('button', { name: /导入可导入的 1 行/ }).click()
  await page.getByText('已导入').first().waitFor({ timeout: 20_000 })
  expect(await applicants()).toBe(before + 1)
  const corrected = file
    .split(/\r?\n/)
    .map((line) => line.replace(',,12,', ',7000,12,').replace('炒股', '教育'))
    .join('\n')
  await load(page, '/imports')
  await upload(page, 'corrected.csv', corrected)
  await tryOut(page)
  await page.getByText('每一行都可以导入').first().waitFor()
  await page.getByRole('button', { name: '导入全部' }).click()
  await page.getByText('已导入').first().waitFor({ timeout: 20_000 })
  expect(await applicants()).toBe(before + 3)
})

test('APP-03 [UX-20] a batch says first what it would decide and ask outside, and then decides within the budget given', async () => {
  const { page } = seen
  const statuses = async (path: string) => {
    const { rows } = (await (await seen.context.request.get(`/api/applications?${path}`)).json()) as {
      rows: { id: string; status: string }[]
    }
    return rows
  }
  const imported = 'channel=import&sort=createdAt:desc&pageSize=20'
  const ids = (await statuses(`${imported}&status=submitted`)).slice(0, 2).map(({ id }) => id)
  const waiting = async () => {
    return (await statuses(imported)).filter(({ id, status }) => ids.includes(id) && status === 'submitted').length
  }
  expect(await waiting()).toBe(2)
  const batch = page.locator('.batch').first()
  await batch.getByRole('checkbox', { name: '可向外部数据源查询' }).check()
  await batch.getByRole('button', { name: '先试运行' }).focus()
  await page.getByRole('tooltip').getByText('请填写查询次数和费用上限').waitFor()
  await batch.getByRole('spinbutton', { name: '最多查询次数' }).fill('5')
  await batch.getByRole('textbox', { name: '最多费用' }).fill('20')
  await batch.getByRole('button', { name: '先试运行' }).click()
  await page.getByRole('region', { name: '试运行结果（没有写入）' }).waitFor({ timeout: 20_000 })
  expect(await waiting()).toBe(2)
  await batch.getByRole('button', { name: '开始' }).click()
  await page.getByRole('region', { name: '结果', exact: true }).waitFor({ timeout: 20_000 })
  expect(await waiting()).toBe(0)
})

async function upload(page: Page, name: string, content: readonly string[] | string): Promise<void> {
  const text = typeof content === 'string' ? content : `${[COLUMNS, ...content].join('\n')}\n`
  await page
    .locator('[data-part=drop] input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.waitForURL('**/imports/*')
}

async function tryOut(page: Page): Promise<void> {
  await page.locator('#ready-made').click()
  await page.locator('.ant-select-item-option').filter({ hasText: '中文申请名单' }).click()
  await page.getByRole('button', { name: '试运行' }).click()
  await page.locator('[data-part=import-problems], .tag-good').first().waitFor({ timeout: 20_000 })
}

async function applicants(): Promise<number> {
  const answer = await seen.context.request.get('/api/applications?count=exact&pageSize=20')
  return ((await answer.json()) as { total: number }).total
}
