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
  await settled(page)
}

export async function load(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'load' })
  await settled(page)
}

const PATIENCE_MS = 15_000

/** No skeleton, no spinner, no part still to come: what is on the screen is what stays. */
export async function settled(page: Page): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    // A page that loads anew meanwhile is looked at anew.
    const has = await page.evaluate(`look.untilSettled(${PATIENCE_MS})`).catch((error: Error) => {
      if (!/context was destroyed|navigation/.test(error.message)) throw error
    })
    if (has) return
  }
  throw new Error(`${page.url()} does not settle`)
}

/** The list that a page with a `$name` in its path is reached from. */
export function listOf({ path, parent }: WalkedPage): string {
  return parent ?? path.replace(/\/\$.*$/, '')
}

/** Where a page is that stands below another one, whose address is known. */
export function addressBelow(walked: WalkedPage, known: ReadonlyMap<WalkedPage, string>): string | undefined {
  for (const [above, address] of known) {
    const rest = walked.path.startsWith(`${above.path}/`) ? walked.path.slice(above.path.length) : '$'
    if (above.path.includes('$') && !rest.includes('$')) return address + rest
  }
  return undefined
}

/** The first of some links that leads to a page with a `$name` in its path. */
export function linkTo({ path }: WalkedPage, links: readonly string[], all: readonly WalkedPage[]): string | undefined {
  const pattern = new RegExp(`^${path.replace(/\$\w+/g, '[^/?#]+')}$`)
  const fixed = new Set(all.map((each) => each.path))
  return links.map((href) => href.split(/[?#]/)[0]!).find((href) => pattern.test(href) && !fixed.has(href))
}

/** The ids of the rows of a list, from top to bottom. */
export function rowIds(page: Page): Promise<(string | null)[]> {
  return page
    .locator('[data-part=table] tbody tr')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
}
