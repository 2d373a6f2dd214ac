import { describe, expect, test } from 'vitest'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { d, termsWith } from './loan.fixture.ts'
import { lived, out } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** ¥150 at 7 % over three months, each a twelfth. */
const terms = (plan = {}) => termsWith({ principalFen: 15_000n, annualRatePpm: 70_000n, termMonths: 3, plan })
const rest = { kind: 'daily', pastDue: 'bears-interest' } as const

describe('the rate of a period in so many decimals', () => {
  test('[L7] [K1] what is earned by the last morning is what the instalment asks for', () => {
    for (const plan of [{ rateDecimals: 19 }, { rateDecimals: 19, rest }]) {
      const loan = lived(terms(plan), [out('2024-01-01', 15_000n)])
      expect(stateOn(loan, d('2024-02-01')).interestAccruedFen).toBe(87n)
      expect(stateOn(loan, d('2024-02-01')).instalments[0]!.planned.interestFen).toBe(87n)
    }
  })

  test('[J1] is written and read', () => {
    const own = terms({ rateDecimals: 19 })
    expect(decodeLoanTerms(encodeLoanTerms(own))).toEqual({ ok: true, value: own })
  })
})
