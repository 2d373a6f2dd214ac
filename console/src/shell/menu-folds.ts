import { useState } from 'react'
import { useRoles } from '../api/session.ts'
import type { MenuGroup } from '../app/page-spec.ts'
import { opensByItself } from './menu-groups.ts'

type Folds = Readonly<Partial<Record<MenuGroup, boolean>>>

const KEPT_AS = 'puhui.menu'

function keptFolds(): Folds {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Folds
  } catch {
    return {}
  }
}

/** Which groups of the menu are open, and how to open and fold one; what a reader chose is kept in this browser. */
export function useMenuFolds(here: MenuGroup | undefined) {
  const roles = useRoles()
  const [chosen, setChosen] = useState(keptFolds)
  const isOpen = (group: MenuGroup) => chosen[group] ?? opensByItself(group, { roles, here })
  const toggle = (group: MenuGroup) => {
    const next = { ...chosen, [group]: !isOpen(group) }
    localStorage.setItem(KEPT_AS, JSON.stringify(next))
    setChosen(next)
  }
  return { isOpen, toggle }
}
