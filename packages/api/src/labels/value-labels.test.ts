import { expect, test } from 'vitest'
import { valueLabelOf } from './value-labels.ts'

test.each([
  ['channel', 'loan', 'directDebit', 'Direct debit'],
  ['channel', 'application', 'branch', 'Branch'],
  ['purpose', 'customer', 'device-habits', 'Habits from connected devices'],
  ['purpose', 'application', 'medical', 'Medical'],
  ['level', 'customer', 'steady', 'Steady'],
  ['verdict', 'application', 'decline', 'Declined'],
  ['reason', 'hardship_request', 'illness', 'Illness or injury'],
  ['status', 'loan', 'overdue', 'Overdue'],
])('a %s of %s: %s is called %s', (field, objectKind, value, name) => {
  expect(valueLabelOf(field, objectKind, value)?.en).toBe(name)
})

test('what a person wrote speaks for itself', () => {
  expect(['到店咨询', 'constructor', 'loa_1'].map((text) => valueLabelOf('reason', 'customer', text))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
