import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import {
  checkRule,
  type InputOf,
  type LawfulLender,
  LENDER_KINDS,
  type RuleId,
  rulePack,
  rulesInForce,
} from './index.ts'

const TODAY = '2026-11-22' as Day

function check<Id extends RuleId>(
  id: Id,
  input: InputOf<Id>,
  { kind = 'consumer_finance_company', on = TODAY }: { readonly kind?: LawfulLender; readonly on?: Day } = {},
) {
  const pack = rulePack(kind)
  if (!pack.ok) throw new Error(pack.error.code)
  const verdict = checkRule(pack.value, id, on, input)
  return verdict.decision === 'allow' ? 'allow' : `${verdict.decision} ${verdict.code}`
}

test('[R5] one fen at a dearer price tips the average of new loans over 20 %', () => {
  const loans = (dearFen: bigint) => [
    { amountFen: 3_000_000n, simpleAnnualPpm: 190_000n },
    { amountFen: dearFen, simpleAnnualPpm: 240_000n },
  ]
  expect(check('CN-RATE-005', { loans: loans(750_000n) })).toBe('allow')
  expect(check('CN-RATE-005', { loans: loans(751_000n) })).toBe('warn compliance.average_cost_high')
  expect(check('CN-RATE-005', { loans: loans(751_000n) }, { kind: 'bank' })).toBe('allow')
})

test('[R6] a microloan of a month keeps the first ceiling after 2027', () => {
  const microloan = { kind: 'microloan_company' } as const
  const cost = (termMonths: number, annualPpm: bigint) =>
    check(
      'CN-RATE-006',
      { on: '2028-01-05' as Day, termMonths, annualPpm, lprOneYearPpm: 30_000n },
      { ...microloan, on: '2028-01-05' as Day },
    )
  const refused = 'refuse compliance.microloan_cost_above_cap'
  expect([cost(12, 120_000n), cost(12, 120_001n), cost(1, 240_000n), cost(1, 240_001n)]).toEqual([
    'allow',
    refused,
    'allow',
    refused,
  ])
})

test('[R7] no licensed lender is bound by the line of private lending', () => {
  for (const kind of LENDER_KINDS) {
    expect(rulesInForce(TODAY, kind).some(({ id }) => id === 'CN-RATE-007')).toBe(false)
  }
  const contract = { contractOn: '2026-06-01' as Day, annualPpm: 120_001n }
  expect(check('CN-RATE-007', contract, { kind: 'private_lender' })).toBe('flag compliance.above_private_line')
  const today = { contractOn: TODAY, annualPpm: 1n }
  expect(check('CN-RATE-007', today, { kind: 'private_lender' })).toBe('flag compliance.lpr_not_published')
})

test('[R9] misuse has a band of its own, and the ceiling holds in it too', () => {
  const misuse = (penaltyPpm: bigint) => check('CN-RATE-009', { cause: 'misuse', contractPpm: 130_000n, penaltyPpm })
  expect([misuse(194_999n), misuse(195_000n), misuse(260_000n), misuse(260_001n)]).toEqual([
    'refuse compliance.penalty_out_of_band',
    'allow',
    'warn compliance.penalty_held',
    'refuse compliance.penalty_out_of_band',
  ])
})

test('[R10] no fee needs no place in the cost table', () => {
  expect(check('CN-RATE-010', { act: 'charge', feeFen: 0n, isDisclosed: false })).toBe('allow')
  expect(check('CN-RATE-010', { act: 'charge', feeFen: 1n, isDisclosed: false })).toBe(
    'refuse compliance.prepayment_fee_not_disclosed',
  )
})

test('[R11] what was taken this year counts; outside the scheme a claim is pointed out', () => {
  const use = { on: TODAY, spentFen: 20_000_000n, annualRatePpm: 30_000n, days: 365, takenThisYearFen: 250_000n }
  expect(check('CN-SUBS-001', { ...use, claimedFen: 50_000n })).toBe('allow')
  expect(check('CN-SUBS-001', { ...use, claimedFen: 50_001n })).toBe('refuse compliance.subsidy_above_scheme')
  const later = { ...use, on: '2027-01-05' as Day, claimedFen: 1n }
  expect(check('CN-SUBS-001', later)).toBe('flag compliance.subsidy_scheme_over')
})
