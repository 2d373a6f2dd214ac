import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modules } from '../../server/src/assembly.ts'
import { checkImportJob, commitImportJob } from '../../server/src/flows/import-jobs.ts'
import type { App } from '../../server/src/platform/http/app.ts'
import { createApp } from '../../server/src/platform/http/app.ts'
import { mountPages } from '../../server/src/platform/http/pages.ts'
import { platformModule } from '../../server/src/platform/routes/index.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { formOf, rawGet, sendBytes } from './attack/wire.ts'
import { modulesBeside, ORIGINATION } from './every-module.ts'
import { consent, newBorrower, openLender, type World } from './origination-world.ts'

let world: World
let app: App
let staff: TestCaller
let borrower: TestCaller
let port: number
let folder: string

beforeAll(async () => {
  world = await openLender({}, modulesBeside(...ORIGINATION))
  app = world.app.app
  folder = await mkdtemp(path.join(tmpdir(), 'attacked-'))
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(`${folder}-secret.txt`, 'the secret beside the pages')
  await mountPages(app, { console: folder, h5: folder })
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.server.address() as { port: number }).port
  staff = await world.app.as('underwriter')
  borrower = await newBorrower(world)
  await consent(borrower, 'loan-application')
})
afterAll(async () => {
  await app.server.close()
  await world.platform.drop()
  await rm(folder, { recursive: true })
  await rm(`${folder}-secret.txt`)
})

const post = (url: string, options: InjectOptions) =>
  app.server.inject({ method: 'POST', url, ...options, headers: { cookie: staff.cookie, ...options.headers } })

test('OPS-13 a body of another kind, packed, endless, broken or with a prototype in it is refused in words', async () => {
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ login: 'a', password: 'b' })
  const cases: readonly (readonly [string, InjectOptions, number, string])[] = [
    ['xml', { headers: { 'content-type': 'application/xml' }, payload: '<a/>' }, 415, 'request.wrong_media_type'],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=b' },
      415,
      'request.wrong_media_type',
    ],
    ['text', { headers: { 'content-type': 'text/plain' }, payload: body }, 422, 'request.invalid'],
    ['packed', { headers: { ...json, 'content-encoding': 'gzip' }, payload: gzipSync(body) }, 400, 'request.not_json'],
    ['10 MB', { headers: json, payload: `"${'x'.repeat(10_485_760)}"` }, 413, 'request.too_large'],
    ['half', { headers: json, payload: '{"login": "a"' }, 400, 'request.not_json'],
    ['nothing', { headers: json, payload: '' }, 400, 'request.not_json'],
    ['a prototype', { headers: json, payload: '{"__proto__": {"isAdmin": true}}' }, 400, 'request.not_json'],
    ['not a number', { headers: json, payload: '{"login": NaN}' }, 400, 'request.not_json'],
    ['too large a number', { headers: json, payload: '{"login": 1e400, "password": "b"}' }, 422, 'request.invalid'],
    ['twice the same', { headers: json, payload: '{"login": 1, "login": "a", "password": 2}' }, 422, 'request.invalid'],
  ]
  for (const [what, options, status, code] of cases) {
    for (const language of ['zh', 'en']) {
      const answer = await post(`/api/session?lang=${language}`, options)
      expect([what, answer.statusCode, answer.json().code]).toEqual([what, status, code])
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(/\p{Script=Han}/u.test(answer.json().title)).toBe(language === 'zh')
    }
  }
})

