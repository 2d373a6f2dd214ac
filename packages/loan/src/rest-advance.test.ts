import { orderedBy, type Part } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { termsWith } from './loan.fixture.ts'
import type { LoanTerms } from './terms.ts'
import { asked, lived, out, paid } from './told.fixture.ts'

/** At 26 % over twelve months, each a twelfth of a year: ¥200 in instalments of ¥19.11. */
function terms(principalFen: bigint): LoanTerms {
  const plan = { rest: { kind: 'daily', pastDue: 'bears-interest' } } as const
  const parts: readonly Part[] = ['principal', 'interest', 'fee', 'penalty']
  const order = orderedBy('horizontal', parts, 'last-instalment')
  return {
    ...termsWith({ principalFen, annualRatePpm: 260_000n, termMonths: 12, plan }),
    allocation: { direction: 'horizontal', default: order, byKind: {} },
  }
}

describe('money for the last instalments where interest follows what is owed', () => {
  test('[K16] leaves none out that asks for nothing any more, for the interest that it saves', () => {
    const loan = lived(terms(20_000n), [out('2024-01-01', 20_000n), paid('2024-01-01', 20_000n)])
    expect(asked(loan, '2024-01-01')).toEqual(['0 0', '890 0', ...Array<string>(10).fill('1911 0')])
  })

  test('[K16] [L6] goes on from the end with each payment, and all of it is principal', () => {
    const pays = ['2024-01-03', '2024-01-05', '2024-01-08'].map((on) => paid(on, 6_000n))
    const loan = lived(terms(20_000n), [out('2024-01-01', 20_000n), ...pays])
    const level = '1911 0'
    const [first, second] = [Array<string>(3).fill(level), Array<string>(6).fill(level)]
    expect(asked(loan, '2024-01-08')).toEqual(['1813 98', '454 4', ...first, '534 0', ...second])
  })
})
