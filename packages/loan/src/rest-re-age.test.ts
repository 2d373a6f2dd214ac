import type { Day } from '@puhui/calendar'
import { DEFAULT_ALLOCATION, interestOf, orderedBy, PARTS } from '@puhui/product'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accrualOn, booksOn } from './books.ts'
import { decodeEvent, encodeEvent } from './codec.ts'
import type { ReAge } from './event.ts'
import { d, termsWith, totalOf } from './loan.fixture.ts'
import { evolve, type Loan, open, replay } from './loan.ts'
import { earlySettlementQuote } from './settlement.ts'
import type { LoanTerms } from './terms.ts'
import { asked, type Draft, eventsOf, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** ¥100 at 7 % over six months with daily rest, each month a twelfth. */
function terms(annualRatePpm = 70_000n): LoanTerms {
  const plain = termsWith({
    principalFen: 10_000n,
    annualRatePpm,
    termMonths: 6,
    plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
  })
  const order = orderedBy('horizontal', PARTS, 'next-instalment')
  return {
    ...plain,
    nonAccrualAfterDays: 3_650,
    penalty: { ...plain.penalty, contractRateMultiplePpm: 0n },
    prepayment: { ...plain.prepayment, feePpm: 0n },
    allocation: { ...DEFAULT_ALLOCATION, default: order },
  }
}

const lived = (drafts: readonly Draft[], own = terms()): Loan => replay(own, eventsOf(drafts))

function reAged(interest: ReAge['interest'], more: Partial<ReAge> = {}, on = '2024-03-15'): Draft {
  return {
    kind: 'rescheduled',
    valueOn: d(on),
    instalments: 6,
    annualRatePpm: 0n,
    graceInstalments: 0,
    arrears: 'carried',
    reAge: { firstDueOn: d('2024-04-01'), unit: 'month', every: 1, ...(interest ? { interest } : {}), ...more },
    reason: 'help',
  }
}

function charged(on: string, dueOn: string): Draft {
  return {
    kind: 'charged',
    valueOn: d(on),
    feeCode: 'nsf',
    amountFen: 600n,
    due: 'next',
    dueOn: d(dueOn),
    reason: 'returned',
  }
}

function repriced(on: string, annualRatePpm = 120_000n): Draft {
  return { kind: 'repriced', valueOn: d(on), annualRatePpm, benchmark: 'LPR1Y', benchmarkPpm: 0n, publishedOn: d(on) }
}

function claimOn(loan: Loan, on: string): bigint {
  return booksOn(loan, d(on)).find(({ account }) => account === '1132')?.amountFen ?? 0n
}

const FIRST = [out(), paid('2024-02-01', 1_701n)]

describe('a re-age in equal parts', () => {
  test('[K11] what has run by the day is laid in equal parts with the principal, and no more runs', () => {
    const loan = lived([...FIRST, reAged('equal-to-day')])
    // 8,357 and 71 of interest by 15 March: six times 1,405, of which 12 are interest; the last takes the rest.
    expect(asked(loan, '2024-03-15')).toEqual([
      '1643 58',
      '0 0',
      '0 0',
      '1393 12',
      '1393 12',
      '1393 12',
      '1393 12',
      '1393 12',
      '1392 11',
    ])
    expect(asked(loan, '2024-12-31')).toEqual(asked(loan, '2024-03-15'))
    expect(decodeEvent(encodeEvent(loan.events[2]!))).toEqual({ ok: true, value: loan.events[2] })
  })

  test('[K11] each asks for the same, also those for which equal parts of little interest leave none', () => {
    const loan = lived([out(), reAged('equal-to-day', {}, '2024-01-03')])
    // ¥0.04 has run: four parts of 1 fen and two of none, of ¥100.04 in six times ¥16.67.
    expect(asked(loan, '2024-01-03').slice(-6)).toEqual(['1666 1', '1666 1', '1666 1', '1666 1', '1667 0', '1669 0'])
  })

  test('[K10] [P15] months that count from their first day do so in the instalment that ends on the day, too', () => {
    const monthly = (interestBasis: 'monthly' | 'monthly-from-start') => {
      const plain = terms()
      const own = { ...plain, schedule: { ...plain.schedule, interestBasis } }
      const putOff = { kind: 'extended', valueOn: d('2024-02-02'), unit: 'day', count: 45, reason: 'help' } as const
      return asked(lived([...FIRST, putOff, reAged(undefined)], own), '2024-03-15')[2]
    }
    // Of ¥83.57, 1 14/31 months are 71 fen and 17/31 of a month are 27.
    expect([monthly('monthly-from-start'), monthly('monthly')]).toEqual(['1332 98', '1332 98'])
  })

  test('[K11] [B2] what had been earned stays earned; anew, it is income as the new instalments run', () => {
    const kept = lived([...FIRST, reAged('equal-to-day')])
    expect([claimOn(kept, '2024-03-15'), claimOn(kept, '2024-06-15')]).toEqual([71n, 71n])
    const anew = lived([...FIRST, reAged('equal-to-day', { isEarnedAnew: true })])
    expect([claimOn(anew, '2024-03-15'), claimOn(anew, '2024-04-01'), claimOn(anew, '2024-09-01')]).toEqual([
      0n,
      12n,
      71n,
    ])
  })

  test('[K11] the interest of the whole term: what had not run by the day is earned over the new instalments', () => {
    const loan = lived([...FIRST, reAged('equal-to-term')])
    expect(asked(loan, '2024-03-15').slice(3)).toEqual([...Array<string>(5).fill('1393 25'), '1392 26'])
    expect([claimOn(loan, '2024-03-15'), claimOn(loan, '2024-09-01')]).toEqual([71n, 151n])
    const days = [claimOn(loan, '2024-04-15'), claimOn(loan, '2024-05-01')]
    expect(days[0]! > 71n && days[1]! > days[0]! && days[1]! < 151n).toBe(true)
  })

  test('[K11] charges that are open are laid in equal parts, too', () => {
    const drafts = [...FIRST, charged('2024-02-10', '2024-03-01'), reAged('equal-to-day')]
    const rows = stateOn(lived(drafts), d('2024-03-15')).instalments
    expect(rows.map(({ outstanding }) => outstanding.feeFen)).toEqual([0n, 0n, 0n, ...Array<bigint>(6).fill(100n)])
    expect(rows.map(({ outstandingFen }) => outstandingFen).slice(3)).toEqual([
      ...Array<bigint>(5).fill(1_505n),
      1_503n,
    ])
  })

  test('[K11] a charge behind the last instalment ends with the others, on a day of the month of its own', () => {
    const drafts = [out(), charged('2024-07-20', '2024-09-10')]
    const reAge = reAged('equal-to-day', { firstDueOn: d('2024-10-10') }, '2024-09-10')
    const rows = stateOn(lived([...drafts, reAge]), d('2024-09-10')).instalments
    expect(rows.slice(-6).map(({ outstanding }) => outstanding.feeFen)).toEqual(Array<bigint>(6).fill(100n))
    expect(rows.slice(-6).reduce((sum, { outstanding }) => sum + outstanding.principalFen, 0n)).toBe(10_000n)
  })

  test('[K11] after it a new rate lets nothing run', () => {
    const drafts = [...FIRST, reAged('equal-to-day')]
    expect(asked(lived([...drafts, repriced('2024-04-15')]), '2024-09-01')).toEqual(asked(lived(drafts), '2024-09-01'))
  })

  test('[K11] after the last due day no line is cut off for a charge that is laid out with the rest', () => {
    const drafts = [out(), charged('2024-07-20', '2024-09-10')]
    const reAge = reAged('equal-to-day', { firstDueOn: d('2024-10-10') }, '2024-09-10')
    const [first] = stateOn(lived([...drafts, reAge]), d('2024-09-10')).instalments.slice(6)
    expect([first?.periodFrom, first?.dueOn, first?.outstanding.feeFen]).toEqual(['2024-07-01', '2024-10-10', 100n])
  })

  test('[K11] a part paid out after a re-age is laid on the instalments to come', () => {
    const loan = lived([...FIRST, reAged('equal-to-day'), out('2024-04-01', 5_000n)])
    expect(asked(loan, '2024-04-01').slice(3)).toEqual(['1393 12', ...Array<string>(4).fill('2393 12'), '2392 11'])
  })

  test('[K11] settled on a day, it owes no interest of days to come', () => {
    const whole = lived([...FIRST, reAged('equal-to-term')])
    const quote = (on: string) => {
      const found = earlySettlementQuote(whole, d(on))
      return found.ok ? found.value.interestFen : found.error
    }
    expect([quote('2024-03-15'), quote('2024-09-01')]).toEqual([71n, 151n])
    const owing = lived([...FIRST, reAged('equal-to-term', { isOwedWhole: true })])
    expect(earlySettlementQuote(owing, d('2024-03-15'))).toMatchObject({ ok: true, value: { interestFen: 151n } })
  })
})

describe('a re-age with interest that runs on', () => {
  test('[K10] a charge stands in the new instalment in which its day lies, or stays behind the last', () => {
    const feesOf = (dueOn: string) => {
      const loan = lived([...FIRST, charged('2024-02-10', dueOn), reAged(undefined)])
      return stateOn(loan, d('2024-03-15')).instalments.flatMap((row) =>
        row.outstanding.feeFen > 0n ? [`${row.periodFrom} ${row.dueOn}`] : [],
      )
    }
    expect([feesOf('2024-05-20'), feesOf('2024-12-25')]).toEqual([['2024-05-01 2024-06-01'], ['2024-09-01 2024-12-25']])
  })
})

function reAmortised(kind: 'next' | 'equal-parts' | 'let-off', on = '2024-03-15'): Draft {
  const asBefore = { annualRatePpm: 0n, graceInstalments: 0, arrears: 'carried', instalments: 1 } as const
  const reAmortise =
    kind === 'let-off' ? ({ interest: 'equal-parts', letsOffRemainder: true } as const) : { interest: kind }
  return { kind: 'rescheduled', valueOn: d(on), ...asBefore, reAmortise, reason: 'help' }
}

describe('what is past due, spread over the instalments to come', () => {
  test('[K12] the next one bears its interest, and those to come are level anew on their days', () => {
    const loan = lived([...FIRST, reAmortised('next')])
    const state = stateOn(loan, d('2024-03-15'))
    expect([state.dpd, state.overdueFen, state.instalments.length]).toEqual([0, 0n, 6])
    expect(asked(loan, '2024-03-15').slice(0, 2)).toEqual(['1643 58', '0 0'])
    const later = state.instalments.slice(2).map(({ planned }) => planned.principalFen + planned.interestFen)
    expect(later.slice(0, -1).every((fen) => fen === later[0])).toBe(true)
    expect(state.instalments.slice(2).reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(8_357n)
    expect(state.instalments[2]!.planned.interestFen).toBe(98n)
    expect(decodeEvent(encodeEvent(loan.events[2]!))).toEqual({ ok: true, value: loan.events[2] })
  })

  test('[K12] its interest in equal parts, beside what runs', () => {
    const loan = lived([...FIRST, reAmortised('equal-parts')])
    const before = lived(FIRST)
    const sum = (of: Loan) =>
      stateOn(of, d('2024-03-15')).instalments.reduce((all, row) => all + row.outstanding.interestFen, 0n)
    const pastFen = stateOn(before, d('2024-03-15')).instalments[1]!.outstanding.interestFen
    expect(pastFen).toBe(49n)
    const rows = stateOn(loan, d('2024-03-15')).instalments.slice(2)
    const shares = rows.map((row) => row.planned.interestFen - interestOf(row.interestSteps))
    expect(shares).toEqual([12n, 12n, 12n, 13n])
    expect(sum(loan) - sum(before)).toBeGreaterThan(0n)
    expect(stateOn(loan, d('2024-03-15')).interestAccruedFen).toBe(stateOn(before, d('2024-03-15')).interestAccruedFen)
  })

  test('[K12] fen that equal parts leave over are let off where the event says so, and are no income', () => {
    const [kept, letOff] = [lived([...FIRST, reAmortised('equal-parts')]), lived([...FIRST, reAmortised('let-off')])]
    const rows = stateOn(letOff, d('2024-03-15')).instalments.slice(2)
    const shares = rows.map((row) => row.planned.interestFen - interestOf(row.interestSteps))
    expect(shares).toEqual([12n, 12n, 12n, 12n])
    const accrued = (loan: Loan) => stateOn(loan, d('2024-03-15')).interestAccruedFen
    expect(accrued(kept) - accrued(letOff)).toBe(1n)
    expect(totalOf(booksOn(letOff, d('2024-03-16')))).toBe(0n)
    expect(decodeEvent(encodeEvent(letOff.events[2]!))).toEqual({ ok: true, value: letOff.events[2] })
  })

  test('[K12] without interest each one to come asks for its share more', () => {
    const plan = terms(0n)
    const drafts = [out('2024-01-01', 9_000n), paid('2024-02-01', 700n), reAmortised('next', '2024-03-15')]
    // 800 and 1,500 are past due: a quarter of 2,300 more for each of four.
    expect(asked(lived(drafts, plan), '2024-03-15')).toEqual(['700 0', '0 0', '2075 0', '2075 0', '2075 0', '2075 0'])
  })

  test('[K11] [K12] [L9] a line whose charges or down payment have gone elsewhere is settled, and so is the loan in the end', () => {
    const charge: Draft = {
      kind: 'charged',
      feeCode: 'letter',
      amountFen: 1_000n,
      due: 'next',
      dueOn: d('2024-02-15'),
      isPenalty: false,
      valueOn: d('2024-02-01'),
      reason: 'x',
    }
    const spread = [...FIRST, charge, reAmortised('equal-parts')]
    expect(stateOn(lived(spread), d('2024-03-15')).instalments[1]!.settledOn).toBe('2024-03-15')
    expect(stateOn(lived([...spread, paid('2024-07-02', 20_000n)]), d('2024-07-02')).status).toBe('settled')
    const plan = terms()
    const rule = { ...plan.schedule.plan, downPayment: { sharePpm: 150_000n, multipleFen: 1n } }
    const own = { ...plan, schedule: { ...plan.schedule, plan: rule } }
    const drafts = [out(), paid('2024-03-01', 500n), reAged('equal-to-day')]
    expect(stateOn(lived(drafts, own), d('2024-03-15')).instalments[0]).toMatchObject({
      number: 0,
      settledOn: '2024-03-15',
    })
    expect(stateOn(lived([...drafts, paid('2024-09-02', 20_000n)], own), d('2024-09-02')).status).toBe('settled')
  })

  test('[K12] interest in equal parts may be income anew as the instalments run', () => {
    const anew = { ...reAmortised('let-off'), reAmortise: { interest: 'equal-parts', isEarnedAnew: true } } as Draft
    const accrued = (loan: Loan, on: string) => stateOn(loan, d(on)).interestAccruedFen
    const [kept, later] = [lived([...FIRST, reAmortised('equal-parts')]), lived([...FIRST, anew])]
    expect(accrued(kept, '2024-03-15') - accrued(later, '2024-03-15')).toBe(49n - 5n)
    expect(accrued(kept, '2024-07-01')).toBe(accrued(later, '2024-07-01'))
    expect(decodeEvent(encodeEvent(later.events[2]!))).toEqual({ ok: true, value: later.events[2] })
  })

  test('[K10] [K12] [V3] a pause is no loan without interest: what is laid anew in it is level', () => {
    const pause = (from: string): Draft => ({
      kind: 'interestPaused',
      valueOn: d(from),
      until: d('2024-05-10'),
      reason: 'flood',
    })
    const levels = (drafts: readonly Draft[], from: number) => {
      const rows = stateOn(lived([...FIRST, ...drafts]), d('2024-03-15')).instalments.slice(from)
      return rows.map(({ planned }) => planned.principalFen + planned.interestFen)
    }
    expect(levels([pause('2024-03-10'), reAmortised('next')], 2)).toEqual([2_112n, 2_112n, 2_112n, 2_113n])
    const [paused, plain] = [levels([pause('2024-03-15'), reAged(undefined)], 3), levels([reAged(undefined)], 3)]
    expect(paused.slice(0, -1)).toEqual(plain.slice(0, -1))
    expect(paused.at(-1)).toBeLessThan(Number(plain.at(-1)))
  })

  test('[K7] [K12] a further part is laid over what is left, as if each instalment before had been paid on its day', () => {
    const drafts = [...FIRST, reAmortised('next'), out('2024-04-15', 10_000n)]
    const later = stateOn(lived(drafts), d('2024-04-15')).instalments.slice(3)
    const levels = later.map(({ planned }) => planned.principalFen + planned.interestFen)
    // 6,323 and 10,000 in three level instalments; the last one bears what has run on principal that is late.
    expect(levels).toEqual([5_496n, 5_496n, 5_501n])
    expect(later.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(16_323n)
  })

  test('[K7] where instalments paid ahead keep their places, the last one differs least after a further part, too', () => {
    const plan = terms()
    const rest = { kind: 'daily', pastDue: 'bears-interest', paidAhead: 'keeps-place' } as const
    const keeps = { ...plan, schedule: { ...plan.schedule, plan: { rest } } }
    const drafts = [out(), reAmortised('next', '2024-02-15'), out('2024-02-20', 1_000n)]
    const levels = (own: LoanTerms) =>
      stateOn(lived(drafts, own), d('2024-02-20')).instalments.map(
        ({ planned }) => planned.principalFen + planned.interestFen,
      )
    expect(levels(plan).slice(1)).toEqual([2_238n, 2_238n, 2_238n, 2_238n, 2_296n])
    expect(levels(keeps).slice(1)).toEqual([2_250n, 2_250n, 2_250n, 2_250n, 2_248n])
  })

  test('[K22] without interest, what is laid anew may be in the multiples of the contract', () => {
    const plan = terms(0n)
    const tens = {
      ...plan,
      schedule: { ...plan.schedule, instalment: { ...plan.schedule.instalment, multipleFen: 100n } },
    }
    const first = [out('2024-01-01', 9_000n), paid('2024-02-01', 700n)]
    const levels = (draft: Draft) =>
      stateOn(lived([...first, draft], tens), d('2024-03-15')).instalments.map(({ planned }) => planned.principalFen)
    const re = { ...reAmortised('next'), reAmortise: { interest: 'next', isInMultiples: true } } as Draft
    expect(levels(re).slice(2)).toEqual([2_100n, 2_100n, 2_100n, 2_000n])
    expect(levels(reAged(undefined, { isInMultiples: true })).slice(3)).toEqual([
      1_400n,
      1_400n,
      1_400n,
      1_400n,
      1_400n,
      1_300n,
    ])
    const equal = reAged('equal-to-day', { isInMultiples: true })
    expect(levels(equal).slice(3)).toEqual([1_400n, 1_400n, 1_400n, 1_400n, 1_400n, 1_300n])
  })

  test('[K12] nothing past due, nothing changes', () => {
    const drafts = [...FIRST, paid('2024-03-01', 1_701n)]
    expect(asked(lived([...drafts, reAmortised('next')]), '2024-03-15')).toEqual(asked(lived(drafts), '2024-03-15'))
  })
})

/** More cases in a long run. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 100)

vi.setConfig({ testTimeout: 30_000 + 100 * numRuns })

const anyLife = fc.record({
  kind: fc.constantFrom('reAge', 'reAge', 'next', 'equal-parts', 'let-off'),
  interest: fc.constantFrom('equal-to-day', 'equal-to-term', undefined),
  isEarnedAnew: fc.boolean(),
  isOwedWhole: fc.boolean(),
  annualRatePpm: fc.constantFrom(0n, 70_000n, 240_000n),
  on: fc.integer({ min: 1, max: 260 }),
  first: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('day', 'week', 'month'),
  money: fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 400 }), amountFen: fc.bigInt({ min: 1n, max: 4_000n }) }),
    {
      maxLength: 6,
    },
  ),
  charges: fc.array(fc.record({ day: fc.integer({ min: 0, max: 300 }), later: fc.integer({ min: 0, max: 200 }) }), {
    maxLength: 2,
  }),
  rate: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
  order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
})

function dayAfter(days: number): Day {
  return new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10) as Day
}

describe('whatever is paid before and after', () => {
  test('[K11] [K12] [L1] [B1] [B7] nothing is asked below zero, no fen is lost, accruals lead from books to books', () => {
    fc.assert(
      fc.property(
        anyLife,
        ({
          kind,
          interest,
          isEarnedAnew,
          isOwedWhole,
          annualRatePpm,
          on,
          first,
          unit,
          money,
          charges,
          rate,
          order,
        }) => {
          const rule = {
            firstDueOn: dayAfter(on + first),
            unit,
            every: unit === 'month' ? 1 : 10,
            isEarnedAnew,
            isOwedWhole,
          }
          const drafts = [
            out(),
            kind === 'reAge' ? reAged(interest, rule, dayAfter(on)) : reAmortised(kind, dayAfter(on)),
            ...money.map(({ day, amountFen }) => paid(dayAfter(day), amountFen)),
            ...charges.map(({ day, later }) => charged(dayAfter(day), dayAfter(day + later))),
            ...(rate === undefined ? [] : [repriced(dayAfter(rate))]),
          ]
          const events = eventsOf(drafts)
          const loan = replay(terms(annualRatePpm), events)
          const shuffled = events.map((event, at) => ({ event, key: order[at]! })).sort((a, b) => a.key - b.key)
          expect(shuffled.reduce((folded, { event }) => evolve(folded, event), open(terms(annualRatePpm)))).toEqual(
            loan,
          )
          for (const days of [0, on - 1, on, on + 1, on + first, 300, 500, 700]) {
            const state = stateOn(loan, dayAfter(days))
            const askedFen = state.instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)
            expect(askedFen).toBe(state.disbursedFen)
            for (const { outstanding } of state.instalments)
              expect(Object.values(outstanding).every((fen) => fen >= 0n)).toBe(true)
            const receivedFen = money.reduce((sum, { day, amountFen }) => (day <= days ? sum + amountFen : sum), 0n)
            expect(Object.values(state.paid).reduce((sum, fen) => sum + fen, state.heldFen)).toBe(receivedFen)
            expect(state.interestAccruedFen).toBeGreaterThanOrEqual(0n)
            const [today, accrued, tomorrow] = [dayAfter(days), accrualOn(loan, dayAfter(days)), dayAfter(days + 1)]
            if (loan.inForce.some(({ valueOn }) => valueOn > today)) continue
            expect(totalOf(booksOn(loan, tomorrow))).toBe(0n)
            const sums = new Map<string, bigint>()
            for (const { account, amountFen } of [...booksOn(loan, today), ...accrued])
              sums.set(account, (sums.get(account) ?? 0n) + amountFen)
            const said = [...sums].filter(([, fen]) => fen !== 0n).sort()
            expect(said).toEqual(booksOn(loan, tomorrow).map(({ account, amountFen }) => [account, amountFen]))
          }
          const last = dayAfter(500)
          const { interestAccruedFen, instalments } = stateOn(loan, last)
          if (instalments.every(({ dueOn }) => dueOn <= last))
            expect(interestAccruedFen).toBe(
              instalments.reduce((sum, { outstanding }) => sum + outstanding.interestFen, 0n),
            )
        },
      ),
      { numRuns },
    )
  })
})
