import { read, write } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { record } from '../journal/record.ts'
import { makePlatform, type TestPlatform } from '../testing.ts'
import { type App, createApp } from './app.ts'
import { mountRead, mountWrite } from './mount.ts'

const summary = { zh: '试', en: 'A try' }
const getSetting = read({
  id: 'try.get',
  path: '/try/:name',
  summary,
  permission: 'public',
  params: z.strictObject({ name: z.string() }),
  output: z.object({ value: z.string().nullable() }),
})
const keep = write({
  id: 'try.keep',
  path: '/try',
  summary,
  permission: 'public',
  idempotency: 'key',
  body: z.strictObject({ name: z.string().min(3), amountFen: z.string().regex(/^\d+$/) }),
  output: z.object({ id: z.string(), value: z.string() }),
})

let platform: TestPlatform
let app: App

beforeAll(async () => {
  platform = await makePlatform()
  app = await createApp(platform)
  mountRead(app, getSetting, async (ctx, { params }) => {
    const row = await ctx.db.selectFrom('setting').selectAll().where('name', '=', params.name).executeTakeFirst()
    return { value: row ? String(row.value) : null }
  })
  mountWrite(app, keep, async (ctx, { body }) => {
    const id = ctx.ids.next('set')
    await ctx.tx.insertInto('list_columns').values({ user_id: id, list_id: body.name, columns: [] }).execute()
    await record(ctx, { action: 'try.kept', objectKind: 'setting', objectId: id, after: body })
    return { id, value: body.amountFen }
  })
})
afterAll(() => platform.drop())

const post = (key: string | null, body: unknown, headers: Record<string, string> = {}) =>
  app.server.inject({
    method: 'POST',
    url: '/api/try',
    headers: { ...(key ? { 'idempotency-key': key } : {}), ...headers },
    payload: body as object,
  })

test('[HTTP-3] the same key twenty times at once has one effect and one answer', async () => {
  const body = { name: 'twenty', amountFen: '12345' }
  const answers = await Promise.all(Array.from({ length: 20 }, () => post('key-1', body)))
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(20).fill(200))
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
  const rows = await platform.db.selectFrom('list_columns').selectAll().where('list_id', '=', 'twenty').execute()
  expect(rows).toHaveLength(1)
})

test('[HTTP-4] the same key with another body is refused', async () => {
  await post('key-2', { name: 'first', amountFen: '1' })
  const answer = await post('key-2', { name: 'first', amountFen: '2' })
  expect(answer.statusCode).toBe(422)
  expect(answer.json()).toMatchObject({ code: 'idempotency.key_reused' })
})

test('[HTTP-5] a money write without a key is refused', async () => {
  const answer = await post(null, { name: 'first', amountFen: '1' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'idempotency.key_missing' })
})

test('[HTTP-6] every problem of a form is listed with its pointer, in the language asked for', async () => {
  const answer = await post('key-3', { name: 'x', amountFen: 12, extra: true }, { 'accept-language': 'en-GB' })
  expect(answer.statusCode).toBe(422)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ code: 'request.invalid', title: 'What needs changing in the request: 3' })
  expect(answer.json().problems.map((problem: { pointer: string }) => problem.pointer)).toEqual([
    '/name',
    '/amountFen',
    '/extra',
  ])
  const chinese = await post('key-3', { name: 'x' })
  expect(chinese.json().title).toBe('提交的内容有 2 处需要修改')
})

test('[HTTP-7] a write from another site is refused', async () => {
  const answer = await post('key-4', { name: 'first', amountFen: '1' }, { origin: 'https://elsewhere.example' })
  expect(answer.statusCode).toBe(403)
})

test('[HTTP-8] a text with U+0000 is refused, not a failure', async () => {
  const answer = await post('key-5', { name: 'a\u0000bc', amountFen: '1' })
  expect(answer.statusCode).toBe(422)
})
