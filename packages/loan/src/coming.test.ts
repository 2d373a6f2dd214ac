import { addDays, type Day } from '@puhui/calendar'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { expectWindowsToBeTheFold } from './accrual-window.fixture.ts'
import { booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import type { LoanEvent } from './event.ts'
import { d, termsWith, totalOf } from './loan.fixture.ts'
import { replay } from './loan.ts'
import { anyStory, play } from './story.fixture.ts'
import type { LoanTerms } from './terms.ts'
import { asked, type Draft, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** More cases in a long run: `PUHUI_RUNS=200000`. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 200)

vi.setConfig({ testTimeout: 60_000 + 100 * numRuns })

/** ¥100 at 7 % over six months. */
const terms = (plan = {}) =>
  termsWith({ principalFen: 10_000n, annualRatePpm: 70_000n, termMonths: 6, interestBasis: 'monthly', plan })
const daily = terms({ rest: { kind: 'daily', pastDue: 'bears-interest' } })

const published = { benchmark: 'LPR1Y', benchmarkPpm: 30_000n, publishedOn: d('2024-01-01') } as const
const repriced = (annualRatePpm: bigint, more: { valueOn: Day; from?: Day }): Draft => ({
  kind: 'repriced',
  annualRatePpm,
  ...published,
  ...more,
})
const extended = (count: number, more: { valueOn: Day; from?: Day; spacing?: 'from-new-day' }): Draft => ({
  kind: 'extended',
  unit: 'day',
  count,
  reason: 'flood',
  ...more,
})
const dueDays = (drafts: readonly Draft[], on: string, own = daily) =>
  stateOn(lived(own, drafts), d(on)).instalments.map(({ dueOn }) => dueOn)

describe('a change that is agreed for a coming day', () => {
  test('[V7] stands in the plan at once, from its day on, and is in force from that day', () => {
    for (const own of [terms(), daily, terms({ rest: { kind: 'as-planned' } })]) {
      const loan = lived(own, [out(), repriced(100_000n, { valueOn: d('2024-01-10'), from: d('2024-03-01') })])
      expect(asked(loan, '2024-01-10').slice(0, 2)).toEqual(['1643 58', '1652 49'])
      expect(asked(loan, '2024-01-10')[2]).toMatch(/^165[35] 56$/u)
      expect(stateOn(loan, d('2024-02-29')).annualRatePpm).toBe(70_000n)
      expect(stateOn(loan, d('2024-03-01')).annualRatePpm).toBe(100_000n)
      expect(asked(loan, '2024-01-09')[2]).toBe('1662 39')
    }
  })

  test('[V7] counts the money that comes until then', () => {
    const onItsDay = lived(daily, [out(), paid('2024-01-20', 3_000n), repriced(100_000n, { valueOn: d('2024-03-01') })])
    const agreed = repriced(100_000n, { valueOn: d('2024-01-10'), from: d('2024-03-01') })
    const before = lived(daily, [out(), agreed, paid('2024-01-20', 3_000n)])
    expect(asked(before, '2024-03-01')).toEqual(asked(onItsDay, '2024-03-01'))
    expect(asked(before, '2024-01-20')).toEqual(asked(before, '2024-01-25'))
  })

  test('[V7] is gone when it is reversed before its day', () => {
    const agreed = extended(10, { valueOn: d('2024-01-10'), from: d('2024-02-15') })
    const undone: Draft = { kind: 'reversed', valueOn: d('2024-01-20'), eventId: 'e2', reason: 'x' }
    expect(dueDays([out(), agreed], '2024-01-15').slice(0, 3)).toEqual(['2024-02-01', '2024-03-11', '2024-04-11'])
    expect(dueDays([out(), agreed, undone], '2024-02-20').slice(0, 3)).toEqual(
      dueDays([out()], '2024-02-20').slice(0, 3),
    )
  })

  test('[V7] lapses with new terms; a re-age takes the place of an extension, not of a rate', () => {
    const agreed = [
      extended(10, { valueOn: d('2024-01-10'), from: d('2024-03-15') }),
      repriced(0n, { valueOn: d('2024-01-10'), from: d('2024-03-15') }),
    ]
    const plan = {
      instalments: 3,
      annualRatePpm: 70_000n,
      graceInstalments: 0,
      arrears: 'carried',
      reason: 'x',
    } as const
    const anew: Draft = { kind: 'rescheduled', valueOn: d('2024-02-10'), ...plan }
    const reAged = { ...anew, reAge: { firstDueOn: d('2024-03-01'), unit: 'month', every: 1 } } as const
    expect(dueDays([out(), ...agreed, anew], '2024-05-01').slice(-2)).toEqual(['2024-04-01', '2024-05-01'])
    expect(stateOn(lived(daily, [out(), ...agreed, anew]), d('2024-05-01')).annualRatePpm).toBe(70_000n)
    expect(dueDays([out(), ...agreed, reAged], '2024-05-01').slice(-2)).toEqual(['2024-04-01', '2024-05-01'])
    expect(stateOn(lived(daily, [out(), ...agreed, reAged]), d('2024-05-01')).annualRatePpm).toBe(0n)
  })

  test('[V7] [B1] [B10] is from its day on the change that is made on it, for every loan', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 300 }), (story, days) => {
        const loan = play(story).at(-1)!
        const told = announced(loan.inForce)
        if (told === undefined) return
        const [own, agreed] = [replay(story.terms, loan.inForce), replay(story.terms, told.events)]
        const day = addDays(told.from, days)
        expect(stateOn(agreed, day)).toEqual(stateOn(own, day))
        expect(booksOn(agreed, day)).toEqual(booksOn(own, day))
        expect(totalOf(booksOn(agreed, told.agreedOn))).toBe(0n)
        if (told.isLast) expectWindowsToBeTheFold(agreed, told.agreedOn, 3)
      }),
      { numRuns },
    )
  })

  test('[J1] is kept as JSON', () => {
    const [, event] = lived(daily, [out(), extended(3, { valueOn: d('2024-01-10'), from: d('2024-02-10') })]).events
    expect(decodeEvent(JSON.parse(JSON.stringify(encodeEvent(event!))))).toEqual({ ok: true, value: event })
    expect(decodeEvent({ ...(encodeEvent(event!) as object), from: 'soon' }).ok).toBe(false)
  })
})

