import { describe, expect, test } from 'vitest'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, disbursed, repay, run, termsWith } from './loan.fixture.ts'
import { type Loan, open } from './loan.ts'

const ON = d('2026-03-01')
const base = { channel: 'bank', valueOn: ON } as const
const waive = (amountFen: bigint) =>
  ({ kind: 'waive', part: 'penalty', amountFen, reason: 'goodwill', valueOn: ON }) as const
const prepay = (mode: 'full' | 'lower-instalment' | 'fewer-instalments', amountFen: bigint) =>
  ({ kind: 'prepay', mode, amountFen, ...base }) as const

const current = () => run(disbursed(), repay(106_619n, '2026-02-15'))
const chargedOff = () => run(disbursed(), { kind: 'chargeOff', reason: 'insolvent', valueOn: ON })
const settled = () => run(current(), prepay('full', 1_121_962n))
const reversed = () => run(current(), { kind: 'reverse', eventId: 'e2', reason: 'returned', bookedOn: ON })
const interestFirst = () => disbursed(termsWith({ method: 'interest-first' }), '2026-02-15')
const noPrepayment = () =>
  disbursed(termsWith({}, { prepayment: { ...termsWith().prepayment, isAllowed: false } }), '2026-02-15')

const REFUSED: readonly [string, () => Loan, LoanCommand, string, object?][] = [
  [
    '[D1] nothing is no payment',
    disbursed,
    { kind: 'repay', amountFen: 0n, ...base, valueOn: d('2030-01-01') },
    'amount_not_positive',
  ],
  ['[D1] [D3] tomorrow', disbursed, repay(1n, '2026-03-02'), 'value_date_in_future'],
  [
    '[D3] before the disbursement',
    disbursed,
    repay(1n, '2026-01-14'),
    'predates_disbursement',
    { disbursedOn: '2026-01-15' },
  ],
  ['[D1] not paid out', () => open(termsWith()), repay(1n, '2026-03-01'), 'not_disbursed'],
  ['[D2] twice', disbursed, { kind: 'disburse', amountFen: 1_200_000n, ...base }, 'already_disbursed'],
  ['[D2] in part', () => open(termsWith()), { kind: 'disburse', amountFen: 1n, ...base }, 'disbursement_not_principal'],
  ['[D4] settled', settled, repay(1n, '2026-03-01'), 'settled', { settledOn: '2026-03-01' }],
  ['[D4] charged off', chargedOff, repay(1n, '2026-03-01'), 'charged_off'],
  [
    '[D5] arrears first',
    disbursed,
    prepay('lower-instalment', 200_000n),
    'arrears_before_prepayment',
    { dueFen: 107_281n },
  ],
  ['[D5] too little', current, prepay('lower-instalment', 50_499n), 'prepayment_below_minimum', { minFen: 50_000n }],
  [
    '[D5] all of it',
    current,
    prepay('lower-instalment', 1_121_962n),
    'prepayment_covers_all',
    { settlementFen: 1_121_962n },
  ],
  [
    '[D5] fewer instalments of none',
    interestFirst,
    prepay('fewer-instalments', 200_000n),
    'prepayment_mode_not_offered',
    { offered: ['lower-instalment'] },
  ],
  ['[D5] not in this product', noPrepayment, prepay('full', 2_000_000n), 'prepayment_not_allowed'],
  ['[D6] one fen short', current, prepay('full', 1_121_961n), 'settlement_amount_short', { settlementFen: 1_121_962n }],
  ['[D7] more than is due', disbursed, waive(663n), 'waiver_above_outstanding', { outstandingFen: 662n }],
  ['[D8] nothing to recover', disbursed, { kind: 'recover', amountFen: 1n, ...base }, 'not_charged_off'],
  ['[D8] more than the claim', chargedOff, { kind: 'recover', amountFen: 9_999_999n, ...base }, 'recovery_above_claim'],
  ['[D9] unknown', disbursed, { kind: 'reverse', eventId: 'e9', reason: 'x' }, 'event_unknown'],
  ['[D9] twice', reversed, { kind: 'reverse', eventId: 'e2', reason: 'x' }, 'event_already_reversed'],
  [
    '[D9] a reversal',
    reversed,
    { kind: 'reverse', eventId: 'e3', reason: 'x' },
    'event_not_reversible',
    { kind: 'reversed' },
  ],
  [
    '[D9] the disbursement of a loan that has been paid',
    current,
    { kind: 'reverse', eventId: 'e1', reason: 'x' },
    'event_not_reversible',
    { kind: 'disbursed' },
  ],
]

describe('decide refuses', () => {
  test.each(REFUSED)('%s', (_title, loan, command, code, facts = {}) => {
    const decided = decide(loan(), command, { bookedOn: ON, eventId: 'new' })
    expect(decided).toMatchObject({ ok: false, error: { code: `loan.${code}`, ...facts } })
  })
})

describe('decide allows', () => {
  test.each([
    ['[D6] the exact settlement', current, prepay('full', 1_121_962n)],
    ['[D7] the whole penalty', disbursed, waive(662n)],
    [
      '[D9] the disbursement while it stands alone',
      disbursed,
      { kind: 'reverse', eventId: 'e1', reason: 'wrong account' },
    ],
  ] as const)('%s', (_title, loan, command) => {
    expect(decide(loan(), command, { bookedOn: ON, eventId: 'new' })).toMatchObject({
      ok: true,
      value: { id: 'new', bookedOn: ON },
    })
  })
})
