import type { PlanRules } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { postingsOf } from './books.ts'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, disbursed, repay, run, shown, termsWith } from './loan.fixture.ts'
import { type Loan, open } from './loan.ts'
import { stateOn } from './view.ts'

/** ¥12,000 for planting: ¥4,800 for seed at once, the rest within eight months, at least ¥500 at a time. */
const draws: PlanRules['draws'] = { firstSharePpm: 400_000n, months: 8, leastFen: 50_000n }
const planting = termsWith({ plan: { draws } })

function draw(amountFen: bigint, on: string): LoanCommand & { kind: 'disburse' } {
  return { kind: 'disburse', amountFen, channel: 'bank', valueOn: d(on) }
}

const started = () => run(open(planting), draw(480_000n, '2026-01-15'))
const paidFirst = () => run(started(), repay(42_648n, '2026-02-15'))

/** `due day  principal  interest  balance`, the first instalments. */
function table(loan: Loan, count: number): string[] {
  return stateOn(loan, d('2026-03-01'))
    .instalments.slice(0, count)
    .map((row) => [row.dueOn, row.planned.principalFen, row.planned.interestFen, row.balanceFen].join(' '))
}

describe('paid out in parts', () => {
  test('[T1] a part that an earlier event, learnt late, has left without a plan bears penalty interest from its own day', () => {
    const refund = { kind: 'refund', withInterest: false, channel: 'merchant', reason: 'returned' } as const
    const drawn = run(started(), draw(300_000n, '2026-02-10'))
    const ended = run(drawn, {
      ...refund,
      amountFen: 490_000n,
      valueOn: d('2026-01-28'),
      bookedOn: d('2026-02-11'),
    })
    const { heldFen, principalFen, penaltyFen } = stateOn(ended, d('2026-02-20'))
    expect([heldFen, principalFen]).toEqual([0n, 292_013n])
    // ¥2,920.13 × 18 % × 10 days / 360.
    expect(penaltyFen).toBe(1_460n)
  })

  test.each([
    ['with daily rest', { rest: { kind: 'daily', pastDue: 'bears-interest' } }],
    ['as planned', { rest: { kind: 'as-planned' } }],
  ] as const)('[T8] a part may bear interest for the whole instalment that runs: %s', (_name, rule) => {
    const own = termsWith({ plan: { ...rule, draws: { ...draws, bearsFrom: 'period-start' } } })
    const begun = run(open(own), draw(480_000n, '2026-01-15'))
    const loan = run(run(begun, repay(42_648n, '2026-02-15')), draw(300_000n, '2026-03-01'))
    // 7,421.53 × 1 %, though ¥3,000 of it are out for the second half of the month alone.
    const [, second] = stateOn(loan, d('2026-03-01')).instalments
    expect([second!.planned.interestFen, second!.interestSteps.at(0)]).toMatchObject([
      7_422n,
      { from: '2026-02-15', balanceFen: 742_153n },
    ])
    // 4,421.53 × 1 % × 13/28 the evening before, 7,421.53 × 1 % × 14/28 on the day: ¥37.11 less ¥20.53.
    const before = stateOn(loan, d('2026-02-28')).interestAccruedFen
    expect([before, stateOn(loan, d('2026-03-01')).interestAccruedFen]).toEqual([2_053n, 3_711n])
    // In the running month of the first part nothing is earned before that part.
    const early = run(begun, draw(300_000n, '2026-02-01'))
    expect(stateOn(early, d('2026-02-01')).instalments[0]!.planned.interestFen).toBe(7_800n)
  })

  test('[T8] [J2] not where money ahead lowers instalments', () => {
    const own = termsWith({ plan: { draws: { ...draws, bearsFrom: 'period-start' } } })
    expect(decodeLoanTerms(encodeLoanTerms(own))).toMatchObject({
      error: { problems: [{ path: '/schedule/plan/draws/bearsFrom', code: 'not_offered' }] },
    })
  })

  test('[T1] a part raises the instalments to come and earns from its own day', () => {
    const loan = run(paidFirst(), draw(300_000n, '2026-03-01'))
    expect(table(paidFirst(), 3)).toEqual([
      '2026-02-15 37847 4800 442153',
      '2026-03-15 38225 4422 403928',
      '2026-04-15 38608 4039 365320',
    ])
    // 4,421.53 × 1 % × 14/28 + 7,421.53 × 1 % × 14/28 = 59.22
    expect(table(loan, 3)).toEqual([
      '2026-02-15 37847 4800 442153',
      '2026-03-15 65518 5922 676635',
      '2026-04-15 64674 6766 611961',
    ])
    expect(stateOn(loan, d('2026-03-01'))).toMatchObject({
      disbursedFen: 780_000n,
      principalFen: 742_153n,
      drawable: { agreedFen: 1_200_000n, restFen: 420_000n, leastFen: 50_000n, lastOn: '2026-09-15' },
    })
  })

  test('[T1] [B5] what is paid out is principal, from the bank', () => {
    const loan = paidFirst()
    const decided = decide(loan, draw(300_000n, '2026-03-01'), { bookedOn: d('2026-03-01'), eventId: 'next' })
    expect(decided.ok && shown(postingsOf(loan, decided.value))).toBe('1002 -300000, 1303 +300000')
  })

  test.each<[string, () => Loan, LoanCommand, string, string?]>([
    [
      '[D2] the first part is that of the terms',
      () => open(planting),
      draw(1n, '2026-01-15'),
      'disbursement_not_principal',
    ],
    ['[D2] a loan that is paid out whole has no parts', disbursed, draw(1n, '2026-02-01'), 'already_disbursed'],
    ['[T2] before the first part', started, draw(50_000n, '2026-01-14'), 'predates_disbursement'],
    ['[T2] after the last day', started, draw(50_000n, '2026-09-16'), 'draw_after_last_day'],
    ['[T2] when past due', started, draw(50_000n, '2026-02-16'), 'arrears_before_draw'],
    ['[T2] beyond the amount', started, draw(720_001n, '2026-02-01'), 'draw_above_rest'],
    ['[T2] below the least part', started, draw(49_999n, '2026-02-01'), 'draw_below_least'],
    [
      '[T4] a settled loan',
      () => run(started(), { ...repay(480_000n, '2026-01-15'), kind: 'prepay', mode: 'full', amountFen: 500_000n }),
      draw(50_000n, '2026-02-01'),
      'settled',
    ],
    [
      '[T5] a charge-off before a part',
      () => run(started(), draw(50_000n, '2026-02-01')),
      { kind: 'chargeOff', reason: 'x', valueOn: d('2026-01-31') },
      'predates_disbursement',
    ],
    [
      '[D9] the first part while a later one is in force',
      () => run(started(), draw(50_000n, '2026-02-01')),
      { kind: 'reverse', eventId: 'e1', reason: 'x' },
      'event_not_reversible',
    ],
    [
      '[D9] a part after which money came',
      () => run(started(), draw(50_000n, '2026-02-01'), repay(100n, '2026-02-01')),
      { kind: 'reverse', eventId: 'e2', reason: 'x' },
      'event_not_reversible',
    ],
  ])('%s', (_, loan, command, code) => {
    const bookedOn = 'valueOn' in command ? command.valueOn : d('2026-03-01')
    expect(decide(loan(), command, { bookedOn, eventId: 'next' })).toMatchObject({ error: { code: `loan.${code}` } })
  })

  test('[T2] a rest smaller than the least part is drawn whole', () => {
    const loan = run(started(), draw(700_000n, '2026-02-01'), draw(20_000n, '2026-02-02'))
    expect(stateOn(loan, d('2026-02-02')).drawable).toMatchObject({ restFen: 0n })
  })

  test('[T3] all parts on one day are the whole on that day', () => {
    const parts = run(started(), draw(220_000n, '2026-01-15'), draw(500_000n, '2026-01-15'))
    const rows = (loan: Loan) => stateOn(loan, d('2026-01-15')).instalments
    const steps = (loan: Loan) => rows(loan).map(({ interestSteps: _steps, ...row }) => row)
    expect(steps(parts)).toEqual(steps(disbursed()))
  })

  test('[T4] the rest lapses after the last day and with new terms', () => {
    const restOn = (loan: Loan, on: string) => stateOn(loan, d(on)).drawable?.restFen
    expect(restOn(started(), '2026-02-15')).toBe(720_000n)
    expect(restOn(started(), '2026-09-15')).toBe(720_000n)
    expect(restOn(started(), '2026-09-16')).toBe(0n)
    const anew = { instalments: 12, annualRatePpm: 100_000n, graceInstalments: 0, arrears: 'kept' as const }
    const changed = run(started(), { kind: 'reschedule', ...anew, reason: 'x', valueOn: d('2026-02-01') })
    expect(stateOn(changed, d('2026-02-01')).drawable).toBeUndefined()
  })

  test('[D9] the last part can be taken back, and the plan is as before', () => {
    const loan = run(paidFirst(), draw(300_000n, '2026-03-01'))
    const back = run(loan, { kind: 'reverse', eventId: 'e3', reason: 'returned', bookedOn: d('2026-03-01') })
    expect(stateOn(back, d('2026-03-01'))).toEqual(stateOn(paidFirst(), d('2026-03-01')))
  })
})