/** The last change among events, told on the day of the event before it. */
function announced(events: readonly LoanEvent[]) {
  const dayOf = (event: LoanEvent) => ('from' in event ? event.from : undefined) ?? event.valueOn
  const at = events.findLastIndex((event, index) => {
    const isChange = event.kind === 'repriced' || event.kind === 'extended' || event.kind === 'interestPaused'
    const isAlone = events.every((other) => other === event || ![other.valueOn, dayOf(other)].includes(event.valueOn))
    return isChange && event.from === undefined && isAlone && index > 0
  })
  const [change, before] = [events[at], events[at - 1]]
  if (!change || !before) return undefined
  const agreed = { ...change, valueOn: before.valueOn, from: change.valueOn } as LoanEvent
  const renumbered = events.toSpliced(at, 1, agreed).map((event, index) => ({ ...event, seq: index + 1 }))
  return { events: renumbered, from: change.valueOn, agreedOn: before.valueOn, isLast: at === events.length - 1 }
}

describe('an extension', () => {
  test('[V8] may let the others follow from the new day, month by month', () => {
    const moved = extended(45, { valueOn: d('2024-02-10'), spacing: 'from-new-day' })
    expect(dueDays([out(), moved], '2024-02-10').slice(1)).toEqual([
      '2024-04-15',
      '2024-05-15',
      '2024-06-15',
      '2024-07-15',
      '2024-08-15',
    ])
    const weekly = terms({ frequency: { unit: 'week', every: 2, count: 3 } })
    const own = dueDays(
      [out(), extended(5, { valueOn: d('2024-01-10'), spacing: 'from-new-day' })],
      '2024-01-10',
      weekly,
    )
    expect(own).toEqual(['2024-01-20', '2024-02-03', '2024-02-17'])
  })

  test('[V8] leaves what stands behind the last instalment on its day', () => {
    const charge = { kind: 'charged', feeCode: 'nsf', amountFen: 500n, due: 'next', reason: 'x' } as const
    const drafts: Draft[] = [
      out(),
      { ...charge, valueOn: d('2024-01-05'), dueOn: d('2024-12-20') },
      extended(20, { valueOn: d('2024-01-10') }),
    ]
    for (const own of [terms(), daily]) expect(dueDays(drafts, '2024-01-10', own).at(-1)).toBe('2024-12-20')
  })
})

