import { sumFen } from '@puhui/money'
import { DEFAULT_ALLOCATION, orderedBy } from '@puhui/product'
import { expect, test } from 'vitest'
import { d, termsWith } from './loan.fixture.ts'
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
