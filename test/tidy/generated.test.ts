import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorsPage } from '../../tools/errors.ts'
import { root } from './repo.ts'

test('docs/errors.md is what tools/errors.ts writes', () => {
  expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe(errorsPage())
})
