import type { Permission } from '@puhui/api'
import { useCan } from '../api/session.ts'
import { menuGroups, menuOf } from '../app/page-spec.ts'

/** The first page of the menu that a reader with these permissions may see. */
export function homeOf(can: (permission: Permission | undefined) => boolean): string {
  const first = menuGroups.flatMap((group) => menuOf(group)).find((page) => can(page.permission))
  return first?.path ?? '/'
}

export function useHome(): string {
  return homeOf(useCan())
}
