import { readdir, readFile } from 'node:fs/promises'
import { hasFieldLabel, labels } from '@puhui/api'
import { expect, test } from 'vitest'

const ROOT = new URL('../../server/src/', import.meta.url)
/** An object that is written out behind `before:` or `after:`, one level of braces inside it. */
const WRITTEN = /\b(?:after|before): \{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g

async function sources(): Promise<string[]> {
  const names = await readdir(ROOT, { recursive: true })
  const files = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return Promise.all(files.map((name) => readFile(new URL(name, ROOT), 'utf8')))
}

/** The fields that stand outermost in a written object; what is spread in is met by the walk over a lender's journal. */
function fieldsOf(body: string): string[] {
  const flat = body.replace(/\{[^{}]*\}|\([^()]*\)|\[[^\]]*\]/g, '')
  return flat.split(',').flatMap((part) => /^\s*([A-Za-z]\w*)\s*(?::|$)/.exec(part)?.[1] ?? [])
}

test('every field that a journal line is written with has a name in both languages', async () => {
  const written = (await sources()).filter((text) => /\b(?:record|recordAll|sealedLine)\(/.test(text))
  const fields = new Set(written.flatMap((text) => [...text.matchAll(WRITTEN)].flatMap(([, body]) => fieldsOf(body!))))
  expect(fields.size).toBeGreaterThan(120)
  expect([...fields].filter((field) => !hasFieldLabel(field)).sort()).toEqual([])
})

test('every kind of object that a journal line is about has a name in both languages', async () => {
  const kinds = (await sources()).flatMap((text) => [...text.matchAll(/objectKind: '(\w+)'/g)].map(([, kind]) => kind!))
  expect([...new Set(kinds)].filter((kind) => !Object.hasOwn(labels.objectKind, kind)).sort()).toEqual([])
})
