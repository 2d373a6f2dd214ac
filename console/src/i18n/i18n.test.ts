import { describe, expect, test } from 'vitest'
import type { Catalogue, Texts } from './catalogue.ts'

const sources = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true })
const areas = Object.entries(
  import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts', '!./text.ts', '!./catalogue.ts'], {
    eager: true,
  }),
)

function shapeOf(texts: Texts, path = ''): string[] {
  return Object.entries(texts)
    .flatMap(([key, value]) => {
      const here = `${path}/${key}`
      if (typeof value === 'object') return shapeOf(value, here)
      return [`${here} ${typeof value === 'function' ? `takes ${value.length}` : 'says'}`]
    })
    .toSorted()
}

function sayings(texts: Texts): string[] {
  return Object.values(texts).flatMap((value) =>
    typeof value === 'object' ? sayings(value) : typeof value === 'string' ? [value] : [],
  )
}

describe.each(areas)('%s', (_file, module) => {
  const [catalogue] = Object.values(module) as Catalogue<Texts>[]

  test('says the same things in both languages', () => {
    expect(shapeOf(catalogue?.en ?? {})).toEqual(shapeOf(catalogue?.zh ?? { missing: '' }))
  })

  test('leaves nothing unsaid', () => {
    const all = [...sayings(catalogue?.zh ?? {}), ...sayings(catalogue?.en ?? {})]
    expect(all.filter((text) => text.trim() === '')).toEqual([])
  })
})

/** A comment may cite a law by its name. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

test('no component holds a Chinese text of its own', () => {
  const found = Object.entries(sources).filter(([, source]) => /\p{Script=Han}/u.test(withoutComments(source)))
  expect(Object.keys(sources).length).toBeGreaterThan(20)
  expect(found.map(([file]) => file)).toEqual([])
})
