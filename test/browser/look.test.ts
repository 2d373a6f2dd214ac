import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataIn, openBrowser, type Visit, visit } from './harness/browser.ts'
import { axeFindings, disabledInSilence, rawTexts, rowsOf, sidewaysAt, strayHan } from './harness/look.ts'

/** A page with one of everything that the walk must find. */
const badPage = `<!doctype html><html lang="en"><title>Loans</title><body><main data-part="content">
<p>贷款 of 张三</p><p lang="zh-CN">中文</p><code>贷款</code><p>loans.title</p><p>{count} rows</p>
<p style="color:#ccc;background:#fff">pale</p><img src="data:,">
<button disabled>Silent</button><button aria-disabled="true" aria-description="needs a permission">Told</button>
<div style="width:900px">wide</div><table><tbody><tr><td>one</td></tr><tr><td>two</td></tr></tbody></table></main>
<script>fetch('/api/customer').then((answer) => answer.json()).then(() => { document.body.dataset.done = '1' })
console.error('something broke'); fetch('http://127.0.0.1:1/elsewhere').catch(() => {})</script></body></html>`
const customer = { name: '张三', product: { zh: '贷款', en: 'Loan' } }

describe('what the walk sees on a bad page', () => {
  let server: Server
  let browser: Browser
  let seen: Visit

  beforeAll(async () => {
    server = createServer((request, response) => {
      const isApi = request.url?.startsWith('/api/')
      response.setHeader('content-type', isApi ? 'application/json' : 'text/html; charset=utf-8')
      response.end(isApi ? JSON.stringify(customer) : badPage)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    browser = await openBrowser()
    seen = await visit(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, { language: 'en' })
    await seen.page.goto('/')
    await seen.page.waitForSelector('body[data-done]', { state: 'attached' })
  })

  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  test('Chinese that is nobody’s data', async () => {
    expect(await strayHan(seen)).toEqual(['贷款'])
  })

  test('keys and placeholders', async () => {
    expect(await rawTexts(seen)).toEqual(['loans.title', '{count} rows'])
  })

  test('pale text and pictures without words', async () => {
    const findings = await axeFindings(seen.page)
    expect(findings.map((each) => each.split(':')[0])).toEqual(['serious color-contrast', 'critical image-alt'])
  })

  test('a disabled button that says nothing', async () => {
    expect(await disabledInSilence(seen.page)).toEqual(['Silent'])
  })

  test('the width at which the page scrolls sideways', async () => {
    const found = await sidewaysAt(seen.page, [1440, 375])
    expect(found.map((each) => each.slice(0, 9))).toEqual(['at 375 px'])
  })

  test('the rows of a table', async () => {
    expect(await rowsOf(seen.page)).toEqual(['one', 'two'])
  })

  test('console errors and requests to elsewhere', () => {
    const complaints = seen.complaints()
    expect(complaints.join('\n')).toContain('console error: something broke')
    expect(complaints).toContain('foreign request: http://127.0.0.1:1')
    expect(seen.complaints()).toEqual([])
  })
})

test('of a text in both languages only the English one is data', () => {
  expect(dataIn({ rows: [customer] })).toEqual(['张三', 'Loan'])
})

test('an English text that is Chinese is no excuse for Chinese on the screen', () => {
  expect(dataIn({ source: { zh: '征信机构', en: '征信机构' }, name: '张三' })).toEqual(['张三'])
})
