import { beforeAll, describe, expect, test } from 'vitest'
import { sharedPlatform } from './harness/shared-platform.ts'

let url: string
let cookie: string

beforeAll(async () => {
  url = await sharedPlatform()
  const entered = await send('/demo/enter', { role: 'administrator' })
  cookie = entered.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
})

function send(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-requested-with': 'puhui',
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
    body: JSON.stringify(body),
  })
}

describe('what curl sees', () => {
  const login = `twice${Date.now().toString(36)}`
  const user = { login, name: '试用', password: 'correct horse battery 9', roles: ['auditor'] }
  const key = { 'idempotency-key': crypto.randomUUID() }

  test('[UX-59] the same request twice with one key is one object and the same answer to the letter', async () => {
    const [first, second] = [await send('/users', user, key), await send('/users', user, key)]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(await second.text()).toBe(await first.text())
    const list = await fetch(`${url}/api/users?q=${login}`, { headers: { cookie } })
    expect(((await list.json()) as { total: number }).total).toBe(1)
  })

  test('[UX-59] the same key with another body is refused', async () => {
    const other = await send('/users', { ...user, name: '别人' }, key)
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'idempotency.key_reused' })
  })

  test.each([
    ['zh', /\p{Script=Han}/u],
    ['en', /^[^\p{Script=Han}]+$/u],
  ])(
    '[UX-59] three wrong fields and an unknown one come back together, with pointers, in %s',
    async (language, words) => {
      const wrong = { login: 'X', name: '', password: 'short', roles: ['auditor'], colour: 'red' }
      const answer = await send('/users', wrong, {
        'idempotency-key': crypto.randomUUID(),
        'accept-language': language,
      })
      expect(answer.status).toBe(422)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      const { problems } = (await answer.json()) as { problems: { pointer: string; message: string }[] }
      expect(problems.map(({ pointer }) => pointer).toSorted()).toEqual(['/colour', '/login', '/name', '/password'])
      for (const { message } of problems) expect(message).toMatch(words)
    },
  )
})
