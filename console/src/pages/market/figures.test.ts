import { expect, test } from 'vitest'
import { wordOf } from './figures.ts'

const words = { '11': { zh: '', en: 'Beijing' } }

test('eleven applications are not Beijing', () => {
  expect(wordOf(words, 'province', '11')?.en).toBe('Beijing')
  expect(wordOf(words, 'count', '11')).toBeUndefined()
})
