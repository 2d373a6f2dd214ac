import { expect, test } from 'vitest'
import { namelessIn } from '../setup/journal-words.ts'
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

test('[UX-44] every field and every kind of object in the whole journal of the demo has a name in both languages', async () => {
  const lines = []
  for await (const line of linesOf(await sharedPlatform())) lines.push(line)
  expect(lines.length).toBeGreaterThan(500)
  expect(namelessIn(lines)).toEqual([])
})
