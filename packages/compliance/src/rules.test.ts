import type { Day } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import {
  checkRule,
  debtToIncomePpm,
  type InputOf,
  type LenderKind,
  principalForInterest,
  type RuleId,
  rulePack,
} from './index.ts'

const TODAY = '2026-11-22' as Day

function check<Id extends RuleId>(id: Id, input: InputOf<Id>, lenderKind: LenderKind = 'consumer_finance_company') {
  const pack = rulePack(lenderKind)
  if (!pack.ok) throw new Error(pack.error.code)
  const verdict = checkRule(pack.value, id, TODAY, input)
  return verdict.decision === 'allow' ? 'allow' : `${verdict.decision} ${verdict.code}`
}

describe('rates', () => {
  test('[R2] half a unit of the second decimal is allowed', () => {
    const differ = (by: bigint) =>
      check('CN-RATE-002', { statedAnnualPpm: 128_000n + by, recomputedAnnualPpm: 128_000n })
    expect([differ(50n), differ(-50n), differ(51n), differ(-51n)]).toEqual([
      'allow',
      'allow',
      'refuse compliance.annual_rate_mismatch',
      'refuse compliance.annual_rate_mismatch',
    ])
  })

  test.each([
    [{ simpleAnnualPpm: 240_100n }, 'allow'],
    [{ simpleAnnualPpm: 240_101n }, 'refuse compliance.cost_above_cap'],
    [{ simpleAnnualPpm: 180_000n, defaultAnnualPpm: 240_101n }, 'refuse compliance.default_cost_above_cap'],
  ])('[R4] %o is: %s', (cost, verdict) => {
    expect(check('CN-RATE-004', cost)).toBe(verdict)
  })

  test.each([
    [950_000n, [{ kind: 'fee', amountFen: 50_000n }], 'allow', 1_000_000n],
    [950_000n, [{ kind: 'interest', amountFen: 50_000n }], 'refuse compliance.upfront_interest', 950_000n],
    [950_000n, [{ kind: 'fee', amountFen: 40_000n }], 'refuse compliance.withheld_amount_unexplained', 990_000n],
    [1_000_000n, [], 'allow', 1_000_000n],
  ] as const)(
    '[R8] of ¥10,000, %s fen paid out with %o kept back: %s',
    (disbursedFen, withheld, verdict, principal) => {
      const payout = { principalFen: 1_000_000n, disbursedFen, withheld }
      expect(check('CN-RATE-008', payout)).toBe(verdict)
      expect(principalForInterest(payout)).toBe(principal)
    },
  )
})

describe('origination', () => {
  test('[O1] the temporary raise must be granted to the lender', () => {
    const line = { consumerLinesFen: 30_000_000n }
    expect(check('CN-ORIG-001', line, 'bank')).toBe('refuse compliance.internet_loan_above_limit')
    expect(check('CN-ORIG-001', { repayment: 'bullet', termMonths: 12 }, 'bank')).toBe('allow')
    expect(check('CN-ORIG-001', { repayment: 'instalments', termMonths: 36 }, 'bank')).toBe('allow')
  })

  test.each([
    [{ act: 'approve', outstandingFen: 0n, newFen: 20_000_001n }, 'refuse compliance.borrower_balance_above_limit'],
    [{ act: 'report', guaranteedFen: 50n, totalFen: 100n }, 'allow'],
    [{ act: 'report', guaranteedFen: 0n, totalFen: 0n, liquidityPpm: 499_999n }, 'warn compliance.liquidity_low'],
    [{ act: 'report', guaranteedFen: 0n, totalFen: 1n, leveragePpm: 39_999n }, 'warn compliance.leverage_low'],
    [{ act: 'report', guaranteedFen: 0n, totalFen: 1n, capitalFen: 99_999_999_999n }, 'warn compliance.capital_low'],
  ] as const)('[O4] %o: %s', (input, verdict) => {
    expect(check('CN-ORIG-004', input)).toBe(verdict)
  })

  test.each([
    ['lend', '2008-11-22', 'allow'],
    ['lend', '2008-11-23', 'refuse compliance.under_age'],
    ['collect-data', '2012-11-22', 'allow'],
    ['collect-data', '2012-11-23', 'refuse compliance.guardian_consent_missing'],
  ] as const)('[O8] %s to one born on %s: %s', (act, bornOn, verdict) => {
    expect(check('CN-ORIG-008', { act, bornOn: bornOn as Day, on: TODAY })).toBe(verdict)
  })

  test('[O12] one millionth above half goes to a person', () => {
    expect(check('CN-ORIG-012', { monthlyIncomeFen: 1_000_000n, monthlyDueFen: 500_001n })).toBe(
      'refer compliance.dti_high',
    )
    expect(check('CN-ORIG-012', { monthlyIncomeFen: 0n, monthlyDueFen: 0n })).toBe('refer compliance.income_unknown')
    expect(debtToIncomePpm({ monthlyIncomeFen: 800_000n, monthlyDueFen: 420_000n })).toBe(525_000n)
  })
})

describe('data classes', () => {
  test.each(['cvn2', 'track-data', 'card-pin', 'payment-password'])('[F1] %s is never stored', (field) => {
    expect(check('CN-PRIV-008', { act: 'store', field, isEncrypted: true })).toBe(
      'refuse compliance.field_never_stored',
    )
  })

  test('[F2] C3 is stored encrypted, never shown and never logged', () => {
    const field = 'face-image'
    expect([
      check('CN-PRIV-008', { act: 'store', field, isEncrypted: false }),
      check('CN-PRIV-008', { act: 'store', field, isEncrypted: true }),
      check('CN-PRIV-008', { act: 'display', field, isMasked: true, purpose: 'review' }),
      check('CN-PRIV-008', { act: 'log', field }),
    ]).toEqual([
      'refuse compliance.field_not_encrypted',
      'allow',
      'refuse compliance.field_never_shown',
      'refuse compliance.field_never_logged',
    ])
  })

  test('[F3] C2 is masked or has a purpose', () => {
    const field = 'mobile'
    expect([
      check('CN-PRIV-008', { act: 'display', field, isMasked: true, purpose: null }),
      check('CN-PRIV-008', { act: 'display', field, isMasked: false, purpose: 'call back the customer' }),
      check('CN-PRIV-008', { act: 'display', field, isMasked: false, purpose: '' }),
      check('CN-PRIV-008', { act: 'log', field }),
      check('CN-PRIV-008', { act: 'transmit', field, isEncrypted: false }),
    ]).toEqual([
      'allow',
      'allow',
      'refuse compliance.field_unmasked_without_purpose',
      'refuse compliance.field_never_logged',
      'refuse compliance.field_not_encrypted',
    ])
  })

  test('[F4] an unknown field is refused, also one named like a method of objects', () => {
    for (const field of ['shoe-size', 'toString']) {
      expect(check('CN-PRIV-008', { act: 'log', field })).toBe('refuse compliance.field_not_classified')
    }
  })

  test('[V7] a card number is not sent out', () => {
    expect(check('CN-DATA-003', { act: 'look-up', sendsNumberOut: true })).toBe(
      'refuse compliance.card_lookup_leaves_lender',
    )
  })

  test('[V4] an unknown province is a warning', () => {
    expect(check('CN-DATA-001', { residentId: '990105194912310023' })).toBe(
      'warn compliance.resident_id_unknown_region',
    )
  })
})
