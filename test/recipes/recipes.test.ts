import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recipePages } from './recipes.ts'

const folder = join(import.meta.dirname, '../../docs/recipes')

test.each([...recipePages()])('[K1] docs/recipes/%s.md shows what the code posts', (event, page) => {
  const path = join(folder, `${event}.md`)
  if (process.env.UPDATE === '1') writeFileSync(path, page)
  expect(readFileSync(path, 'utf8')).toBe(page)
})
