import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, disabledInSilence, sidewaysAt } from './harness/look.ts'
import { goWithin, load, maySee, roleFor, staffRoles, type WalkedPage } from './harness/pages.ts'
import { ensureImport } from './harness/uploads.ts'
import { looks, openWalker, problemsOn, type Walker, walkedPages } from './harness/walk.ts'

const all = await walkedPages()
let walker: Walker
let addresses: ReadonlyMap<WalkedPage, string>

beforeAll(async () => {
  walker = await openWalker()
  const imports = all.find(({ path }) => path === '/imports')!
  await ensureImport((await walker.tour({ role: roleFor(imports), ...looks[0] })).context)
  addresses = await walker.find(all, roleFor)
})

afterAll(() => walker?.close())

function addressIn(page: WalkedPage): string {
  const address = addresses.get(page)
  if (!address) throw new Error(`no link of the demo leads to ${page.path}`)
  return address
}

test('the console has pages, and every one can be reached from a list of the demo', () => {
  expect(all.length).toBeGreaterThan(10)
  expect(all.filter((page) => !addresses.has(page)).map((page) => page.path)).toEqual([])
})

test.each(staffRoles)('[UX-28] %s has a menu of what it may open, and is refused the rest by name', async (role) => {
  const problems = await walker.inVisit({ role, language: 'en' }, async (seen) => {
    await load(seen.page, '/')
    const menu = seen.page.locator('[data-part=menu] .rail-stream a')
    const entries = await menu.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    const allowed = all.filter((page) => page.menu && maySee(role, page)).map((page) => page.path)
    expect(entries.toSorted()).toEqual(allowed.toSorted())
    const found: string[] = []
    for (const page of all.filter((each) => !maySee(role, each))) {
      await goWithin(seen.page, addressIn(page))
      const refused = seen.page.locator('[data-part=forbidden]')
      const refusal = (await refused.count()) > 0 ? await refused.innerText() : 'shown though not allowed'
      const here = [
        ...(refusal.includes(page.permission!) ? [] : [`the refusal does not name ${page.permission}: ${refusal}`]),
        ...(await problemsOn(seen, 'en')),
      ]
      found.push(...here.map((problem) => `${page.path}: ${problem}`))
    }
    return found
  })
  expect(problems).toEqual([])
})

describe.each(all)('$path', (walked) => {
  const role = roleFor(walked)

  test.each(looks)(
    '[UX-27] [UX-43] [UX-46] [UX-48] [UX-52] in $language, $theme: one language, no complaint, axe, silent buttons, three widths',
    async (look) => {
      const seen = await walker.tour({ role, ...look })
      await goWithin(seen.page, addressIn(walked))
      expect(await seen.page.locator('[data-part=forbidden]').count()).toBe(0)
      expect(await problemsOn(seen, look.language)).toEqual([])
      expect(await disabledInSilence(seen.page)).toEqual([])
      expect(await axeFindings(seen.page)).toEqual([])
      expect(await sidewaysAt(seen.page, [375, 1024, 1440])).toEqual([])
    },
  )

  test('[UX-22] says that it failed when the server cannot be reached, and comes back', async () => {
    const { page, complaints } = await walker.tour({ role })
    const shell = /\/api\/(session|status|saved-views|notices)/
    const requests: string[] = []
    await page.route('**/api/**', (route) => {
      if (shell.test(route.request().url()) || route.request().method() !== 'GET') return route.continue()
      requests.push(route.request().url())
      return route.abort()
    })
    try {
      await load(page, addressIn(walked))
      // A page that asks nothing of the server has nothing to fail at.
      if (requests.length === 0) return
      await page.locator('[data-state=failed]').first().waitFor({ timeout: 15_000 })
      expect(await page.locator('[data-state=empty]').count()).toBe(0)
    } finally {
      await page.unroute('**/api/**')
      complaints()
    }
    // The page also asks again by itself: whichever is first.
    const again = page.locator('[data-state=failed] button').first()
    await again.click({ timeout: 5_000 }).catch(() => {})
    await page.locator('[data-state=failed]').first().waitFor({ state: 'detached', timeout: 15_000 })
  })
})
