import { expect, test } from 'vitest'
import { bankCardProblem, mobileProblem, residentIdProblem } from './number-problems.ts'

test.each([
  ['330102199003075354', null],
  ['33010219900307535', { code: 'compliance.resident_id_length', facts: { typed: 17 } }],
  ['3301 0219 9003 0753 5', { code: 'compliance.resident_id_length', facts: { typed: 17 } }],
  ['', { code: 'compliance.resident_id_length', facts: { typed: 0 } }],
  ['330102199013075354', { code: 'compliance.resident_id_birth_day' }],
  ['330102199003075355', { code: 'compliance.resident_id_invalid' }],
])('[CN-DATA-001] %j', (text, problem) => expect(residentIdProblem(text)).toEqual(problem))

test.each([
  ['138 0013 8000', null],
  ['+86 1380013800', { code: 'compliance.mobile_length', facts: { typed: 10 } }],
  ['12800138000', { code: 'compliance.mobile_invalid' }],
])('[CN-DATA-002] %j', (text, problem) => expect(mobileProblem(text)).toEqual(problem))

test.each([
  ['6222021234567890128', null],
  ['622202123456', { code: 'compliance.bank_card_length', facts: { typed: 12 } }],
  ['6222021234567890129', { code: 'compliance.bank_card_invalid' }],
  ['six', { code: 'compliance.bank_card_invalid' }],
])('[CN-DATA-003] %j', (text, problem) => expect(bankCardProblem(text)).toEqual(problem))
