import type { Permission } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import type { ComponentType } from 'react'
import type { IconName } from '../ui/icon.tsx'

/** The work of a lender, in the order in which data moves; each is a group of the menu. */
export const menuGroups = [
  'home',
  'customers',
  'marketing',
  'market',
  'products',
  'applications',
  'loans',
  'collections',
  'ledger',
  'watch',
  'compliance',
  'operations',
] as const

export type MenuGroup = (typeof menuGroups)[number]

/**
 * One page, declared once: its route, its place in the menu, in the command palette and in the breadcrumb, and what
 * the forbidden page says. Each `pages/<module>/pages.ts` exports `pages: PageSpec[]`; nothing else registers them.
 */
export interface PageSpec {
  /** `/loans`, `/loans/$loanId`. */
  readonly path: string
  readonly title: Localized
  readonly permission?: Permission
  /** Absent: the page is reached from another one. `order` is within the group. */
  readonly menu?: { readonly group: MenuGroup; readonly order: number; readonly icon: IconName }
  /** The path of the list this page belongs to, for the breadcrumb and the marked menu entry. */
  readonly parent?: string
  /** The page itself, fetched when it is first opened: `() => import('./loan-list.tsx').then((m) => m.LoanList)`. */
  readonly load: () => Promise<ComponentType>
  /** Steps of the page's own help, shown after the general ones whose targets are there. */
  readonly tour?: readonly { readonly target: string; readonly title: Localized; readonly about: Localized }[]
}

const found = import.meta.glob<{ pages: readonly PageSpec[] }>('../pages/*/pages.ts', { eager: true })

export const pages: readonly PageSpec[] = Object.values(found).flatMap((module) => module.pages)

/** The entries of one group, in order. */
export function menuOf(group: MenuGroup): readonly PageSpec[] {
  return pages
    .filter((page) => page.menu?.group === group)
    .toSorted((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0))
}

/** The page a path leads to: `pageAt('/loans/L123')?.path // '/loans/$loanId'`. */
export function pageAt(pathname: string): PageSpec | undefined {
  const parts = pathname.replace(/\/$/, '').split('/')
  const fits = pages.filter((page) => {
    const wanted = page.path.replace(/\/$/, '').split('/')
    return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
  })
  return fits.find((page) => !page.path.includes('$')) ?? fits[0]
}
