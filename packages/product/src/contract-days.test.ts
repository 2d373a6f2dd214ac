import { mulDiv } from '@puhui/money'
import { describe, expect, test } from 'vitest'
import type { Frequency } from './period.ts'
import { d, GUARANTEE_FEE, NO_HOLIDAYS, PRODUCT, scheduleTermsWith, UPFRONT_FEE } from './product.fixture.ts'
import { schedule } from './schedule.ts'
import type { ScheduleTerms } from './schedule-types.ts'
import type { FeeRule } from './terms.ts'
import { decodeTerms, encodeTerms } from './terms-codec.ts'

function plan(terms: Partial<ScheduleTerms>) {
  return schedule({ terms: scheduleTermsWith(terms), disbursedOn: d('2026-01-15'), holidays: NO_HOLIDAYS })
}

describe('days of a contract', () => {
  const days = (frequency: Frequency, disbursedOn = '2026-01-31') => {
    const terms = scheduleTermsWith({ termMonths: 3, interestBasis: 'actual/365', plan: { frequency } })
    return schedule({ terms, disbursedOn: d(disbursedOn), holidays: NO_HOLIDAYS })
  }

  test('[P13] the last instalment may fall due on a day of its own', () => {
    const dueDays = (frequency: Frequency) => days(frequency).instalments.map(({ dueOn }) => dueOn)
    expect(dueDays({ unit: 'day', every: 15, count: 3, lastAfter: 50 })).toEqual([
      '2026-02-15',
      '2026-03-02',
      '2026-03-22',
    ])
    expect(dueDays({ unit: 'month', every: 2, count: 2, lastAfter: 3 })).toEqual(['2026-03-31', '2026-04-30'])
    expect(dueDays({ unit: 'week', every: 2, count: 2, lastAfter: 5 })).toEqual(['2026-02-14', '2026-03-07'])
  })

  test('[P14] days may be counted from the application; interest runs from the disbursement', () => {
    const planned = days({ unit: 'month', every: 1, countedFrom: d('2026-01-31') }, '2026-02-10')
    expect(planned.instalments.map(({ dueOn }) => dueOn)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
    const [first] = planned.instalments
    expect([first!.periodFrom, first!.interestSteps.map(({ from, to }) => `${from} ${to}`)]).toEqual([
      '2026-01-31',
      ['2026-02-10 2026-02-28'],
    ])
    const levels = planned.instalments.map(({ dueFen }) => dueFen)
    expect(levels[0]).toBe(levels[1])
    expect(levels[2]! - levels[1]!).toBeLessThanOrEqual(2n)
  })

  test('[T4] a last day lies after the others; the day of the count is named by a contract alone', () => {
    const problems = (frequency: Frequency) => {
      const decoded = decodeTerms(
        encodeTerms({ ...PRODUCT, methods: ['equal-instalment'], termMonths: [12], plan: { frequency } }),
      )
      return decoded.ok ? [] : decoded.error.problems.map(({ path, code }) => `${path} ${code}`)
    }
    expect(problems({ unit: 'month', every: 1, count: 6, lastAfter: 8 })).toEqual([])
    expect(problems({ unit: 'month', every: 1, count: 6, lastAfter: 5 })).toEqual([
      '/plan/frequency/lastAfter out_of_range',
    ])
    expect(problems({ unit: 'month', every: 1, lastAfter: 5 })).toEqual(['/plan/frequency/count missing'])
    expect(problems({ unit: 'month', every: 1, countedFrom: d('2026-01-01') })).toEqual([
      '/plan/frequency/countedFrom not_offered',
    ])
  })
})

describe('a fee that is a share of the instalment', () => {
  test('[S9] a fee with every instalment may be a share of what the instalment asks for by plan', () => {
    const fee = (kind: `share-of-instalment${'' | '-principal' | '-interest'}`) =>
      ({ ...GUARANTEE_FEE, code: kind, amount: { kind, ratePpm: 10_000n } }) as const
    const fees = [fee('share-of-instalment'), fee('share-of-instalment-principal'), fee('share-of-instalment-interest')]
    const [first, second] = plan({ termMonths: 2, method: 'equal-principal', fees }).instalments
    for (const row of [first!, second!]) {
      const parts = [row.principalFen + row.interestFen, row.principalFen, row.interestFen]
      expect(row.fees.map(({ amountFen }) => amountFen)).toEqual(parts.map((fen) => mulDiv(fen, 1n, 100n, 'half-even')))
    }
    expect(second!.fees[2]!.amountFen).toBeLessThan(first!.fees[2]!.amountFen)
  })

  test('[T4] a share of the instalment belongs to fees with every instalment', () => {
    const amount = { kind: 'share-of-instalment', ratePpm: 10_000n } as const
    const decoded = (fee: FeeRule) => decodeTerms(encodeTerms({ ...PRODUCT, fees: [{ ...fee, amount }] }))
    expect(decoded(GUARANTEE_FEE).ok).toBe(true)
    expect(decoded(UPFRONT_FEE)).toMatchObject({
      ok: false,
      error: { problems: [{ path: '/fees/0/amount/kind', code: 'not_offered' }] },
    })
  })
})

describe('what a contract may say and a product may not', () => {
  test('[T4] parts that bear interest from before they are paid out (CN-RATE-008)', () => {
    const draws = { firstSharePpm: 400_000n, months: 2, leastFen: 10_000n, bearsFrom: 'period-start' } as const
    const product = { ...PRODUCT, methods: ['equal-instalment'], fees: [], plan: { draws } } as const
    expect(decodeTerms(encodeTerms(product))).toMatchObject({
      ok: false,
      error: { problems: [{ path: '/plan/draws/bearsFrom', code: 'not_offered' }] },
    })
  })

  test('[T4] a settlement that owes interest for days to come (CN-RATE-010)', () => {
    const rest = { kind: 'daily', pastDue: 'bears-none', settlement: 'to-period-end' } as const
    const decoded = decodeTerms(encodeTerms({ ...PRODUCT, methods: ['equal-instalment'], plan: { rest } }))
    expect(decoded).toMatchObject({
      ok: false,
      error: { problems: [{ path: '/plan/rest/settlement', code: 'not_offered' }] },
    })
  })
})
