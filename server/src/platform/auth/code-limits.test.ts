import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Config } from '../config.ts'
import { createApp } from '../http/app.ts'
import type { ServerModule } from '../module.ts'
import { platformModule } from '../routes/index.ts'
import { makePlatform, type TestPlatform } from '../testing.ts'
import { limitCodes } from './code-limits.ts'

const customers: ServerModule = {
  name: 'customers',
  borrowers: { findOrRegister: async () => 'cus_one', nameOf: async () => '张**', demoBorrower: async () => 'cus_one' },
}
const PROXY = '10.0.0.1'

let platform: TestPlatform
let number = 13_900_000_000

beforeAll(async () => {
  platform = await makePlatform()
})
afterAll(() => platform.drop())

/** A lender with such limits, on which nothing has been counted yet. */
async function lender(config: Partial<Config>) {
  await platform.owner.deleteFrom('rate_limit').execute()
  const app = await createApp({ ...platform, config: { ...platform.config, ...config } })
  for (const mount of [platformModule([customers])]) mount.routes?.(app)
  /** Asks for a code for a number that nobody has asked for before. */
  return (remoteAddress: string, forwarded?: string) =>
    app.server.inject({
      method: 'POST',
      url: '/api/borrower/otp',
      remoteAddress,
      headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
      payload: { mobile: String(number++) },
    })
}

const codes = (answers: { json(): { code?: string } }[]) => answers.map((answer) => answer.json().code ?? 'sent')

test('[SEC-06] from one address so many codes an hour, to whatever numbers; the answer says when it may be tried again', async () => {
  const ask = await lender({ codesPerAddress: 2 })
  expect(codes([await ask('203.0.113.7'), await ask('203.0.113.7')])).toEqual(['sent', 'sent'])
  const third = await ask('203.0.113.7')
  expect(third.statusCode).toBe(429)
  expect(third.json()).toMatchObject({ code: 'auth.too_many_codes_from_address', facts: { minutes: 60 } })
  expect(third.headers['retry-after']).toBe('3600')
  expect(codes([await ask('203.0.113.8')])).toEqual(['sent'])
})

test('[SEC-06] what a proxy says of a caller counts where the proxy is trusted, and nowhere else', async () => {
  const trusting = await lender({ codesPerAddress: 1, trustedProxies: [PROXY] })
  expect(codes([await trusting(PROXY, '203.0.113.7'), await trusting(PROXY, '203.0.113.8')])).toEqual(['sent', 'sent'])
  expect(codes([await trusting(PROXY, '203.0.113.7')])).toEqual(['auth.too_many_codes_from_address'])
  // Whoever writes another address into the header himself is counted by the one from which he really comes.
  expect(codes([await trusting(PROXY, '198.51.100.1, 203.0.113.7')])).toEqual(['auth.too_many_codes_from_address'])
  const plain = await lender({ codesPerAddress: 1 })
  expect(codes([await plain('203.0.113.9', '198.51.100.1'), await plain('203.0.113.9', '198.51.100.2')])).toEqual([
    'sent',
    'auth.too_many_codes_from_address',
  ])
})

test('[SEC-06] behind a proxy that nobody named callers are not told apart: only all of them together are counted', async () => {
  const ask = await lender({ codesPerAddress: 1, codesInAll: 3, publicUrl: 'https://lender.example' })
  const answers = [await ask(PROXY, '203.0.113.7'), await ask(PROXY, '203.0.113.8'), await ask(PROXY), await ask(PROXY)]
  expect(codes(answers)).toEqual(['sent', 'sent', 'sent', 'auth.codes_used_up'])
})

test('[SEC-06] whom the limit of all has shut out has lost none of his own tries, and who is signed in may go on', async () => {
  await platform.owner.deleteFrom('rate_limit').execute()
  const few = { ...platform, config: { ...platform.config, codesInAll: 1 } }
  const mobile = '13800000009'
  await limitCodes({ platform: few }, { mobile: '13800000010', purpose: 'sign_in' })
  await expect(limitCodes({ platform: few }, { mobile, purpose: 'sign_in' })).rejects.toMatchObject({
    refusal: { code: 'auth.codes_used_up' },
  })
  const days = await platform.db.selectFrom('rate_limit').select('key').where('key', 'like', 'code-day:%').execute()
  expect(days).toHaveLength(1)
  await limitCodes({ platform: few }, { mobile, purpose: 'sign_contract' })
})
