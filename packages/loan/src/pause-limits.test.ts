import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import { d, termsWith } from './loan.fixture.ts'
import type { LoanTerms } from './terms.ts'
import { type Draft, lived, out } from './told.fixture.ts'
import { stateOn } from './view.ts'

const ordinary = termsWith({ principalFen: 10_000n, termMonths: 12 })
const daily = termsWith({
  principalFen: 10_000n,
  termMonths: 12,
  plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
})

const paused = (valueOn: string, until: string, from?: string): Draft => ({
  kind: 'interestPaused',
  valueOn: d(valueOn),
  until: d(until),
  ...(from ? { from: d(from) } : {}),
  reason: 'flood',
})

const anew: Draft = {
  kind: 'rescheduled',
  valueOn: d('2024-01-20'),
  instalments: 12,
  annualRatePpm: 60_000n,
  graceInstalments: 0,
  arrears: 'kept',
  reason: 'help',
}

/** A pause from 20 February to 20 March, asked for on a day. */
function asked(own: LoanTerms, drafts: readonly Draft[], on: string): string {
  const start = d('2024-02-20')
  const from = on < start ? { from: start } : {}
  const command = { kind: 'pauseInterest', until: d('2024-03-20'), reason: 'flood', valueOn: d(on), ...from } as const
  const decided = decide(lived(own, [out(), ...drafts]), command, { bookedOn: d('2024-02-20'), eventId: 'x' })
  return decided.ok ? decided.value.kind : decided.error.code
}

describe.each([
  ['with interest by the plan', ordinary],
  ['with daily rest', daily],
])('a pause over another one, %s', (_, own) => {
  test.each([
    ['[V6] is refused', [paused('2024-01-10', '2024-03-01')], '2024-02-20', 'loan.interest_paused_already'],
    [
      '[V6] so is one before a coming one',
      [paused('2024-01-10', '2024-04-01', '2024-03-10')],
      '2024-02-20',
      'loan.interest_paused_already',
    ],
    ['[V6] so is a coming one', [paused('2024-01-10', '2024-03-01')], '2024-02-01', 'loan.interest_paused_already'],
    [
      '[V6] one that ends on its first day leaves room',
      [paused('2024-01-10', '2024-02-20')],
      '2024-02-20',
      'interestPaused',
    ],
    [
      '[V6] one that begins on its last day, too',
      [paused('2024-01-10', '2024-04-01', '2024-03-20')],
      '2024-02-20',
      'interestPaused',
    ],
    [
      '[V6] [V7] new terms have taken its place',
      [paused('2024-01-10', '2024-03-01'), anew],
      '2024-02-20',
      'interestPaused',
    ],
  ])('%s', (_title, drafts, on, said) => {
    expect(asked(own, drafts, on)).toBe(said)
  })

  test('[V7] [K9] new terms end a pause, and their rate stays when it would have ended', () => {
    const loan = lived(own, [out(), paused('2024-01-10', '2024-03-01'), anew])
    const last = stateOn(loan, d('2024-06-01')).instalments.at(-1)!
    expect(last.interestSteps.map(({ annualRatePpm }) => annualRatePpm)).toEqual([60_000n])
  })
})