test('OPS-13 what is no address of ours is a problem too, whatever the method, and opens nothing to other sites', async () => {
  for (const [method, url] of [
    ['PATCH', '/api/session'],
    ['TRACE', '/api/session'],
    ['OPTIONS', '/api/session'],
    ['GET', '/api/%zz'],
    ['GET', `/api/loans/${'x'.repeat(300)}`],
    ['GET', '/api/nothing'],
    ['POST', '/api/loans/%00'],
  ] as const) {
    const answer = await app.server.inject({
      method: method as 'GET',
      url,
      headers: { origin: 'https://evil.example' },
    })
    expect([method, url, answer.statusCode < 500]).toEqual([method, url, true])
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
  const head = await app.server.inject({ method: 'HEAD', url: '/api/status' })
  expect([head.statusCode, head.body]).toEqual([200, ''])
})

test('OPS-13 no path leads out of the pages, however it is written', async () => {
  const out = path.basename(`${folder}-secret.txt`)
  const ways = [
    '/../',
    '/..%2f',
    '/%2e%2e/',
    '/%2e%2e%2f',
    '/..%5c',
    '//../',
    '/m/../../',
    '/m/..%2f..%2f',
    '/assets/..%2f..%2f',
    '/%00/../',
  ]
  for (const way of ways) {
    const answer = await rawGet(port, `${way}${out}`)
    expect([way, answer.includes('the secret')]).toEqual([way, false])
    expect(answer).toMatch(/^HTTP\/1\.1 (200|3\d\d|4\d\d)/)
  }
})

test('OPS-13 headers without end, two lengths or a line break in them reach no operation', async () => {
  const wrong = [
    `GET /api/status HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(100_000)}\r\n\r\n`,
    'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\nconnection: close\r\n\r\n{}',
    'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n{}',
    'GET /api/sta\0tus HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  ]
  for (const bytes of wrong) expect(await sendBytes(port, bytes)).toMatch(/^(HTTP\/1\.1 4\d\d|$)/)
})

test('SEC-06 another site can neither read nor write in the name of whoever is signed in', async () => {
  const write = (headers: Record<string, string>) =>
    post('/api/decisions/none/replay', { headers: { host: 'lender.example', ...headers } })
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://lender.example.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    expect((await write(headers as Record<string, string>)).json()).toMatchObject({ code: 'request.cross_site' })
  }
  expect((await write({ origin: 'https://lender.example', 'sec-fetch-site': 'same-origin' })).statusCode).toBe(404)
  const page = await app.server.inject({ url: '/' })
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toMatch(/script-src 'self';/)
  expect(policy).toMatch(/object-src 'none'/)
  expect(policy).toMatch(/frame-ancestors 'self'/)
  expect(page.headers['x-content-type-options']).toBe('nosniff')
})

test('SEC-06 a session that somebody else chose is never the one that signing in opens', async () => {
  const chosen = 'puhui-customer=chosenbysomebodyelse'
  const me = () => app.server.inject({ url: '/api/borrower/data', headers: { cookie: chosen } })
  expect((await me()).statusCode).toBe(401)
  const mobile = '13900009999'
  const headers = { cookie: chosen }
  await app.server.inject({ method: 'POST', url: '/api/borrower/otp', payload: { mobile }, headers })
  const message = await world.platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('template', '=', 'auth.sign_in_code')
    .executeTakeFirstOrThrow()
  const code = /\d{6}/.exec(message.body)![0]
  const opened = await app.server.inject({
    method: 'POST',
    url: '/api/borrower/session',
    payload: { mobile, code },
    headers,
  })
  expect(opened.statusCode).toBe(200)
  expect(String(opened.headers['set-cookie'])).toMatch(/^puhui-customer=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(String(opened.headers['set-cookie'])).not.toContain('chosen')
  expect((await me()).statusCode).toBe(401)
})

test('SEC-06 behind https the cookie is bound to the host and travels encrypted only', async () => {
  const config = { ...world.platform.config, publicUrl: 'https://lender.example' }
  const secure = await createApp({ ...world.platform, config })
  for (const module of [platformModule(modules), ...modules]) module.routes?.(secure)
  const answer = await secure.server.inject({ method: 'DELETE', url: '/api/session' })
  const cookies = [answer.headers['set-cookie']].flat().map(String)
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-puhui-(staff|customer)=;.*Path=\/;.*HttpOnly; Secure; SameSite=Strict/)
  expect(cookies).toHaveLength(2)
  expect(answer.headers['strict-transport-security']).toMatch(/max-age=31536000/)
  await secure.server.close()
})

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const NAMES = [
  '../../../etc/passwd',
  'a\\..\\b.png',
  '<img src=x onerror=alert(1)>.png',
  'x'.repeat(5_000),
  'a\u0000b.png',
  '\u0001\u001b',
  '',
  '=cmd|calc.png',
  '%00.png',
  "a'; drop table paper; --.png",
]

test('OPS-13 a paper that is none is refused by what it holds, whatever it calls itself', async () => {
  const contents = {
    html: '<html><script>alert(1)</script></html>',
    svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    zip: Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(4_096)]),
    bomb: gzipSync(Buffer.alloc(20_000_000)),
    'nothing at all': '',
    'the head of a picture': PNG,
    'a pdf that ends': '%PDF-1.7\n',
    noise: Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 197) % 256)),
  }
  for (const [what, content] of Object.entries(contents)) {
    const answer = await borrower.inject({
      method: 'POST',
      url: '/api/borrower/papers',
      ...formOf({ kind: 'idCard' }, { name: 'paper.png', content }),
    })
    expect([what, answer.statusCode]).toEqual([what, 422])
  }
})

test('OPS-13 a file keeps no name that could lead anywhere, and a broken form is refused', async () => {
  const header = 'idCardNo,name\r\n1,2\r\n'
  for (const [at, name] of NAMES.entries()) {
    const answer = await post('/api/imports', formOf({}, { name, content: `${header}${at}` }) as InjectOptions)
    expect([name.slice(0, 40), answer.statusCode < 500]).toEqual([name.slice(0, 40), true])
    if (answer.statusCode !== 200) continue
    const { fileName } = answer.json<{ fileName: string }>()
    expect(fileName).not.toMatch(/[/\\\p{Cc}]/u)
    expect(fileName.length).toBeLessThanOrEqual(200)
  }
  const { headers, payload } = formOf({}, { name: 'a.csv', content: header })
  for (const broken of [payload.subarray(0, -30), Buffer.from('no form at all'), Buffer.alloc(0)]) {
    const answer = await post('/api/imports', { headers, payload: broken })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  }
})

test('OPS-13 a file of rows that is none ends in words, in its check as at the door', async () => {
  const contents = [
    '',
    '\u0000'.repeat(100),
    'a\u0000b,c\r\n1\u0000,2\r\n',
    `${'x,'.repeat(20_000)}\r\n1`,
    '"never closed',
    gzipSync(Buffer.alloc(1_000)),
    '\ufeff\r\n\r\n\r\n',
    'constructor,__proto__,toString\r\n1,2,3\r\n',
    '=cmd|calc,+1,-1,@a\r\n=1,=2,=3,=4\r\n',
    Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x2c, 0x00, 0xd8]),
  ]
  for (const [at, content] of contents.entries()) {
    const answer = await post('/api/imports', formOf({}, { name: `rows-${at}.csv`, content }) as InjectOptions)
    expect([at, answer.statusCode < 500]).toEqual([at, true])
    if (answer.statusCode !== 200) continue
    const { id } = answer.json<{ id: string }>()
    const map = 'columns: []'
    const checked = await post(`/api/imports/${id}/check`, { payload: { map } })
    expect([at, checked.statusCode < 500]).toEqual([at, true])
    await runQueuedJobs(world.platform, [checkImportJob, commitImportJob])
    const file = await app.server.inject({ url: `/api/imports/${id}/bad-rows.csv`, headers: { cookie: staff.cookie } })
    expect([at, file.statusCode < 500]).toEqual([at, true])
  }
})
