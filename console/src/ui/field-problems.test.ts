import { systemApi } from '@puhui/api'
import { expect, test } from 'vitest'
import { hasPlace, pathOf, problemsIn } from './field-problems.ts'

test('every wrong field of a body is found at once, in the language asked', () => {
  const body = { login: 'A', name: '', password: 'short', roles: [], extra: 1 }
  const zh = problemsIn(systemApi.createUser, body, 'zh')
  const en = problemsIn(systemApi.createUser, body, 'en')
  expect(new Set(zh.map(({ path }) => path.join('.')))).toEqual(new Set(['login', 'name', 'password', 'roles', '']))
  expect(zh.every(({ message }) => /\p{Script=Han}/u.test(message))).toBe(true)
  expect(en.some(({ message }) => /\p{Script=Han}/u.test(message))).toBe(false)
})

test('a field that is missing says so', () => {
  const [problem] = problemsIn(systemApi.saveColumns, {}, 'en')
  expect(problem).toEqual({ path: ['columns'], message: 'Required' })
})

test('a pattern says what would be right, a text how long it should be', () => {
  const body = { login: 'Ä', name: '', password: 'short', roles: ['auditor'] }
  const messages = new Map(problemsIn(systemApi.createUser, body, 'en').map((one) => [one.path.join('.'), one.message]))
  expect(messages.get('login')).toBe('3 to 32 characters: begins with a lower-case letter; digits and . _ - may follow')
  expect(messages.get('password')).toMatch(/^At least \d+ characters$/)
  expect(messages.get('name')).toBe('Required')
})

test('a body that is right has no problems', () => {
  expect(problemsIn(systemApi.saveColumns, { columns: ['id'] }, 'zh')).toEqual([])
})

test('a pointer leads to its field', () => {
  expect(pathOf('/lines/0/amount~1fen')).toEqual(['lines', 0, 'amount/fen'])
  expect(pathOf('/body/name')).toEqual(['name'])
})

test('values that changed reach the fields they name, a list as far as its place', () => {
  expect(hasPlace({ reason: '' }, ['reason'])).toBe(true)
  expect(hasPlace({ reason: undefined }, ['reason'])).toBe(true)
  expect(hasPlace({ fees: [{ code: 'x' }] }, ['fees', 0, 'code'])).toBe(true)
  expect(hasPlace({ fees: [{ code: 'x' }] }, ['fees', 1, 'code'])).toBe(false)
  expect(hasPlace({ reason: '' }, ['amountFen'])).toBe(false)
})
