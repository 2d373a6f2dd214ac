import { epochOf } from '@puhui/calendar'
import { sumFen } from '@puhui/money'
import { DEFAULT_ALLOCATION, orderedBy } from '@puhui/product'
import { expect, test } from 'vitest'
import { d, termsWith } from './loan.fixture.ts'
import { layAlone, layRest } from './rest-rows.ts'
import { asked, type Draft, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const monthly = { principalFen: 480_000n, plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } } } as const

test('[K3] no more principal is asked for than is owed, though interest has outgrown instalments paid a fen in advance', () => {
  const order = orderedBy('vertical', ['interest', 'principal', 'fee', 'penalty'], 'spread')
  const terms = {
    ...termsWith({ ...monthly, annualRatePpm: 235_999n, termMonths: 12 }),
    allocation: { direction: 'vertical', default: order, byKind: {} },
  } as const
  const putOff: Draft = { kind: 'extended', unit: 'month', count: 6, valueOn: d('2024-01-02'), reason: 'flood' }
  const loan = lived(terms, [out('2024-01-01', 480_000n), paid('2024-01-01', 12n), putOff])
  const { instalments, principalFen } = stateOn(loan, d('2024-01-02'))
  expect(sumFen(instalments.map(({ outstanding }) => outstanding.principalFen))).toBe(principalFen)
})

test('[A3] [K1] what money held pays on a due day counts at once: a day later than the period, it costs a day more', () => {
  const terms = {
    ...termsWith({ ...monthly, annualRatePpm: 120_000n, termMonths: 2, workingDayShift: 'following' }),
    allocation: DEFAULT_ALLOCATION,
  }
  // Due on Sunday the 15th, and so on the 16th; both payments are there by the second due day.
  const [first, second] = [paid('2026-02-05', 243_607n), paid('2026-03-16', 243_605n)]
  const loan = lived(terms, [out('2026-01-15', 480_000n), first, second])
  expect(asked(loan, '2026-03-16')).toEqual(['238806 4800', '241194 2497'])
})

test('[K20] a late instalment that may ask for interest behind it is not laid alone', () => {
  const order = orderedBy('horizontal', ['interest', 'principal', 'fee', 'penalty'], 'last-instalment')
  const plan = { ...monthly.plan, frequency: { unit: 'day', every: 10 } } as const
  const terms = {
    ...termsWith({ ...monthly, plan, annualRatePpm: 120_000n, termMonths: 3, workingDayShift: 'following' }),
    allocation: { direction: 'horizontal', default: order, byKind: {} },
  } as const
  // The last five are paid in advance; the one before them has been put off to Monday, and interest runs behind it.
  const { core } = lived(terms, [out('2028-03-20', 480_000n), paid('2028-03-20', 280_000n)])
  for (let days = 0; days < 120; days++) {
    const epoch = epochOf(d('2028-03-20')) + days
    const until = { epoch, stopEpoch: epoch }
    const laid = layRest(terms, core, core.rest!, until)
    for (const index of core.rows.keys())
      expect(layAlone(terms, core, core.rest!, until, index) ?? laid[index]).toEqual(laid[index])
  }
})
