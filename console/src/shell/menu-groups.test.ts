import { roles } from '@puhui/api'
import { expect, test } from 'vitest'
import { type MenuGroup, menuGroups, menuOf } from '../app/page-spec.ts'
import { opensByItself } from './menu-groups.ts'

const none = { here: undefined }

test.each(roles)('the menu of $id opens on its own work, at most twenty entries', ({ id, permissions }) => {
  const entriesOf = (group: MenuGroup) =>
    menuOf(group).filter(({ permission }) => !permission || permissions.includes(permission))
  const open = menuGroups.filter((group) => opensByItself(group, { roles: [id], ...none }))
  for (const group of open) expect([group, entriesOf(group).length]).not.toEqual([group, 0])
  const entries = open.flatMap(entriesOf)
  expect(entries.length).toBeGreaterThanOrEqual(4)
  expect(entries.length).toBeLessThanOrEqual(20)
})

test('the group of the page that is shown is open; without a role all are', () => {
  expect(opensByItself('ledger', { roles: ['marketing'], ...none })).toBe(false)
  expect(opensByItself('ledger', { roles: ['marketing'], here: 'ledger' })).toBe(true)
  expect(opensByItself('ledger', { roles: [], ...none })).toBe(true)
})

test('no group is longer than a reader takes in at once', () => {
  for (const group of menuGroups) {
    expect(menuOf(group).length).toBeLessThanOrEqual(8)
    expect(menuOf(group).map(({ menu }) => menu!.order)).toEqual(menuOf(group).map((_, at) => at + 1))
  }
})
