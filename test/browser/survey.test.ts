import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './harness/browser.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let url: string
let browser: Browser
let writer: Visit
let reader: Visit

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
  ;[writer, reader] = [
    await visit(browser, url, { role: 'marketing' }),
    await visit(browser, url, { role: 'compliance' }),
  ]
})
afterAll(() => browser?.close())

const say = (zh: string, en: string) => ({ zh, en })
const ask = (id: string, kind: string, text: object, more: object = {}) => ({
  id,
  kind,
  text,
  isRequired: true,
  options: [],
  scale: null,
  showIf: '',
  feeds: null,
  ...more,
})
const option = (id: string, zh: string, en: string) => ({ id, label: say(zh, en) })
const WISHES = [option('cost', '少付利息', 'Less interest'), option('speed', '快', 'Speed')]

/** One question of each kind, and one that depends on an answer. */
const QUESTIONS = [
  ask('needs', 'multiple', say('要用钱做什么？', 'What for?'), {
    options: [option('education', '教育', 'Education'), option('travel', '旅游', 'Travel')],
  }),
  ask('when', 'single', say('打算何时出行？', 'When will you travel?'), {
    showIf: 'needs.travel',
    options: [option('soon', '三个月内', 'Within three months'), option('later', '以后', 'Later')],
  }),
  ask('amount', 'amount', say('大约多少？', 'How much?')),
  ask('ease', 'scale', say('手续方便吗？', 'Is it easy?'), { scale: { from: 1, to: 5 } }),
  ask('order', 'ranking', say('看重什么？', 'What matters?'), { options: WISHES }),
  ask('nps', 'nps', say('愿意推荐吗？', 'Would you recommend us?')),
  ask('better', 'text', say('还有什么想说？', 'Anything else?'), { isRequired: false }),
]

async function call<T>(request: APIRequestContext, method: 'GET' | 'POST', path: string, data?: object): Promise<T> {
  const headers = { 'x-requested-with': 'puhui', 'idempotency-key': crypto.randomUUID() }
  const answer = await request.fetch(`/api${path}`, { method, headers, ...(data ? { data } : {}) })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Drafted by one, published by another; returns its id and the path of its link. */
async function published(): Promise<{ id: string; link: string }> {
  const [own, second] = [writer.context.request, reader.context.request]
  const { businessOn } = await call<{ businessOn: string }>(own, 'GET', '/status')
  const plan = { title: say('手机作答', 'On the phone'), intro: say('自愿参加。', 'If you like.'), way: 'open' }
  const days = { startsOn: businessOn, endsOn: businessOn.replace(/^\d{4}/, (year) => String(Number(year) + 1)) }
  const body = { ...plan, ...days, segmentId: null, questions: QUESTIONS, code: `phone-${Date.now().toString(36)}` }
  const { id } = await call<{ id: string }>(own, 'POST', '/surveys', body)
  await call(own, 'POST', `/surveys/${id}/submit`, { revision: 1 })
  await call(second, 'POST', `/surveys/${id}/decision`, { verdict: 'approve', note: '' })
  const { link } = await call<{ link: string }>(own, 'GET', `/surveys/${id}`)
  return { id, link }
}

const isWide = (page: Page) => page.evaluate('look.sideways()')
const questionOf = (page: Page, no: number) => page.locator('fieldset.survey-question').nth(no)

test('PER-14 a survey on the phone: every kind of question, bad input, come back and go on, thank you', async () => {
  const { link } = await published()
  const { page, context } = await visit(browser, url, { width: 375 })
  try {
    await page.goto(link)
    const handIn = page.getByRole('button', { name: '提交' })
    await page.getByText('还有 5 题需要作答').waitFor()
    expect(await handIn.isDisabled()).toBe(true)
    await page.getByLabel('旅游').check()
    await page.getByLabel('三个月内').check()
    const amount = page.getByLabel('大约多少？ (元)')
    await amount.fill('五千左右')
    await page.getByRole('alert').getByText('请填写金额').waitFor()
    expect(await amount.inputValue()).toBe('五千左右')
    expect(await isWide(page)).toBeNull()
    await amount.fill('5000.50')
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)

    const kept = page.waitForResponse((answer) => answer.ok() && !!answer.request().postData()?.includes('"ease":4'))
    await questionOf(page, 3).getByLabel('4', { exact: true }).check()
    await kept
    await page.getByText('已自动保存').waitFor()
    await page.reload()
    await page.getByText('还有 2 题需要作答').waitFor()
    expect(await page.getByLabel('旅游').isChecked()).toBe(true)
    expect(await page.getByLabel('三个月内').isChecked()).toBe(true)
    expect(await page.getByLabel('大约多少？ (元)').inputValue()).toBe('5,000.50')

    await page.getByRole('button', { name: '快' }).click()
    await page.getByRole('button', { name: '少付利息' }).click()
    await page.getByRole('button', { name: '1. 快' }).waitFor()
    await page.getByRole('button', { name: '2. 少付利息' }).waitFor()
    await questionOf(page, 5).getByLabel('9', { exact: true }).check()
    await page.getByLabel('还有什么想说？').fill('审批快一些')
    expect(await isWide(page)).toBeNull()
    await handIn.click()
    await page.getByText('谢谢，已收到您的答卷').waitFor()
    await page.reload()
    await page.getByText('您已提交过这份问卷').waitFor()
  } finally {
    await context.close()
  }
})

test('PER-14 a survey in the language of its link; closed early and a wrong link say so', async () => {
  const { id, link } = await published()
  const { page, context } = await visit(browser, url, { width: 375 })
  try {
    await page.goto(`${link}?lang=en`)
    await page.getByText('What for?').waitFor()
    await page.getByRole('button', { name: 'Hand in' }).waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/\p{Script=Han}/u)
    expect(await isWide(page)).toBeNull()
    await call(writer.context.request, 'POST', `/surveys/${id}/close`, { reason: '足够了' })
    await page.goto(link)
    await page.getByText('This survey has ended').waitFor()
    await page.goto(`/m/s/${'x'.repeat(24)}`)
    await page.getByText('This link leads to no survey').waitFor()
    expect(await isWide(page)).toBeNull()
  } finally {
    await context.close()
  }
})
