import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Permission, roles, rolesWith } from '@puhui/api'
import type { Page } from 'playwright-core'

const root = join(import.meta.dirname, '../../..')

/** What the walk needs to know of a page of the console; each `pages/<module>/pages.ts` declares its own. */
export interface WalkedPage {
  readonly path: string
  readonly permission?: Permission
  readonly parent?: string
  readonly menu?: unknown
  readonly tour?: readonly { readonly target: string }[]
}

export async function consolePages(): Promise<WalkedPage[]> {
  const files = globSync('console/src/pages/*/pages.ts', { cwd: root }).sort()
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(root, file)).href)))
  return (modules as { pages: readonly WalkedPage[] }[]).flatMap((each) => each.pages)
}

export const staffRoles = roles.map((role) => role.id)

/** A role that may see a page. */
export function roleFor(page: WalkedPage): string {
  if (!page.permission) return 'administrator'
  const role = rolesWith(page.permission)[0]
  if (!role) throw new Error(`nobody may see ${page.path}: give ${page.permission} to a role`)
  return role.id
}

export function maySee(role: string, page: WalkedPage): boolean {
  return !page.permission || rolesWith(page.permission).some((each) => each.id === role)
}

/** Goes to a page as its own links do, without loading the application again, and waits until it has settled. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate(`look.goTo(${JSON.stringify(path)})`)
  await page.waitForTimeout(30)
  await settled(page)
}

export async function load(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'load' })
  await settled(page)
}

/**
 * No skeleton, no spinner, no part still to come: what is on the screen is what stays. Seen twice, since one part may
 * begin to load when another has come. Polled from here, because the page's own policy forbids to evaluate text, which
 * `waitForFunction` would do.
 */
export async function settled(page: Page): Promise<void> {
  const until = performance.now() + 15_000
  for (let seen = 0; seen < 2; ) {
    seen = (await page.evaluate('look.isSettled()')) ? seen + 1 : 0
    if (performance.now() > until) throw new Error(`${page.url()} does not settle`)
    await page.waitForTimeout(seen > 0 ? 60 : 40)
  }
}

/**
 * Where a page with a `$name` in its path really is: below the address of another page, or else the first link of its
 * list that leads to one.
 */
export async function addressOf(
  page: Page,
  walked: WalkedPage,
  known: ReadonlyMap<WalkedPage, string>,
): Promise<string | undefined> {
  if (!walked.path.includes('$')) return walked.path
  for (const [above, address] of known) {
    const rest = walked.path.startsWith(`${above.path}/`) ? walked.path.slice(above.path.length) : '$'
    if (above.path.includes('$') && !rest.includes('$')) return address + rest
  }
  await goWithin(page, walked.parent ?? walked.path.replace(/\/\$.*$/, ''))
  const pattern = new RegExp(`^${walked.path.replace(/\$\w+/g, '[^/?#]+')}$`)
  const fixed = new Set((await consolePages()).map(({ path }) => path))
  const links: string[] = await page.evaluate('look.links()')
  return links.map((href) => href.split(/[?#]/)[0]!).find((href) => pattern.test(href) && !fixed.has(href))
}

/** The ids of the rows of a list, from top to bottom. */
export function rowIds(page: Page): Promise<(string | null)[]> {
  return page
    .locator('[data-part=table] tbody tr')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
}
