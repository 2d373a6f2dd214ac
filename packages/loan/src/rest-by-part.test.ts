import { orderedBy, type RestRule } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { d, termsWith } from './loan.fixture.ts'
import type { Loan } from './loan.ts'
import type { LoanTerms } from './terms.ts'
import { asked, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const PRINCIPAL_FIRST = ['penalty', 'fee', 'principal', 'interest'] as const
const PLAIN = { kind: 'daily', pastDue: 'bears-interest' } as const

/** ¥100 at 12 % over six months, a month a twelfth: level instalments of ¥17.25; principal before interest, part by part. */
function terms(rest: RestRule): LoanTerms {
  const plain = termsWith({
    principalFen: 10_000n,
    annualRatePpm: 120_000n,
    method: 'equal-instalment',
    termMonths: 6,
    interestBasis: 'monthly',
    fees: [],
    plan: { rest },
  })
  const order = orderedBy('vertical', PRINCIPAL_FIRST, 'next-instalment')
  return { ...plain, allocation: { direction: 'vertical', default: order, byKind: {} } }
}

const upTo = terms({ ...PLAIN, principalAhead: 'up-to-level' })

describe('money in advance that is served part by part', () => {
  const paidPrincipal = (loan: Loan) =>
    stateOn(loan, d('2024-01-16')).instalments.map(({ paid: { principalFen } }) => principalFen)

  test('[K27] principal takes the whole running instalment; the interest of its days moves to the next one', () => {
    const events = [out(), paid('2024-01-16', 2_000n)]
    const loan = lived(upTo, events)
    // 15 days on ¥100 and 16 days on ¥80: ¥0.90, and a month on ¥80: ¥0.80.
    expect(asked(loan, '2024-01-16').slice(0, 2)).toEqual(['1725 0', '1555 170'])
    expect(paidPrincipal(loan).slice(0, 2)).toEqual([1_725n, 275n])
    // Without the term it leaves room for the ¥0.48 that have run.
    expect(paidPrincipal(lived(terms(PLAIN), events)).slice(0, 2)).toEqual([1_677n, 323n])
  })

  test('[K27] an instalment that asks for no principal is passed by', () => {
    const schedule = { ...upTo.schedule, annualRatePpm: 240_000n, termMonths: 36 }
    const once = lived({ ...upTo, schedule }, [out(), paid('2024-01-16', 2_000n)])
    const index = stateOn(once, d('2024-01-16')).instalments.findIndex(({ planned }) => planned.principalFen === 0n)
    const twice = paidPrincipal(
      lived({ ...upTo, schedule }, [out(), paid('2024-01-16', 2_000n), paid('2024-01-16', 500n)]),
    )
    expect([index > 0, twice[index], twice[index + 1]! > 0n]).toEqual([true, 0n, true])
  })

  test('[K27] paid whole, the loan asks for what has run in its last instalment', () => {
    const loan = lived(upTo, [out(), paid('2024-01-16', 10_048n)])
    const { settledOn, heldFen, instalments } = stateOn(loan, d('2024-01-16'))
    expect([settledOn, heldFen]).toEqual(['2024-01-16', 0n])
    expect([instalments[0]!.paid.interestFen, instalments.at(-1)!.paid.interestFen]).toEqual([0n, 48n])
  })
})
