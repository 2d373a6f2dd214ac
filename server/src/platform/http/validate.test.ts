import { sessionApi, systemApi } from '@puhui/api'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { RefusalError } from '../refusal-error.ts'
import { validateInput } from './validate.ts'

function codesOf(schemas: Parameters<typeof validateInput>[0], body: unknown): Record<string, string> {
  try {
    validateInput(schemas, { params: undefined, query: undefined, body })
  } catch (error) {
    if (error instanceof RefusalError) return Object.fromEntries(error.problems.map((one) => [one.pointer, one.code]))
    throw error
  }
  return {}
}

test('[UX-59] every wrong field names what would be right, and all of them come at once', () => {
  expect(codesOf(sessionApi.verifyOtp, { mobile: '138 0013', code: 'abc' })).toEqual({
    '/mobile': 'request.not_a_mobile',
    '/code': 'request.not_a_code',
  })
  const user = { login: 'Ä', name: '', password: 'short', roles: [], nick: 1 }
  expect(codesOf(systemApi.createUser, user)).toMatchObject({
    '/login': 'request.not_a_login',
    '/name': 'request.missing',
    '/password': 'request.too_short',
    '/nick': 'request.unknown_field',
  })
})

test('[UX-59] a value of the wrong kind, size or choice names the kind, the bound, the choices', () => {
  const user = { login: 7, name: [], password: 'a long phrase that nobody else has', roles: 'risk' }
  expect(codesOf(systemApi.createUser, user)).toEqual({
    '/login': 'request.not_text',
    '/name': 'request.not_text',
    '/roles': 'request.not_a_list',
  })
  expect(codesOf(systemApi.advanceClock, { days: 2 ** 40 })).toEqual({ '/days': 'request.above_maximum' })
  expect(codesOf(sessionApi.enterDemo, { role: 'king' })).toEqual({ '/role': expect.stringMatching(/^request\./) })
})

test('[SEC-06] what the database cannot keep is refused at its place: NUL, half a character, in values and in names', () => {
  const body = { json: { 'a\0': 1, deep: ['\ud800', { b: '汉\0字' }] } }
  const anything = { ...sessionApi.verifyOtp, body: z.object({ json: z.record(z.string(), z.unknown()) }) }
  expect(codesOf(anything, body)).toEqual({
    '/json': 'request.characters_not_kept',
    '/json/deep/0': 'request.characters_not_kept',
    '/json/deep/1/b': 'request.characters_not_kept',
  })
  expect(codesOf(anything, { json: { emoji: '👩‍👩‍👧‍👦', large: 1.5 } })).toEqual({})
  expect(codesOf(anything, { json: { version: 2 ** 31 } })).toEqual({ '/json/version': 'request.above_maximum' })
})

test('[SEC-06] a body a hundred thousand levels deep is a refusal, one wrong in as many places a short answer', () => {
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(() => validateInput(sessionApi.verifyOtp, { params: undefined, query: undefined, body: deep })).toThrow(
    'request.too_deep',
  )
  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`field${at}`, at]))
  expect(Object.keys(codesOf(sessionApi.verifyOtp, wide)).length).toBeLessThanOrEqual(200)
})
