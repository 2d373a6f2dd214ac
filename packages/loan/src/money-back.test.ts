import { describe, expect, test } from 'vitest'
import { postingsOf } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, disbursed, repay, run, SERVICE_FEE, shown, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { stateOn } from './view.ts'

const ON = d('2026-03-01')
const RETURNED = { ...SERVICE_FEE, code: 'returned', timing: 'on-event', event: 'failed-debit' } as const
const paidOne = () => run(disbursed(), repay(106_619n, '2026-02-15'))
const goodwill = (amountFen: bigint, valueOn = ON) =>
  ({ kind: 'creditGoodwill', amountFen, reason: 'complaint', valueOn }) as const
const refund = (amountFen: bigint, withInterest = true) =>
  ({ kind: 'refund', amountFen, withInterest, channel: 'merchant', reason: 'goods returned', valueOn: ON }) as const
const chargeBack = (amountFen: bigint, change: { chargesFee?: boolean; eventId?: string; valueOn?: string } = {}) =>
  ({
    kind: 'chargeBack',
    eventId: change.eventId ?? 'e2',
    amountFen,
    chargesFee: change.chargesFee ?? false,
    reason: 'returned by the bank',
    valueOn: d(change.valueOn ?? '2026-03-01'),
  }) as const

const FLOATING = {
  benchmark: 'LPR1Y',
  benchmarkPpm: 30_000n,
  benchmarkOn: d('2026-01-01'),
  repricing: { kind: 'every-months', months: 3 },
  floorPpm: 0n,
  ceilingPpm: 240_000n,
} as const
const floating = () => disbursed(termsWith({ plan: { floating: FLOATING } }))
const reprice = (valueOn = '2026-04-15') =>
  ({
    kind: 'reprice',
    annualRatePpm: 114_000n,
    benchmark: 'LPR1Y',
    benchmarkPpm: 24_000n,
    publishedOn: d('2026-03-20'),
    valueOn: d(valueOn),
  }) as const

function entry(loan: Loan, command: LoanCommand, bookedOn = '2026-03-01'): string {
  const decided = decide(loan, command, { bookedOn: d(bookedOn), eventId: 'new' })
  return decided.ok ? shown(postingsOf(loan, decided.value)) : decided.error.code
}

describe('goodwill credit', () => {
  test('[M1] pays what is due like money, and the lender bears it', () => {
    expect(entry(disbursed(), goodwill(20_000n, d('2026-02-15')), '2026-02-15')).toBe(
      '1132 -12000, 1303 -8000, 6704 +20000',
    )
    const state = stateOn(run(disbursed(), goodwill(20_000n, d('2026-02-15'))), d('2026-02-15'))
    expect([state.goodwillFen, state.dueFen, state.paid.interestFen]).toEqual([20_000n, 86_619n, 12_000n])
  })

  test('[M1] at most what is owed', () => {
    expect(entry(paidOne(), goodwill(1_110_910n))).toBe('loan.credit_above_owed')
    expect(entry(paidOne(), goodwill(1_110_908n))).toContain('6704 +1110908')
  })
})

describe('merchant refund', () => {
  test('[M4] [M2] a part lowers principal without a fee, with the interest that it has borne', () => {
    expect(entry(paidOne(), refund(300_000n))).toBe('1002 +300000, 1303 -304382, 6011 +4382')
    const loan = run(paidOne(), refund(300_000n))
    const state = stateOn(loan, ON)
    expect([state.refundedFen, state.refundedInterestFen, state.prepaymentFeePaidFen]).toEqual([300_000n, 4_382n, 0n])
    expect(state.principalFen).toBe(1_105_381n - 304_382n)
  })

  test('[M2] the whole ends the loan; all interest comes back and what is over is held for the borrower', () => {
    const state = stateOn(run(paidOne(), refund(1_200_000n)), ON)
    expect([state.status, state.principalFen, state.heldFen]).toEqual(['settled', 0n, 106_619n])
  })

  test('[M2] without interest, only the principal comes back', () => {
    expect(entry(paidOne(), refund(300_000n, false))).toBe('1002 +300000, 1303 -300000')
  })

  test('[M3] not more than was paid out', () => {
    expect(entry(run(paidOne(), refund(300_000n)), refund(900_001n))).toBe('loan.refund_above_principal')
  })
})

