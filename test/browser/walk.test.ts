import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atWidth, axeFindings, disabledInSilence, sidewaysAt } from './harness/look.ts'
import type { WalkedPage } from './harness/pages.ts'
import { ensureImport } from './harness/uploads.ts'
import { looks, openWalker, problemsOn, type Walker, walkedPages } from './harness/walk.ts'

const all = await walkedPages()
let walker: Walker

beforeAll(async () => {
  walker = await openWalker()
  await ensureImport((await walker.tour('underwriter')).context)
})

afterAll(() => walker?.close())

test('the console has pages', () => {
  expect(all.length).toBeGreaterThan(10)
})

describe.each(all)('$path', (walked) => {
  // A page is entered in one look and changes into the other while it is open, every second page the other way round.
  const inTurn = all.indexOf(walked) % 2 === 0 ? looks : looks.toReversed()

  test.each(inTurn)(
    '[UX-27] [UX-43] [UX-46] [UX-48] [UX-52] in $language, $theme: one language, no complaint, axe, silent buttons, three widths',
    async (look) => {
      const seen = await walker.see(walked, look)
      expect(await seen.page.locator('[data-part=forbidden]').count()).toBe(0)
      expect(await problemsOn(seen, look.language)).toEqual([])
      // From wide to narrow, and the second look back again.
      const isNarrow = seen.page.viewportSize()!.width < 1440
      expect(await sidewaysAt(seen.page, isNarrow ? [375, 1024, 1440] : [])).toEqual([])
      expect(await disabledInSilence(seen.page)).toEqual([])
      // What stands around the page is looked at in the look it is entered in: each of the two on every second page.
      const part = look === inTurn[0] ? undefined : '[data-part=content]'
      expect(await axeFindings(seen.page, part)).toEqual([])
      expect(await sidewaysAt(seen.page, isNarrow ? [] : [1440, 1024, 375])).toEqual([])
    },
  )

  test('[UX-5] [UX-7] has something to see; “?” finds the targets of its steps, Escape closes, the focus returns', async () => {
    const { page } = await walker.see(walked, inTurn[1]!)
    await atWidth(page, 1440)
    if (walked.menu) expect(await isBare(page)).toBe(false)
    await expectHelp(page, walked)
  })
})

async function isBare(page: Page): Promise<boolean> {
  const content = page.locator('[data-part=content]')
  const [found, empty, rows] = await Promise.all(
    ['tbody tr, canvas, svg[role=img], .block', '[data-state=empty]', 'tbody tr'].map((parts) =>
      content.locator(parts).count(),
    ),
  )
  return found === 0 || (empty! > 0 && rows === 0)
}

async function expectHelp(page: Page, { tour = [] }: WalkedPage): Promise<void> {
  for (const { target } of tour) await page.locator(target).first().waitFor({ state: 'attached' })
  await page.locator('[data-part=help]').click()
  const step = page.locator('.ant-tour')
  await step.waitFor()
  const [at, of] = (await step.locator('.ant-tour-indicators').innerText()).split('/').map(Number)
  expect([at, of! >= tour.length + 2]).toEqual([1, true])
  await page.keyboard.press('Escape')
  await step.waitFor({ state: 'hidden' })
  expect(await page.evaluate("document.activeElement?.getAttribute('data-part')")).toBe('help')
}
