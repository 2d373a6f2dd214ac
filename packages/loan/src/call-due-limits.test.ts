import { addDays } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { decide } from './decide.ts'
import { d, disbursed, repay, run, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { preview } from './preview.ts'
import { stateOn } from './view.ts'

const CLAUSE = { acceleration: { afterDays: 90, noticeDays: 15 } } as const
const lent = () => disbursed(termsWith({}, CLAUSE))
const call = (on: string) => ({ kind: 'callDue', reason: 'late for three months', valueOn: d(on) }) as const

function answer(loan: Loan, on: string): string {
  const decided = decide(loan, call(on), { bookedOn: d(on), eventId: 'next' })
  return decided.ok ? decided.value.kind : decided.error.code
}

describe('all of a loan called due by its contract', () => {
  test('[R10] only by the clause, only beyond its days, only while something is to come', () => {
    expect(answer(disbursed(), '2026-08-01')).toBe('loan.no_acceleration_clause')
    // The first instalment fell due on 15 February: 90 days past due on 16 May.
    expect(answer(lent(), '2026-05-16')).toBe('loan.not_late_enough')
    expect(answer(lent(), '2026-05-17')).toBe('rescheduled')
    expect(answer(lent(), '2027-02-01')).toBe('loan.nothing_to_reschedule')
    expect(answer(run(lent(), call('2026-05-17')), '2026-06-01')).toBe('loan.nothing_to_reschedule')
    expect(answer(run(lent(), repay(106_619n, '2026-02-15')), '2026-05-17')).toBe('loan.not_late_enough')
  })

  test('[R10] [R9] [D10] the preview is the result: all of it is due, the rate stands', () => {
    const loan = lent()
    const on = d('2026-05-17')
    const previewed = preview(loan, call('2026-05-17'), { bookedOn: on, eventId: 'e2' })
    const called = run(loan, call('2026-05-17'))
    const after = stateOn(called, on)
    expect(previewed.ok && previewed.value.after).toEqual(after)
    expect([after.dueFen - after.penaltyFen, after.annualRatePpm]).toEqual([
      1_200_000n + after.interestAccruedFen,
      120_000n,
    ])
    expect(called.events.at(-1)).toMatchObject({ kind: 'rescheduled', isAllDue: true, annualRatePpm: 120_000n })
    expect(stateOn(called, addDays(on, 30)).interestAccruedFen).toBe(after.interestAccruedFen)
  })

  test('[J1] [J2] the clause is kept with the terms, with both of its numbers', () => {
    const { terms } = lent()
    expect(decodeLoanTerms(encodeLoanTerms(terms))).toEqual({ ok: true, value: terms })
    const json = encodeLoanTerms(terms) as { readonly [key: string]: unknown }
    const half = decodeLoanTerms({ ...json, acceleration: { afterDays: 90 } })
    expect(half).toMatchObject({ ok: false, error: { problems: [{ path: '/acceleration/noticeDays' }] } })
  })
})
