import { orderedBy } from '@puhui/product'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { expectPostingsToBeTheBooks } from './books.fixture.ts'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { d, termsWith } from './loan.fixture.ts'
import { earlySettlementQuote } from './settlement.ts'
import { anyRestStory, play } from './story.fixture.ts'
import type { LoanTerms } from './terms.ts'
import { asked, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** More cases in a long run: `PUHUI_RUNS=200000`. */
const numRuns = Number(process.env.PUHUI_RUNS ?? 60)

vi.setConfig({ testTimeout: 60_000 + 100 * numRuns })

const rest = { kind: 'daily', pastDue: 'bears-interest', settlement: 'to-period-end' } as const

/** ¥100 at 7 % over six months. */
function terms(): LoanTerms {
  const plain = termsWith({ principalFen: 10_000n, annualRatePpm: 70_000n, termMonths: 6, plan: { rest } })
  const order = orderedBy('horizontal', ['penalty', 'fee', 'interest', 'principal'], 'next-instalment')
  return {
    ...plain,
    prepayment: { ...plain.prepayment, feePpm: 0n },
    allocation: { direction: 'horizontal', default: order, byKind: {} },
  }
}

describe('a settlement that owes interest to the end of the instalment', () => {
  const loan = lived(terms(), [out(), paid('2024-02-01', 1_701n)])

  test('[K24] asks for it, and is met by it', () => {
    const quote = earlySettlementQuote(loan, d('2024-02-15'))
    expect(quote).toMatchObject({ ok: true, value: { principalFen: 8_357n, interestFen: 49n, totalFen: 8_406n } })
    const settled = lived(terms(), [out(), paid('2024-02-01', 1_701n), paid('2024-02-15', 8_406n)])
    expect(stateOn(settled, d('2024-02-15'))).toMatchObject({ status: 'settled', heldFen: 0n, interestAccruedFen: 0n })
    expect(asked(settled, '2024-02-15').slice(1, 3)).toEqual(['1652 49', '1701 0'])
    const short = lived(terms(), [out(), paid('2024-02-01', 1_701n), paid('2024-02-15', 8_405n)])
    expect(asked(short, '2024-02-15')[1]).toBe('1677 24')
  })

  test('[K24] [B7] once it is paid no interest is a claim, whichever instalment was paid it', () => {
    const own = terms()
    const order = orderedBy('vertical', ['principal', 'interest', 'fee', 'penalty'], 'next-instalment')
    const daily = { ...rest, paidAhead: 'keeps-place', principalAhead: 'up-to-level' } as const
    const paying: LoanTerms = {
      ...own,
      schedule: { ...own.schedule, plan: { rest: daily, levelFrom: 'period-start' } },
      allocation: { direction: 'vertical', default: order, byKind: {} },
    }
    const onTime = ['2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01'].map((on) => paid(on, 1_701n))
    const settled = lived(paying, [out(), ...onTime, paid('2024-05-11', 3_393n)])
    expect(asked(settled, '2024-05-11').slice(-2)).toEqual(['1701 0', '1670 20'])
    expect(stateOn(settled, d('2024-05-11'))).toMatchObject({ status: 'settled', interestAccruedFen: 0n })
  })

  test('[K24] [J1] is a term of the contract, and not of a loan that is paid out in parts', () => {
    expect(decodeLoanTerms(encodeLoanTerms(terms()))).toMatchObject({
      ok: true,
      value: { schedule: { plan: { rest } } },
    })
    const draws = { firstSharePpm: 400_000n, months: 1, leastFen: 1n }
    const inParts = { ...terms(), schedule: { ...terms().schedule, plan: { rest, draws } } }
    expect(decodeLoanTerms(encodeLoanTerms(inParts))).toMatchObject({
      error: { problems: [{ path: '/schedule/plan/rest/settlement', code: 'not_offered' }] },
    })
  })

  test('[K24] [B1] [B7] accruals lead from books to books', () => {
    fc.assert(
      fc.property(anyRestStory, (story) => {
        const { plan } = story.terms.schedule
        if (plan?.rest?.kind !== 'daily' || plan.draws !== undefined) return
        const schedule = {
          ...story.terms.schedule,
          plan: { ...plan, rest: { ...plan.rest, settlement: 'to-period-end' } },
        } as const
        const loans = play({ ...story, terms: { ...story.terms, schedule } })
        expectPostingsToBeTheBooks(loans, story.startOn)
      }),
      { numRuns },
    )
  })
})
