import { permissions } from '@puhui/api'
import { expect, test } from 'vitest'
import { pageAt, pages } from './page-spec.ts'

test('each address leads to one page', () => {
  const paths = pages.map(({ path }) => path)
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([])
})

test.each(pages)(
  '$path names its parent, its permission and itself rightly',
  ({ path, title, parent, permission, menu }) => {
    expect(title).toEqual({ zh: expect.stringMatching(/./), en: expect.stringMatching(/./) })
    expect([undefined, ...pages.map((page) => page.path)]).toContain(parent)
    expect([undefined, ...Object.keys(permissions)]).toContain(permission)
    const needsParameters = path.includes('$')
    expect(menu !== undefined && needsParameters).toBe(false)
  },
)

test('every page is found by an address of its own', () => {
  for (const page of pages) expect(pageAt(page.path.replace(/\$\w+/g, 'X1'))?.path).toBe(page.path)
})
