import { addDays, type Day, epochOf } from '@puhui/calendar'
import { DEFAULT_ALLOCATION, orderedBy } from '@puhui/product'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import { d, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import { earlySettlementQuote } from './settlement.ts'
import type { LoanTerms } from './terms.ts'
import { asked, type Draft, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const PARTS = ['penalty', 'fee', 'interest', 'principal'] as const

/** ¥100 at 7 % over six months, each month a twelfth. */
function terms(pastDue: 'bears-interest' | 'bears-none' = 'bears-interest', more = {}): LoanTerms {
  const plain = termsWith({
    principalFen: 10_000n,
    annualRatePpm: 70_000n,
    method: 'equal-instalment',
    termMonths: 6,
    interestBasis: 'monthly',
    fees: [],
    plan: { rest: { kind: 'daily', pastDue }, ...more },
  })
  const order = orderedBy('horizontal', PARTS, 'next-instalment')
  const penalty = { ...plain.penalty, contractRateMultiplePpm: 0n }
  const prepayment = { ...plain.prepayment, feePpm: 0n }
  return {
    ...plain,
    penalty,
    prepayment,
    allocation: { direction: 'horizontal', default: order, byKind: { 'merchant-refund': order } },
  }
}

describe('interest on what is really owed', () => {
  test('[K1] what has run by a day follows what was owed until then', () => {
    expect(stateOn(lived(terms(), [out()]), d('2024-01-16')).interestAccruedFen).toBe(28n)
    const early = lived(terms(), [out(), paid('2024-01-11', 1_701n)])
    expect(stateOn(early, d('2024-01-21')).interestAccruedFen).toBe(15n)
  })

  test('[K2] as planned while nothing is late or early; the last one takes the difference', () => {
    expect(asked(lived(terms(), [out()]), '2024-01-01')).toEqual([
      '1643 58',
      '1652 49',
      '1662 39',
      '1672 29',
      '1681 20',
      '1690 10',
    ])
  })

  test('[K4] late principal goes on bearing interest, and the last instalment pays for it', () => {
    expect(asked(lived(terms(), [out()]), '2024-03-01')).toEqual([
      '1643 58',
      '1643 58',
      '1662 39',
      '1672 29',
      '1681 20',
      '1699 10',
    ])
    expect(asked(lived(terms('bears-none'), [out()]), '2024-03-01')).toEqual(
      asked(lived(terms(), [out()]), '2024-01-01'),
    )
  })

  test('[K4] a due day that a weekend puts off is no day of interest for principal that is late and bears none', () => {
    const plain = terms('bears-none')
    const schedule = { ...plain.schedule, termMonths: 2, workingDayShift: 'modified-following' } as const
    const own = { ...plain, schedule: { ...schedule, principalFen: 1_200_000n, annualRatePpm: 120_000n } }
    const owing = lived(own, [out('2026-01-15', 1_200_000n)])
    const settled = lived(own, [
      out('2026-01-15', 1_200_000n),
      paid('2026-03-16', stateOn(owing, d('2026-03-16')).dueFen),
    ])
    for (const on of ['2026-03-16', '2026-03-17', '2026-04-30']) {
      expect(stateOn(settled, d(on))).toMatchObject({ status: 'settled', interestAccruedFen: 0n })
    }
  })

  test('[K4] after the last due day nothing bears interest', () => {
    const loan = lived(terms(), [out()])
    expect(asked(loan, '2024-12-01')).toEqual(asked(loan, '2024-07-01'))
  })

  test('[K5] a loan that is paid whole ahead of every instalment owes nothing on any day', () => {
    const half = [out(), paid('2024-01-01', 5_000n)]
    const { principalFen, interestAccruedFen } = stateOn(lived(terms(), half), d('2024-01-14'))
    const whole = lived(terms(), [...half, paid('2024-01-14', principalFen + interestAccruedFen)])
    for (const on of ['2024-01-14', '2024-01-20', '2024-02-01', '2024-05-15']) {
      expect(stateOn(whole, d(on))).toMatchObject({ status: 'settled', principalFen: 0n, interestAccruedFen: 0n })
    }
  })

  test('[K5] without interest nothing is saved: the last instalment is not paid more than it asks for', () => {
    const own = terms()
    const order = orderedBy('vertical', PARTS, 'spread')
    const free: LoanTerms = {
      ...own,
      schedule: { ...own.schedule, principalFen: 7_831n, annualRatePpm: 0n, termMonths: 2 },
      allocation: { direction: 'vertical', default: order, byKind: {} },
    }
    const told = [out('2024-01-01', 7_831n), paid('2024-01-05', 2_001n), paid('2024-01-06', 5_830n)]
    expect(asked(lived(free, told), '2024-01-06')).toEqual(['3916 0', '3915 0'])
  })

  test('[K5] without interest the last instalment, paid ahead, takes the fen that rounding left in it', () => {
    const plain = terms()
    const order = orderedBy('horizontal', PARTS, 'last-instalment')
    const schedule = { ...plain.schedule, annualRatePpm: 0n, termMonths: 3 }
    const free: LoanTerms = { ...plain, schedule, allocation: { ...plain.allocation, default: order } }
    const { instalments } = stateOn(lived(free, [out(), paid('2024-01-11', 3_334n)]), d('2024-01-11'))
    expect(instalments.map((row) => row.paid.principalFen)).toEqual([0n, 0n, 3_334n])
  })

  test('[K5] paid whole on the 15th, the instalment keeps its level and lowers the last one', () => {
    expect(asked(lived(terms(), [out(), paid('2024-01-15', 1_701n)]), '2024-01-15')).toEqual([
      '1675 26',
      '1625 76',
      '1662 39',
      '1672 29',
      '1681 20',
      '1685 10',
    ])
  })

  test('[K6] a settlement owes what has run: half of the month for half of it', () => {
    const quote = earlySettlementQuote(lived(terms(), [out()]), d('2024-01-16'))
    expect(quote.ok && [quote.value.principalFen, quote.value.interestFen]).toEqual([10_000n, 28n])
    const late = earlySettlementQuote(lived(terms(), [out()]), d('2024-03-01'))
    expect(late.ok && [late.value.principalFen, late.value.interestFen]).toEqual([10_000n, 116n])
  })

  test('[K7] a further part raises the level; what is paid down on it is due at once', () => {
    const downPayment = { sharePpm: 250_000n, multipleFen: 1n }
    const rows = stateOn(
      lived(terms('bears-interest', { downPayment }), [out(), out('2024-02-01')]),
      d('2024-02-01'),
    ).instalments
    expect(rows.filter(({ number }) => number < 1).map(({ planned }) => planned.principalFen)).toEqual([2_500n, 2_500n])
    expect(rows.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(20_000n)
    expect(asked(lived(terms(), [out(), out('2024-02-01')]), '2024-02-01').slice(0, 3)).toEqual([
      '1643 58',
      '3629 107',
      '3650 86',
    ])
  })
})

describe('parts with their full term', () => {
  const own = terms('bears-interest', { draws: { firstSharePpm: 500_000n, months: 3, leastFen: 1n, term: 'full' } })

  test('[T6] a part has its own six instalments, the first five of them with those of the other', () => {
    const loan = lived(own, [out(), out('2024-02-01')])
    const rows = stateOn(loan, d('2024-02-01')).instalments
    expect(rows.map(({ dueOn }) => dueOn).slice(-2)).toEqual(['2024-07-01', '2024-08-01'])
    expect(asked(loan, '2024-02-01')).toEqual([
      '1643 58',
      '3295 107',
      '3314 88',
      '3333 69',
      '3353 49',
      '3371 30',
      '1691 10',
    ])
  })

  test('[T6] a charge behind the last instalment stands in the new one that holds its day', () => {
    const fee = { kind: 'charged', feeCode: 'snooze', amountFen: 500n, due: 'next', isPenalty: false } as const
    const charge: Draft = { ...fee, valueOn: d('2024-01-10'), dueOn: d('2024-07-20'), reason: '' }
    const rows = stateOn(lived(own, [out(), charge, out('2024-02-01')]), d('2024-02-01')).instalments
    expect(rows).toHaveLength(7)
    expect(rows.at(-1)!.planned.feeFen).toBe(500n)
  })
})

describe('what changes on the way', () => {
  const events = (draft: Draft) => lived(terms(), [out(), draft])

  test('[K8] a new rate levels, a pause leaves the level', () => {
    const published = { benchmark: 'LPR1Y', benchmarkPpm: 30_000n, publishedOn: d('2024-02-01') } as const
    const repriced = events({ kind: 'repriced', valueOn: d('2024-02-01'), annualRatePpm: 40_000n, ...published })
    const rows = stateOn(repriced, d('2024-02-01')).instalments.map(
      ({ planned }) => planned.principalFen + planned.interestFen,
    )
    expect([...new Set(rows.slice(1, -1))]).toHaveLength(1)
    expect(rows[1]).toBeLessThan(1_701n)
    const paused = events({ kind: 'interestPaused', valueOn: d('2024-02-01'), until: d('2024-03-01'), reason: 'flood' })
    expect(asked(paused, '2024-02-01').slice(0, 3)).toEqual(['1643 58', '1701 0', '1662 39'])
  })

  test('[K23] an instalment paid ahead keeps its place when a new rate makes the others level', () => {
    const published = { benchmark: 'LPR1Y', benchmarkPpm: 30_000n, publishedOn: d('2024-01-20') } as const
    const repriced: Draft = { kind: 'repriced', valueOn: d('2024-01-20'), annualRatePpm: 40_000n, ...published }
    const levels = (rest: object, amountFen: bigint) => {
      const loan = lived(terms('bears-interest', { rest }), [out(), paid('2024-01-15', amountFen), repriced])
      const { instalments } = stateOn(loan, d('2024-01-20'))
      return instalments.map(({ planned }) => planned.principalFen + planned.interestFen)
    }
    const keeps = { kind: 'daily', pastDue: 'bears-interest', paidAhead: 'keeps-place' }
    expect(levels(keeps, 1_701n)).toEqual([1_701n, 1_686n, 1_686n, 1_686n, 1_686n, 1_684n])
    // Paid more than the new level asks for, it stays as it was; paid less, it asks for the new level.
    expect(levels(keeps, 1_695n)[0]).toBe(1_701n)
    expect(levels(keeps, 1_000n).slice(0, 5)).toEqual(Array(5).fill(levels(keeps, 1_000n)[0]))
    const moved = levels({ kind: 'daily', pastDue: 'bears-interest' }, 1_000n)
    expect(moved[0]! - moved[1]!).toBeGreaterThan(900n)
  })

  test('[K23] what was paid ahead up to the first day of the running instalment is not owed when the level is sought', () => {
    const published = { benchmark: 'LPR1Y', benchmarkPpm: 30_000n, publishedOn: d('2024-02-01') } as const
    const repriced: Draft = { kind: 'repriced', valueOn: d('2024-02-01'), annualRatePpm: 40_000n, ...published }
    const keeps = terms('bears-interest', {
      rest: { kind: 'daily', pastDue: 'bears-interest', paidAhead: 'keeps-place' },
    })
    const early = [out(), paid('2024-02-01', 1_701n), paid('2024-02-01', 1_690n), repriced]
    const { instalments } = stateOn(lived(keeps, early), d('2024-02-01'))
    // From a fifth of ¥66.67 on, the ones to come take what the last would have more, twice: the last is 2 fen above them.
    expect(instalments.slice(1).map(({ planned }) => planned.principalFen + planned.interestFen)).toEqual([
      1_701n,
      1_683n,
      1_683n,
      1_683n,
      1_685n,
    ])
  })

  test('[K8] paid beside the instalments: lower ones, or fewer', () => {
    const early = (mode: 'lower-instalment' | 'fewer-instalments') =>
      asked(
        events({ kind: 'prepaid', valueOn: d('2024-01-01'), amountFen: 5_000n, mode, channel: 'bank' }),
        '2024-01-01',
      )
    expect(early('lower-instalment')[0]).toBe('821 29')
    expect(early('fewer-instalments')).toEqual(['1672 29', '1682 19', '1646 10', '0 0', '0 0', '0 0'])
  })

  test('[K9] under new terms late principal goes on bearing interest as before', () => {
    const plan = { instalments: 3, annualRatePpm: 70_000n, graceInstalments: 1, arrears: 'kept', reason: 'x' } as const
    const loan = lived(terms(), [out(), { kind: 'rescheduled', valueOn: d('2024-02-10'), ...plan }])
    const { instalments } = stateOn(loan, d('2024-03-20'))
    const running = instalments.find(
      ({ periodFrom, periodTo }) => periodFrom <= '2024-03-19' && '2024-03-19' < periodTo,
    )!
    expect(running.interestSteps[0]!.balanceFen).toBe(10_000n)
  })

  test('[K9] interest that waits for room in a later instalment is owed on the due days between them too', () => {
    const rescheduled = {
      kind: 'rescheduled',
      valueOn: d('2024-08-27'),
      instalments: 9,
      annualRatePpm: 35_000n,
      graceInstalments: 8,
      arrears: 'carried',
      reason: 'x',
    } as const
    const loan = lived(terms(), [out(), rescheduled])
    let beforeFen = 0n
    for (let day = d('2024-08-27'); day < d('2025-03-01'); day = addDays(day, 1)) {
      const { interestAccruedFen } = stateOn(loan, day)
      expect(interestAccruedFen).toBeGreaterThanOrEqual(beforeFen)
      beforeFen = interestAccruedFen
    }
  })

  test('[K9] arrears that are carried leave no day past due and bear no interest on interest', () => {
    const plan = {
      instalments: 6,
      annualRatePpm: 70_000n,
      graceInstalments: 0,
      arrears: 'carried',
      reason: 'help',
    } as const
    const state = stateOn(events({ kind: 'rescheduled', valueOn: d('2024-03-10'), ...plan }), d('2024-03-10'))
    expect([state.dpd, state.overdueFen]).toEqual([0, 0n])
    expect(state.instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(10_000n)
  })
})

describe('charges with a day of their own', () => {
  const charge = (dueOn: string, isPenalty: boolean): Draft => {
    const facts = { feeCode: 'nsf', amountFen: 500n, due: 'next', reason: 'returned' } as const
    return { kind: 'charged', valueOn: d('2024-01-10'), dueOn: d(dueOn), isPenalty, ...facts }
  }
  const parts = (dueOn: string, isPenalty: boolean) =>
    stateOn(lived(terms(), [out(), charge(dueOn, isPenalty)]), d('2024-01-10')).instalments.map(
      ({ planned }) => `${planned.feeFen} ${planned.penaltyFen}`,
    )

  test('[E7] a charge stands in the instalment in which its day lies, or behind the last one', () => {
    expect(parts('2024-02-15', false)).toEqual(['0 0', '500 0', '0 0', '0 0', '0 0', '0 0'])
    expect(parts('2024-02-01', true)[0]).toBe('0 500')
    expect(parts('2024-07-20', true)).toEqual(['0 0', '0 0', '0 0', '0 0', '0 0', '0 0', '0 500'])
    const loan = lived(terms(), [out(), charge('2024-07-20', true)])
    expect(booksOn(loan, d('2024-03-01')).reduce((sum, line) => sum + line.amountFen, 0n)).toBe(0n)
    expect(decodeEvent(encodeEvent(loan.events[1]!))).toEqual({ ok: true, value: loan.events[1] })
  })
})

describe('charges due by their own day', () => {
  const charge = (on: string, dueOn: string, isPenalty = false): Draft => {
    const facts = { feeCode: 'nsf', amountFen: 500n, due: 'next', reason: 'returned', isPenalty } as const
    return { kind: 'charged', valueOn: d(on), dueOn: d(dueOn), ...facts }
  }
  const own = (chargesDue?: 'own-day'): LoanTerms => {
    const order = orderedBy('horizontal', ['interest', 'principal', 'fee', 'penalty'], 'next-instalment')
    return {
      ...terms(),
      allocation: { direction: 'horizontal', default: order, byKind: {}, ...(chargesDue ? { chargesDue } : {}) },
    }
  }
  const taken = (loan: Loan, on: string) =>
    stateOn(loan, d(on)).allocations.map(({ part, instalment, amountFen }) => `${part} ${instalment} ${amountFen}`)

  test('[E8] what is paid on the day of a charge takes it before what is not due; with the instalment, it waits', () => {
    const drafts = [out(), charge('2024-01-05', '2024-01-10'), paid('2024-01-12', 600n)]
    expect(taken(lived(own('own-day'), drafts), '2024-01-12')).toEqual(['fee 1 500', 'interest 1 21', 'principal 1 79'])
    expect(taken(lived(own(), drafts), '2024-01-12')).toEqual(['interest 1 21', 'principal 1 579'])
    const late = [out(), charge('2024-01-05', '2024-01-20'), paid('2024-01-12', 600n)]
    expect(stateOn(lived(own('own-day'), late), d('2024-01-12')).dueFen).toBe(0n)
  })

  test('[E8] penalties come first, after the instalment that is due, and what is open of it is due', () => {
    const drafts = [out(), charge('2024-02-05', '2024-02-10'), charge('2024-02-05', '2024-02-10', true)]
    const loan = lived(own('own-day'), [...drafts, paid('2024-02-12', 2_300n)])
    expect(taken(loan, '2024-02-12')).toEqual(['interest 1 58', 'principal 1 1643', 'penalty 2 500', 'fee 2 99'])
    expect(stateOn(loan, d('2024-02-12'))).toMatchObject({ dueFen: 401n, overdueFen: 0n, dpd: 0 })
  })

  test('[E8] [B2] money held pays it on its day, and the books claim only what is open', () => {
    const whole = own('own-day')
    const held: LoanTerms = { ...whole, allocation: { ...DEFAULT_ALLOCATION, chargesDue: 'own-day' } }
    const drafts = [out(), paid('2024-01-03', 400n), charge('2024-01-05', '2024-01-10')]
    const loan = lived(held, drafts)
    const claim = (on: string) => booksOn(loan, d(on)).find(({ account }) => account === '1122')?.amountFen
    expect([stateOn(loan, d('2024-01-09')).heldFen, claim('2024-01-09')]).toEqual([400n, 500n])
    expect([stateOn(loan, d('2024-01-20')).heldFen, claim('2024-01-20')]).toEqual([0n, 100n])
    expect(taken(loan, '2024-01-20').slice(-1)).toEqual(['fee 1 400'])
  })
})

describe('debt that comes back, and debt laid out anew', () => {
  test('[M11] a chargeback is new debt in the running instalment, or behind the last one', () => {
    const chargeback = { order: ['interest', 'penalty', 'fee', 'principal'] } as const
    const own = { ...terms(), allocation: { ...terms().allocation, chargeback } }
    const back = (on: string): Draft => {
      return {
        kind: 'chargedBack',
        valueOn: d(on),
        eventId: 'e2',
        amountFen: 1_701n,
        chargesFee: false,
        reason: 'bank',
      }
    }
    const money = [out(), paid('2024-02-01', 1_701n)]
    expect(asked(lived(own, [...money, back('2024-02-10')]), '2024-02-10').slice(0, 3)).toEqual([
      '1643 58',
      '3289 113',
      '1662 39',
    ])
    const state = stateOn(lived(own, [...money, back('2024-08-10')]), d('2024-08-10'))
    expect(state.instalments.at(-1)).toMatchObject({ number: 7, dueOn: '2024-08-10', outstandingFen: 1_701n })
    expect(state.instalments.reduce((sum, { outstanding }) => sum + outstanding.principalFen, 0n)).toBe(
      state.principalFen,
    )
  })

  test('[K10] a re-age: past due closes at what was paid, six level instalments from the first due day', () => {
    const reAge = { firstDueOn: d('2024-04-01'), unit: 'month', every: 1 } as const
    const plan = {
      instalments: 6,
      annualRatePpm: 70_000n,
      graceInstalments: 0,
      arrears: 'carried',
      reason: 'help',
    } as const
    const event: Draft = { kind: 'rescheduled', valueOn: d('2024-03-15'), ...plan, reAge }
    const loan = lived(terms(), [out(), paid('2024-02-01', 1_701n), event])
    const state = stateOn(loan, d('2024-03-15'))
    expect([state.dpd, state.overdueFen]).toEqual([0, 0n])
    expect(asked(loan, '2024-03-15')).toEqual([
      '1643 58',
      '0 0',
      '0 0',
      '1332 98',
      '1389 41',
      '1397 33',
      '1405 25',
      '1413 17',
      '1421 8',
    ])
    expect(decodeEvent(encodeEvent(loan.events[2]!))).toEqual({ ok: true, value: loan.events[2] })
    expect(booksOn(loan, d('2024-03-20')).reduce((sum, line) => sum + line.amountFen, 0n)).toBe(0n)
  })
})

const anyLife = fc.record({
  pastDue: fc.constantFrom('bears-interest', 'bears-none'),
  money: fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 220 }), amountFen: fc.bigInt({ min: 1n, max: 4_000n }) }),
    { maxLength: 8 },
  ),
  drawn: fc.option(fc.integer({ min: 1, max: 150 })),
})

