import { permissions } from '@puhui/api'
import { expect, test } from 'vitest'
import { pageAt, pages } from './page-spec.ts'

test('each address leads to one page', () => {
  const paths = pages.map(({ path }) => path)
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([])
})

test('a page names its parent, its permission and itself rightly', () => {
  const paths = pages.map(({ path }) => path)
  for (const page of pages) {
    expect(page.title.zh && page.title.en, page.path).toBeTruthy()
    if (page.parent) expect(paths, page.path).toContain(page.parent)
    if (page.permission) expect(Object.keys(permissions), page.path).toContain(page.permission)
    if (page.menu) expect(page.path, 'a menu entry needs no parameters').not.toContain('$')
  }
})

test('every page is found by an address of its own', () => {
  for (const page of pages) expect(pageAt(page.path.replace(/\$\w+/g, 'X1'))?.path).toBe(page.path)
})
