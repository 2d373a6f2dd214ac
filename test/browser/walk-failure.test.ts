import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goWithin, load, roleFor } from './harness/pages.ts'
import { ensureImport } from './harness/uploads.ts'
import { openWalker, type Walker, walkedPages } from './harness/walk.ts'

const all = await walkedPages()
let walker: Walker

beforeAll(async () => {
  walker = await openWalker()
  await ensureImport((await walker.tour('underwriter')).context)
})

afterAll(() => walker?.close())

test.each(all)(
  '$path [UX-22] says that it failed when the server cannot be reached, and comes back',
  async (walked) => {
    const address = await walker.addressOf(walked)
    const { page, complaints } = await walker.tour(roleFor(walked))
    const failed = page.locator('[data-state=failed]')
    await page.evaluate('look.cutOff()')
    try {
      // A page that asks nothing of the server has nothing to fail at.
      if (!(await isWithoutServer(page, address))) return
      await failed.first().waitFor({ timeout: 15_000 })
      expect(await page.locator('[data-state=empty]').count()).toBe(0)
    } finally {
      await page.evaluate('look.reconnect()')
      complaints()
    }
    // The page also asks again by itself: whichever is first.
    await failed
      .locator('button')
      .first()
      .click({ timeout: 5_000 })
      .catch(() => {})
    await failed.first().waitFor({ state: 'detached', timeout: 15_000 })
  },
)

/** Goes to a page and says whether it misses the server; one that shows what others have read is loaded anew. */
async function isWithoutServer(page: Page, address: string): Promise<boolean> {
  await page.evaluate('look.unanswered()')
  await goWithin(page, address)
  if ((await page.locator('[data-state=failed]').count()) > 0) return true
  await load(page, address)
  return (await page.evaluate<string[]>('look.unanswered()')).length > 0
}
