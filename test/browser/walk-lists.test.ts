import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from './harness/look.ts'
import { load, roleFor, settled } from './harness/pages.ts'
import { looks, openWalker, type Walker, walkedPages } from './harness/walk.ts'

/** A page with a figure that moves while one types; its list is at `/segments/list`. */
const NO_LIST = new Set(['/segments'])
const all = await walkedPages()
const lists = all.filter(({ path }) => !NO_LIST.has(path) && all.some((other) => other.path.startsWith(`${path}/$`)))
let walker: Walker

beforeAll(async () => {
  walker = await openWalker()
})

afterAll(() => walker?.close())

describe.each(lists)('the list at $path', (walked) => {
  test('[UX-9] [UX-11] the address holds sort and page: reloaded or opened afresh it shows the same rows', async () => {
    const { page } = await walker.see(walked, looks[0])
    const address = await sortedNextPage(page)
    const before = await rowsOf(page)
    expect(before.length).toBeGreaterThan(0)
    await page.reload()
    await settled(page)
    expect(await rowsOf(page)).toEqual(before)
    const { page: elsewhere } = await walker.tour(roleFor(walked), 'elsewhere')
    await load(elsewhere, address)
    expect(await rowsOf(elsewhere)).toEqual(before)
  })
})

/** Sorts by the first column that can be sorted, turns one page on and says what the address has become. */
async function sortedNextPage(page: Page): Promise<string> {
  const header = page.locator('thead .ant-table-column-has-sorters, thead th button[data-sort]').first()
  if ((await header.count()) > 0) await header.click()
  await settled(page)
  const next = page
    .locator('.ant-pagination-next:not(.ant-pagination-disabled) button, button[data-part=next-page]:enabled')
    .first()
  if ((await next.count()) > 0) await next.click()
  await settled(page)
  const { pathname, search } = new URL(page.url())
  return pathname + search
}