function dayAfter(days: number): Day {
  return new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10) as Day
}

describe('whatever is paid, and whenever', () => {
  test('[K3] principal asked for is principal paid out, nothing is asked below zero, books sum to zero', () => {
    fc.assert(
      fc.property(anyLife, ({ pastDue, money, drawn }) => {
        const drafts = [
          out(),
          ...(drawn === null ? [] : [out(dayAfter(drawn), 3_000n)]),
          ...money.map(({ day, amountFen }) => paid(dayAfter(day), amountFen)),
        ]
        const loan = lived(terms(pastDue), drafts)
        for (const days of [0, 14, 31, 90, 200, 400]) {
          const state = stateOn(loan, dayAfter(days))
          const askedFen = state.instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)
          expect(askedFen).toBe(state.disbursedFen)
          for (const row of state.instalments) {
            expect(row.outstanding.principalFen >= 0n && row.outstanding.interestFen >= 0n).toBe(true)
          }
          expect(booksOn(loan, dayAfter(days)).reduce((sum, line) => sum + line.amountFen, 0n)).toBe(0n)
          expect(state.paid.principalFen + state.principalFen).toBe(state.disbursedFen)
        }
        expect(epochOf(loan.core.disbursedOn!)).toBe(epochOf(d('2024-01-01')))
      }),
      { numRuns: 60 },
    )
  })
})
