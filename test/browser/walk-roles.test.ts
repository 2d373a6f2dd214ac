import { afterAll, beforeAll, expect, test } from 'vitest'
import { goWithin, load, maySee, staffRoles, type WalkedPage } from './harness/pages.ts'
import { openWalker, problemsOn, type Walker, walkedPages } from './harness/walk.ts'

const all = await walkedPages()
let walker: Walker

beforeAll(async () => {
  walker = await openWalker()
})

afterAll(() => walker?.close())

/** Who may not see a page is refused whatever it would show, so any id will do. */
function anAddressOf({ path }: WalkedPage): string {
  return path.replace(/\$\w+/g, 'any')
}

test.each(staffRoles)('[UX-28] %s has a menu of what it may open, and is refused the rest by name', async (role) => {
  const problems = await walker.inVisit({ role, language: 'en' }, async (seen) => {
    await load(seen.page, '/')
    const menu = seen.page.locator('[data-part=menu] .rail-stream a')
    const entries = await menu.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    const allowed = all.filter((page) => page.menu && maySee(role, page)).map((page) => page.path)
    expect(entries.toSorted()).toEqual(allowed.toSorted())
    const found: string[] = []
    for (const page of all.filter((each) => !maySee(role, each))) {
      await goWithin(seen.page, anAddressOf(page))
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
