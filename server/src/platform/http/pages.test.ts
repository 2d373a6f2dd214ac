import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlatform, type TestPlatform } from '../testing.ts'
import { type App, createApp } from './app.ts'
import { mountPages } from './pages.ts'

const script = 'console.log("quote")\n'.repeat(100)
const front = '<!doctype html><title>m</title>'

let platform: TestPlatform
let app: App
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pages-'))
  for (const page of ['console', 'h5']) await mkdir(path.join(folder, page, 'assets'), { recursive: true })
  const files: readonly (readonly [string, string | Buffer])[] = [
    ['h5/index.html', front],
    ['h5/assets/quote.js', script],
    ['h5/assets/quote.js.br', brotliCompressSync(script)],
    ['h5/assets/quote.js.gz', gzipSync(script)],
    ['h5/assets/bare.js', script],
    ['console/index.html', front],
    ['console/index.html.br', brotliCompressSync(front)],
  ]
  for (const [name, content] of files) await writeFile(path.join(folder, name), content)
  platform = await makePlatform()
  app = await createApp(platform)
  await mountPages(app, { console: path.join(folder, 'console'), h5: path.join(folder, 'h5') })
})

afterAll(async () => {
  await platform.drop()
  await rm(folder, { recursive: true })
})

const get = (url: string, encodings?: string) =>
  app.server.inject({ url, headers: encodings === undefined ? {} : { 'accept-encoding': encodings } })

test('[HTTP-14] a script comes in the smallest form the browser takes, and as it is to one that takes none', async () => {
  const [brotli, gzip, plain] = await Promise.all(
    ['gzip, deflate, br', 'gzip', undefined].map((encodings) => get('/m/assets/quote.js', encodings)),
  )
  expect(brotli!.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(brotli!.rawPayload).toString()).toBe(script)
  expect(gzip!.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(gzip!.rawPayload).toString()).toBe(script)
  expect(plain!.headers['content-encoding']).toBeUndefined()
  expect(plain!.payload).toBe(script)
  for (const answer of [brotli!, gzip!, plain!]) {
    expect(answer.headers['content-type']).toMatch(/javascript/)
    expect(answer.headers['cache-control']).toMatch(/immutable/)
    expect(answer.headers.vary).toMatch(/accept-encoding/i)
  }
})

test('[HTTP-14] what was never compressed is sent as it is', async () => {
  const answer = await get('/m/assets/bare.js', 'gzip, br')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(answer.payload).toBe(script)
})

test('[HTTP-14] an address the pages route themselves answers their first page, compressed where it can be', async () => {
  const answer = await get('/customers/anyone', 'br')
  expect(answer.headers['content-encoding']).toBe('br')
  expect(answer.headers['content-type']).toMatch(/html/)
  expect(answer.headers['cache-control']).toBe('no-cache')
  expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(front)
  expect((await get('/m/apply', 'br')).payload).toBe(front)
})
