import type { Day } from '@puhui/calendar'
import { DEFAULT_ALLOCATION, orderedBy, PARTS } from '@puhui/product'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accrualOn, booksOn } from './books.ts'
import { d, termsWith, totalOf } from './loan.fixture.ts'
import { evolve, type Loan, open, replay } from './loan.ts'
import { asked, type Draft, eventsOf, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** ¥100 at 12 % over three months with daily rest; money for what is to come goes to the last instalment. */
const plain = termsWith({
  principalFen: 10_000n,
  annualRatePpm: 120_000n,
  termMonths: 3,
  plan: { rest: { kind: 'daily', pastDue: 'bears-interest' } },
})
const terms = {
  ...plain,
  nonAccrualAfterDays: 3_650,
  penalty: { ...plain.penalty, base: 'principal-and-interest' as const },
  allocation: { ...DEFAULT_ALLOCATION, default: orderedBy('horizontal', PARTS, 'last-instalment') },
}

/** Of 3,400 an instalment the last has been paid in advance, the first on its day, the second not. */
const LATE: readonly Draft[] = [out(), paid('2024-01-02', 3_410n), paid('2024-02-01', 3_400n)]

/** More cases in a long run. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 100)

vi.setConfig({ testTimeout: 30_000 + 100 * numRuns })

const dayAfter = (days: number) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10) as Day

const anyMoney = fc.array(
  fc.record({ day: fc.integer({ min: 0, max: 130 }), amountFen: fc.bigInt({ min: 1n, max: 3_500n }) }),
  { maxLength: 6 },
)

describe('an instalment that is late while the last one has been paid', () => {
  test('[K3] it asks for the interest that runs on its principal behind it', () => {
    const loan = lived(terms, LATE)
    // 3,257 are late from 1 March on, at one percent a month: 16 of interest for half of it, 33 for all.
    expect(['2024-03-01', '2024-03-16', '2024-04-01', '2024-06-01'].map((on) => asked(loan, on))).toEqual([
      ['3333 67', '3267 33', '3400 0'],
      ['3333 67', '3267 49', '3400 0'],
      ['3333 67', '3267 66', '3400 0'],
      ['3333 67', '3267 66', '3400 0'],
    ])
    expect(stateOn(loan, d('2024-03-16')).instalments[2]).toMatchObject({ status: 'paid', settledOn: '2024-01-02' })
    expect(totalOf(booksOn(loan, d('2024-03-16')))).toBe(0n)
  })

  test('[K3] paid with it the loan is settled, and no more is asked for', () => {
    const loan = lived(terms, [...LATE, paid('2024-03-16', 3_331n)])
    expect(stateOn(loan, d('2024-03-16')).status).toBe('settled')
    expect(asked(loan, '2024-06-01')).toEqual(['3333 67', '3267 49', '3400 0'])
  })

  test('[K3] paid in part, it goes on', () => {
    const loan = lived(terms, [...LATE, paid('2024-03-16', 1_000n)])
    const { principalFen } = stateOn(loan, d('2024-03-16'))
    // What is left of the principal runs for the other half of the month.
    expect([principalFen, asked(loan, '2024-04-01')]).toEqual([2_331n, ['3333 67', '3267 61', '3400 0']])
  })

  test('[K3] [N1] that interest has not been late from the due date: it bears no penalty', () => {
    const [step] = stateOn(lived(terms, LATE), d('2024-03-16')).instalments[1]!.penaltySteps
    expect(step).toMatchObject({ from: '2024-03-01', to: '2024-03-16', overdueFen: 3_290n })
  })

  test('[K3] [L2] [B7] whatever is paid and when, no fen is asked for twice, and accruals lead from books to books', () => {
    const claims = (loan: Loan, days: number) =>
      booksOn(loan, dayAfter(days)).map(({ account, amountFen }) => [account, amountFen])
    fc.assert(
      fc.property(anyMoney, (money) => {
        const events = eventsOf([out(), ...money.map(({ day, amountFen }) => paid(dayAfter(day), amountFen))])
        const loan = replay(terms, events)
        expect(events.toReversed().reduce((folded, event) => evolve(folded, event), open(terms))).toEqual(loan)
        for (let days = 0; days < 150; days += 7) {
          const { instalments, disbursedFen } = stateOn(loan, dayAfter(days))
          expect(instalments.reduce((sum, { planned }) => sum + planned.principalFen, 0n)).toBe(disbursedFen)
          if (money.some(({ day }) => day > days)) continue
          const sums = new Map<string, bigint>()
          for (const { account, amountFen } of [...booksOn(loan, dayAfter(days)), ...accrualOn(loan, dayAfter(days))])
            sums.set(account, (sums.get(account) ?? 0n) + amountFen)
          const grown = [...sums].filter(([, fen]) => fen !== 0n).sort()
          expect(grown).toEqual(claims(loan, days + 1))
        }
      }),
      { numRuns },
    )
  })
})
