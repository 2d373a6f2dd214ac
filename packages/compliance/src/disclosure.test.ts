import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import { checkDisclosure, checkRule, type DisclosureAck, rulePack } from './index.ts'

const SIGNED_AT = 1_790_000_000_000
const ack: DisclosureAck = {
  channel: 'online',
  termsHash: 'a',
  openedAtMs: SIGNED_AT - 60_000,
  confirmedAtMs: SIGNED_AT - 30_000,
  readSeconds: 30,
  hasScrolledToEnd: true,
}

function sign(changes: Partial<DisclosureAck> | null) {
  const facts = { ack: changes && { ...ack, ...changes }, termsHash: 'a', signedAtMs: SIGNED_AT }
  const verdict = checkDisclosure(facts, 10)
  return verdict.decision === 'allow' ? 'allow' : verdict.code
}

test.each([
  ['[D1] nothing acknowledged', null, 'compliance.cost_table_not_acknowledged'],
  ['[D1] all in order', {}, 'allow'],
  ['[D2] another table', { termsHash: 'b' }, 'compliance.terms_changed'],
  ['[D3] not to the end', { hasScrolledToEnd: false }, 'compliance.not_read_to_the_end'],
  ['[D3] nine seconds', { readSeconds: 9 }, 'compliance.read_too_fast'],
  ['[D3] ten seconds', { readSeconds: 10 }, 'allow'],
  ['[D3] more claimed than passed', { openedAtMs: SIGNED_AT - 31_000 }, 'compliance.read_too_fast'],
  ['[D4] on paper', { channel: 'on-site', hasScrolledToEnd: false, readSeconds: 0 }, 'allow'],
  ['[D5] at the moment of signing', { confirmedAtMs: SIGNED_AT }, 'allow'],
  ['[D5] after signing', { confirmedAtMs: SIGNED_AT + 1 }, 'compliance.cost_table_acknowledged_after_signing'],
] as const)('%s: %s', (_title, changes, verdict) => {
  expect(sign(changes)).toBe(verdict)
})

test('[D1] contracts before 2026-08-01 stand', () => {
  const pack = rulePack('bank')
  if (!pack.ok) throw new Error(pack.error.code)
  const on = (day: string) =>
    checkRule(pack.value, 'CN-RATE-003', day as Day, { act: 'sign', ack: null, termsHash: 'a', signedAtMs: 0 }).decision
  expect([on('2026-07-31'), on('2026-08-01')]).toEqual(['allow', 'refuse'])
})

test('[D6] only what the table shows is charged', () => {
  const pack = rulePack('bank')
  if (!pack.ok) throw new Error(pack.error.code)
  const charge = (feeCode: string) =>
    checkRule(pack.value, 'CN-RATE-003', '2026-11-22' as Day, { act: 'charge', feeCode, disclosedCodes: ['INTEREST'] })
  expect(charge('INTEREST').decision).toBe('allow')
  expect(charge('MEMBERSHIP')).toEqual({
    decision: 'refuse',
    code: 'compliance.fee_not_disclosed',
    facts: { feeCode: 'MEMBERSHIP' },
  })
})
