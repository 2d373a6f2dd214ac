import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from './harness/browser.ts'
import { load } from './harness/pages.ts'
import { sharedPlatform } from './harness/shared-platform.ts'

let url: string
let browser: Browser

beforeAll(async () => {
  ;[url, browser] = await Promise.all([sharedPlatform(), openBrowser()])
})

afterAll(() => browser?.close())

test('[UX-17] PRD-17 the order in which money is taken is set in the product form, and a sample loan follows at once', async () => {
  const { page, complaints } = await visit(browser, url, { role: 'product' })
  await load(page, '/products/new')
  await page.getByLabel('产品代码').fill('CXSX')
  for (const field of ['中文名称', '英文名称', '中文用途说明', '英文用途说明']) {
    await page.getByLabel(field).fill('sample 样例')
  }
  const example = page.locator('.order-example')
  await example.locator('input').first().fill('2500')
  const goes = example.locator('table').last().locator('tbody tr')
  await expect.poll(() => goes.last().innerText()).toContain('预收')

  await page.getByRole('switch', { name: '自定义冲销顺序' }).click()
  await page.getByRole('combobox', { name: '还款: 超出到期应还的部分' }).click()
  await page.getByTitle('提前归还最后一期').click()
  await expect.poll(() => goes.last().innerText()).toContain('提前归还最后一期')
  expect(await goes.last().locator('td').first().innerText()).toBe('12')

  expect(await goes.first().innerText()).toContain('罚息')
  await page.getByRole('button', { name: '逾期 · 利息前移' }).click()
  await page.getByRole('button', { name: '逾期 · 利息前移' }).click()
  await expect.poll(() => goes.first().innerText()).toContain('逾期利息排第 1')
  expect(complaints()).toEqual([])
})
