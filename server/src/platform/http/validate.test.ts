import { sessionApi, systemApi } from '@puhui/api'
import { expect, test } from 'vitest'
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
