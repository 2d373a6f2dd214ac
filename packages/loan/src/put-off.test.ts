import type { RatePpm } from '@puhui/money'
import type { PlanRules } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import { d, termsWith, totalOf } from './loan.fixture.ts'
import { replay } from './loan.ts'
import { type Draft, eventsOf, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** ¥90 over three months, and one more agreed on 5 February. */
function stateWith(annualRatePpm: RatePpm, plan: PlanRules, more: readonly Draft[] = []) {
  const terms = termsWith({ principalFen: 9_000n, annualRatePpm, termMonths: 3, plan })
  const loan = replay(terms, eventsOf([out('2026-01-15', 9_000n), ...more, putOff]))
  expect(totalOf(booksOn(loan, d('2026-02-20')))).toBe(0n)
  return stateOn(loan, d('2026-02-20'))
}

const putOff = {
  kind: 'extended',
  valueOn: d('2026-02-05'),
  unit: 'instalment',
  count: 1,
  principal: 'put-off',
  reason: 'help',
} as const

const asPlanned = { rest: { kind: 'as-planned' } } as const

/** `due principal interest` */
function rows({ instalments }: ReturnType<typeof stateWith>): string[] {
  return instalments.map(({ dueOn, planned }) => `${dueOn} ${planned.principalFen} ${planned.interestFen}`)
}

describe('an extension that puts principal off', () => {
  test('[V11] the running instalment asks for interest only, and the others for what they asked for', () => {
    // 1 % a month on 9,000; three level instalments of 3,060.
    expect(rows(stateWith(120_000n, asPlanned))).toEqual([
      '2026-02-15 0 90',
      '2026-03-15 2970 90',
      '2026-04-15 3000 60',
      '2026-05-15 3030 30',
    ])
    expect(rows(stateWith(0n, asPlanned))).toEqual([
      '2026-02-15 0 0',
      '2026-03-15 3000 0',
      '2026-04-15 3000 0',
      '2026-05-15 3000 0',
    ])
  })

  test('[V11] what has been paid ahead stays paid', () => {
    const state = stateWith(120_000n, asPlanned, [paid('2026-02-01', 500n)])
    expect(state.heldFen + state.paid.principalFen + state.paid.interestFen).toBe(500n)
    expect(state.instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(9_000n)
  })

  test('[V11] where interest follows what is owed the instalments are level anew', () => {
    const state = stateWith(0n, { rest: { kind: 'daily', pastDue: 'bears-none' } })
    expect(rows(state)).toEqual(['2026-02-15 2250 0', '2026-03-15 2250 0', '2026-04-15 2250 0', '2026-05-15 2250 0'])
  })

  test('[V11] [J1] it comes back from JSON the same', () => {
    const event = eventsOf([putOff])[0]!
    expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event })
  })
})
