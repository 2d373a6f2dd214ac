import { hasFieldLabel, labels } from '@puhui/api'
import { expect, test } from 'vitest'
import { sharedPlatform } from './harness/shared-platform.ts'

const PAGE = 200

interface Line {
  readonly objectKind: string
  readonly before: unknown
  readonly after: unknown
}

async function* linesOf(url: string): AsyncGenerator<Line> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'puhui' }
  const body = JSON.stringify({ role: 'auditor' })
  const entered = await fetch(`${url}/api/demo/enter`, { method: 'POST', headers, body })
  const cookies = entered.headers.getSetCookie().map((each) => each.split(';')[0])
  for (let page = 1; ; page++) {
    const answer = await fetch(`${url}/api/journal?page=${page}&pageSize=${PAGE}`, {
      headers: { cookie: cookies.join('; ') },
    })
    const { rows } = (await answer.json()) as { rows: readonly Line[] }
    yield* rows
    if (rows.length < PAGE) return
  }
}

/** Every key that the screen would show: outermost, and of what stands inside. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  const { zh, en } = value as { zh?: unknown; en?: unknown }
  if (typeof zh === 'string' && typeof en === 'string') return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...keysOf(part)])
}

test('[UX-44] every field and every kind of object in the whole journal of the demo has a name in both languages', async () => {
  const [nameless, kinds] = [new Map<string, number>(), new Set<string>()]
  let lines = 0
  for await (const { objectKind, before, after } of linesOf(await sharedPlatform())) {
    lines++
    if (!Object.hasOwn(labels.objectKind, objectKind)) kinds.add(objectKind)
    for (const key of [...keysOf(before), ...keysOf(after)])
      if (!hasFieldLabel(key)) nameless.set(key, (nameless.get(key) ?? 0) + 1)
  }
  expect(lines).toBeGreaterThan(500)
  expect([[...nameless], [...kinds]]).toEqual([[], []])
})