describe('more instalments', () => {
  const longer = (count: number, on: string): Draft => ({
    kind: 'extended',
    unit: 'instalment',
    count,
    valueOn: d(on),
    reason: 'illness',
  })

  test('[V9] stand behind the last one, and those to come are level over all of them', () => {
    for (const own of [terms(), daily, terms({ rest: { kind: 'as-planned' } })]) {
      const loan = lived(own, [out(), paid('2024-02-01', 1_701n), longer(2, '2024-02-02')])
      const { instalments } = stateOn(loan, d('2024-02-02'))
      expect(instalments.map(({ dueOn }) => dueOn).slice(-2)).toEqual(['2024-08-01', '2024-09-01'])
      const level = instalments.slice(1).map(({ planned }) => planned.principalFen + planned.interestFen)
      expect(new Set(level.slice(0, -1))).toEqual(new Set([1_222n]))
      expect(level.at(-1)! - 1_222n).toBeGreaterThanOrEqual(-3n)
      expect(instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(10_000n)
      expect(totalOf(booksOn(loan, d('2024-05-20')))).toBe(0n)
    }
  })

  test('[V9] come in the weeks of the contract, and after what was put off', () => {
    const weekly = terms({ frequency: { unit: 'week', every: 2, count: 3 } })
    const put = extended(5, { valueOn: d('2024-01-10') })
    expect(dueDays([out(), put, longer(2, '2024-01-11')], '2024-01-11', weekly).slice(-3)).toEqual([
      '2024-02-17',
      '2024-03-02',
      '2024-03-16',
    ])
  })

  test('[V9] put a charge of a day within the longer term into its instalment', () => {
    const charge = { kind: 'charged', feeCode: 'nsf', amountFen: 500n, due: 'next', reason: 'x' } as const
    const drafts: Draft[] = [
      out(),
      { ...charge, valueOn: d('2024-01-05'), dueOn: d('2024-07-20') },
      longer(2, '2024-01-10'),
    ]
    for (const own of [terms(), daily]) {
      const rows = stateOn(lived(own, drafts), d('2024-01-10')).instalments
      expect(rows.map(({ planned }) => planned.feeFen)).toEqual([0n, 0n, 0n, 0n, 0n, 0n, 500n, 0n])
    }
  })

  test('[V9] [V5] are refused beyond the limits, and for days of their own', () => {
    const asked = (own: LoanTerms, count: number) => {
      const [valueOn, bookedOn] = [d('2024-01-10'), d('2024-01-10')]
      const command = { kind: 'extend', unit: 'instalment', count, reason: 'x', valueOn } as const
      const decided = decide(lived(own, [out()]), command, { bookedOn, eventId: 'x' })
      return decided.ok ? decided.value.kind : decided.error.code
    }
    expect(asked(daily, 6)).toBe('extended')
    expect(asked(daily, 7)).toBe('loan.extension_too_long')
    expect(asked(daily, 61)).toBe('loan.extension_out_of_range')
    const bullet = termsWith({ principalFen: 10_000n, method: 'bullet', termMonths: 6 })
    expect(asked(bullet, 1)).toBe('loan.extension_out_of_range')
  })
})

describe('agreed for a day to come', () => {
  const tried = (command: LoanCommand) => {
    const decided = decide(lived(daily, [out()]), command, { bookedOn: d('2024-01-10'), eventId: 'x' })
    return decided.ok ? decided.value : decided.error
  }
  const on = { valueOn: d('2024-01-10'), reason: 'flood' }

  test('[V10] lies after the value day and before the term ends', () => {
    const extend = { kind: 'extend', unit: 'day', count: 5, ...on } as const
    expect(tried({ ...extend, from: d('2024-03-20'), spacing: 'from-new-day' })).toMatchObject({
      kind: 'extended',
      from: '2024-03-20',
      spacing: 'from-new-day',
    })
    const range = { code: 'loan.day_to_come_out_of_range', firstOn: '2024-01-11', lastOn: '2024-06-30' }
    expect(tried({ ...extend, from: d('2024-01-10') })).toEqual({ ...range, from: '2024-01-10' })
    expect(tried({ ...extend, from: d('2024-07-01') })).toEqual({ ...range, from: '2024-07-01' })
  })

  test('[V10] [V6] a pause counts from that day', () => {
    const pause = { kind: 'pauseInterest', from: d('2024-03-01'), ...on } as const
    expect(tried({ ...pause, until: d('2024-04-01') })).toMatchObject({ kind: 'interestPaused', from: '2024-03-01' })
    expect(tried({ ...pause, until: d('2024-03-01') })).toMatchObject({
      code: 'loan.pause_out_of_range',
      lastOn: '2025-03-01',
    })
  })
})

describe('a rate that changes where interest follows what is owed', () => {
  test('[K8] what has run before stays as it was earned, though it was not paid', () => {
    const loan = lived(daily, [out(), repriced(140_000n, { valueOn: d('2024-02-01') })])
    expect(asked(loan, '2024-02-01')[0]).toBe('1643 58')
    expect(stateOn(loan, d('2024-02-01')).interestAccruedFen).toBe(58n)
  })
})
