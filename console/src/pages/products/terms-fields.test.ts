import { describe, expect, test } from 'vitest'
import { changesOf, languageOf } from './terms-fields.ts'

const field = (key: string, text: string) => ({ key, label: key, text })

describe('[PRD-20] two versions field by field', () => {
  test('what is the same is left out, what changed shows both', () => {
    const one = [field('rate.A', '8.4%'), field('grace', '3')]
    const other = [field('rate.A', '8.0%'), field('grace', '3')]
    expect(changesOf(one, other)).toEqual([{ key: 'rate.A', label: 'rate.A', one: '8.4%', other: '8.0%' }])
  })

  test('a term that only one version has is a change too', () => {
    const changes = changesOf([field('fees.old', 'x')], [field('fees.new', 'y')])
    expect(changes.map(({ key, one, other }) => [key, one, other])).toEqual([
      ['fees.new', undefined, 'y'],
      ['fees.old', 'x', undefined],
    ])
  })

  test('a name in Chinese says so, so that it is read as Chinese in an English page', () => {
    expect(['name.zh', 'name.en', 'code'].map(languageOf)).toEqual(['zh-CN', 'en', undefined])
  })
})
