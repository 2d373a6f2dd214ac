import type { APIRequestContext, Page } from 'playwright-core'

/** The whole mobile number of a customer, as the desk may look it up for a purpose. */
export async function mobileOf(desk: APIRequestContext, customerId: string): Promise<string> {
  const data = { customerId, field: 'mobile', purpose: '测试登录手机端' }
  const answer = await desk.post('/api/unmask', { data, headers: { 'x-requested-with': 'puhui' } })
  return ((await answer.json()) as { value: string }).value
}

/** Signs a borrower in on the phone with a code, on the way to a page. */
export async function signIn(page: Page, mobile: string, to: string): Promise<void> {
  await page.goto(`/m/in?to=${encodeURIComponent(to)}`)
  await page.getByLabel('手机号').fill(mobile)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信验证码').fill(await codeFor(page, '登录'))
  await page.getByRole('button', { name: '登录并继续' }).click()
}

/** The code of the newest message about a thing, from the inbox that the demo shows on the page. */
export async function codeFor(page: Page, about: string): Promise<string> {
  const message = page.getByTestId('demo-sms').filter({ hasText: about }).first()
  await message.waitFor()
  return /验证码 (\d{6})/.exec(await message.innerText())![1]!
}