describe('chargeback', () => {
  test('[M5] the instalment is open again, as of its own due date, from this day on', () => {
    expect(entry(paidOne(), chargeBack(106_619n))).toBe('1002 -106619, 1132 +12000, 1303 +94619')
    const loan = run(paidOne(), chargeBack(106_619n))
    expect(stateOn(loan, d('2026-02-28')).dpd).toBe(0)
    const state = stateOn(loan, ON)
    expect([state.dpd, state.overdueFen, state.penaltyFen]).toEqual([14, 106_619n, 0n])
    expect(stateOn(loan, d('2026-03-05')).penaltyFen).toBe(189n)
  })

  test('[M5] money that is held goes back first, then what was taken last', () => {
    const loan = run(disbursed(), repay(120_000n, '2026-02-15'))
    expect(entry(loan, chargeBack(20_000n))).toBe('1002 -20000, 1303 +6619, 2241 +13381')
  })

  test('[M6] the fee of the contract stands in the oldest open instalment and is the lender’s', () => {
    const loan = run(disbursed(termsWith({ fees: [RETURNED] })), repay(106_619n, '2026-02-15'))
    expect(entry(loan, chargeBack(106_619n, { chargesFee: true }))).toBe(
      '1002 -106619, 1122 +1000, 1132 +12000, 1303 +94619, 6021 -1000',
    )
  })

  test('[M6] [N2] within the grace days, all that is late of the instalment counts from the day of the chargeback', () => {
    const paid = run(disbursed(), repay(56_619n, '2026-02-15'))
    const back = { kind: 'chargeBack', eventId: 'e2', amountFen: 10_000n, chargesFee: false, reason: 'x' } as const
    const loan = run(paid, { ...back, valueOn: d('2026-02-17') })
    const stepsOn = (on: string) => stateOn(loan, d(on)).instalments[0]!.penaltySteps.map((s) => [s.from, s.overdueFen])
    // 50,000 had been late for two days of grace: with the 10,000 that are open again they count from 17 February.
    expect([stepsOn('2026-02-18'), stepsOn('2026-02-19')]).toEqual([[], [['2026-02-17', 60_000n]]])
  })

  test('[M6] it is owed on its day, however late the next period begins', () => {
    const grace = { interestOnlyPeriods: 0, moratoriumPeriods: 3, moratoriumInterest: 'waived' } as const
    const paid = run(disbursed(termsWith({ fees: [RETURNED], plan: { grace } })), repay(1_000n, '2026-01-20'))
    const back = { kind: 'chargeBack', eventId: 'e2', amountFen: 1_000n, chargesFee: true, reason: 'x' } as const
    expect(stateOn(run(paid, { ...back, valueOn: d('2026-01-25') }), d('2026-01-25')).feeDueFen).toBe(1_000n)
  })

  test('[M7] the last payment of a settled loan opens it again', () => {
    const settled = run(disbursed(termsWith({ termMonths: 1 })), repay(1_212_000n, '2026-02-15'))
    expect(stateOn(settled, ON).status).toBe('settled')
    const state = stateOn(run(settled, chargeBack(1_212_000n)), ON)
    expect([state.status, state.overdueFen]).toEqual(['overdue', 1_212_000n])
  })

  test('[M7] not more than the payment, not before it, only a repayment, and no reversal on top', () => {
    expect(entry(paidOne(), chargeBack(106_620n))).toBe('loan.charge_back_above_payment')
    expect(entry(paidOne(), chargeBack(1n, { valueOn: '2026-02-14' }))).toBe('loan.predates_payment')
    expect(entry(paidOne(), chargeBack(1n, { eventId: 'e1' }))).toBe('loan.not_a_repayment')
    const twice = run(paidOne(), chargeBack(100_000n))
    expect(entry(twice, chargeBack(6_620n))).toBe('loan.charge_back_above_payment')
    expect(entry(twice, { kind: 'reverse', eventId: 'e2', reason: 'x' })).toBe('loan.event_not_reversible')
  })
})

describe('repricing', () => {
  test('[M8] what has run stays, the instalments to come follow the new rate and the term is kept', () => {
    const loan = run(floating(), reprice('2026-04-20'))
    const { instalments, annualRatePpm } = stateOn(loan, d('2026-04-20'))
    expect([annualRatePpm, instalments.length]).toEqual([114_000n, 12])
    expect(instalments[2]!.planned.interestFen).toBe(10_098n)
    expect(instalments[3]!.interestSteps.map((step) => step.annualRatePpm)).toEqual([120_000n, 114_000n])
    expect(instalments[4]!.interestSteps.map((step) => step.annualRatePpm)).toEqual([114_000n])
  })

  test('[M9] a rate that is learnt late takes back the interest that was too much, today', () => {
    expect(entry(floating(), reprice(), '2026-05-01')).toBe('1132 -244, 1133 -114, 6011 +244, 6012 +114')
  })

  test('[M10] a fixed rate does not follow, and new terms make the rate fixed', () => {
    expect(entry(disbursed(), reprice(), '2026-05-01')).toBe('loan.rate_is_fixed')
    const terms = { instalments: 12, annualRatePpm: 100_000n, graceInstalments: 0, arrears: 'kept' } as const
    const rescheduled = run(floating(), { kind: 'reschedule', ...terms, reason: 'illness', valueOn: ON })
    expect(entry(rescheduled, reprice(), '2026-05-01')).toBe('loan.rate_is_fixed')
  })
})

describe('JSON', () => {
  test('[J1] credits, refunds, chargebacks, rates and new terms come back the same', () => {
    const terms = { instalments: 12, annualRatePpm: 100_000n, graceInstalments: 3, arrears: 'carried' } as const
    const all = [
      run(paidOne(), goodwill(1_000n)),
      run(paidOne(), refund(300_000n)),
      run(paidOne(), chargeBack(1_000n)),
      run(floating(), reprice()),
      run(paidOne(), { kind: 'reschedule', ...terms, reason: 'illness', valueOn: ON }),
    ].map(({ events }) => events.at(-1)!)
    expect(all.map((event) => decodeEvent(JSON.parse(JSON.stringify(encodeEvent(event)))))).toEqual(
      all.map((value) => ({ ok: true, value })),
    )
  })
})
