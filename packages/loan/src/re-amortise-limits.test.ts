import { describe, expect, test } from 'vitest'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, disbursed, repay, run, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { stateOn } from './view.ts'

type Reschedule = Extract<LoanCommand, { kind: 'reschedule' }>

const atRest = () => disbursed(termsWith({ plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } } }))
const spread = (change: Partial<Reschedule> = {}): Reschedule => ({
  kind: 'reschedule',
  instalments: 11,
  annualRatePpm: 120_000n,
  graceInstalments: 0,
  arrears: 'carried',
  reAmortise: { interest: 'equal-parts' },
  reason: 'the arrears with what is to come',
  valueOn: d('2026-03-01'),
  ...change,
})

function answer(loan: Loan, command: Reschedule): string {
  const decided = decide(loan, command, { bookedOn: command.valueOn, eventId: 'next' })
  return decided.ok ? decided.value.kind : decided.error.code
}

describe('the limits of a re-amortisation', () => {
  test('[K21] it is for loans with daily rest', () => {
    expect(answer(disbursed(), spread())).toBe('loan.re_amortise_needs_daily_rest')
    expect(answer(atRest(), spread())).toBe('rescheduled')
  })

  test.each([
    ['a lower rate', { annualRatePpm: 110_000n }],
    ['interest only', { graceInstalments: 1 }],
    ['arrears that stay', { arrears: 'kept' }],
    ['other days', { reAge: { firstDueOn: d('2026-04-01'), unit: 'month', every: 1 } }],
  ] as const)('[K21] it spreads arrears alone: %s', (_what, change) => {
    expect(answer(atRest(), spread(change))).toBe('loan.re_amortise_spreads_alone')
  })

  test('[K21] something is past due, and something to come', () => {
    expect(answer(atRest(), spread({ valueOn: d('2026-02-15') }))).toBe('loan.nothing_to_spread')
    expect(answer(run(atRest(), repay(106_619n, '2026-02-15')), spread())).toBe('loan.nothing_to_spread')
    expect(answer(atRest(), spread({ valueOn: d('2027-02-01') }))).toBe('loan.nothing_to_spread')
  })

  test('[K21] [K12] the event has the rule, and the loan follows it', () => {
    const loan = run(atRest(), spread())
    expect(loan.events.at(-1)).toMatchObject({ reAmortise: { interest: 'equal-parts' } })
    const { dpd, instalments } = stateOn(loan, d('2026-03-01'))
    expect([dpd, instalments.length]).toEqual([0, 12])
  })
})
