import { DEFAULT_ALLOCATION } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, disbursed, run, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'

type Reschedule = Extract<LoanCommand, { kind: 'reschedule' }>

const atRest = () =>
  disbursed({
    ...termsWith({ plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } } }),
    allocation: DEFAULT_ALLOCATION,
  })
const reAged = (
  change: Partial<Reschedule> = {},
  days: Partial<NonNullable<Reschedule['reAge']>> = {},
): Reschedule => ({
  kind: 'reschedule',
  instalments: 12,
  annualRatePpm: 120_000n,
  graceInstalments: 0,
  arrears: 'carried',
  reAge: { firstDueOn: d('2026-04-01'), unit: 'week', every: 2, ...days },
  reason: 'paid by the fortnight',
  valueOn: d('2026-03-01'),
  ...change,
})

function answer(loan: Loan, command: Reschedule): string {
  const decided = decide(loan, command, { bookedOn: command.valueOn, eventId: 'next' })
  return decided.ok ? decided.value.kind : decided.error.code
}

describe('the limits of a re-age', () => {
  test('[K15] it is for loans with daily rest', () => {
    expect(answer(disbursed(), reAged())).toBe('loan.re_age_needs_daily_rest')
    expect(answer(atRest(), reAged())).toBe('rescheduled')
  })

  test.each([
    ['a lower rate', { annualRatePpm: 110_000n }],
    ['interest only', { graceInstalments: 1 }],
    ['arrears that stay', { arrears: 'kept' }],
  ] as const)('[K15] it moves days alone: %s', (_what, change) => {
    expect(answer(atRest(), reAged(change))).toBe('loan.re_age_moves_days_alone')
  })

  test.each([
    ['2026-03-01', 'loan.re_age_day_out_of_range'],
    ['2026-03-02', 'rescheduled'],
    ['2026-09-01', 'rescheduled'],
    ['2026-09-02', 'loan.re_age_day_out_of_range'],
  ])('[K15] first day %s: %s', (firstDueOn, what) => {
    expect(answer(atRest(), reAged({}, { firstDueOn: d(firstDueOn) }))).toBe(what)
  })

  test('[K15] it lasts ten years at most', () => {
    expect(answer(atRest(), reAged({ instalments: 40 }, { unit: 'month', every: 3 }))).toBe('rescheduled')
    expect(answer(atRest(), reAged({ instalments: 41 }, { unit: 'month', every: 3 }))).toBe('loan.re_age_too_long')
  })

  test('[K15] the event has the days, and the loan follows them', () => {
    const loan = run(atRest(), reAged({ instalments: 3 }))
    expect(loan.events.at(-1)).toMatchObject({ reAge: { firstDueOn: '2026-04-01', unit: 'week', every: 2 } })
    const own = loan.core.rows.slice(-3).map(({ period }) => period.dueOn)
    expect(own).toEqual(['2026-04-01', '2026-04-15', '2026-04-29'])
  })
})
