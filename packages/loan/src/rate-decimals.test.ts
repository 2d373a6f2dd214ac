import { epochOf } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import { decodeLoanTerms, encodeLoanTerms } from './codec.ts'
import { d, termsWith } from './loan.fixture.ts'
import { fixedEarnedBy } from './rest-fixed.ts'
import { newRestRow } from './rest-level.ts'
import { rowOf } from './row.ts'
import { lived, out } from './told.fixture.ts'
import { stateOn } from './view.ts'

/** ¥150 at 7 % over three months, each a twelfth. */
const terms = (plan = {}) => termsWith({ principalFen: 15_000n, annualRatePpm: 70_000n, termMonths: 3, plan })
const rest = { kind: 'daily', pastDue: 'bears-interest' } as const

describe('the interest of a day in so many digits', () => {
  test('[L7] [K1] what is earned by the last morning is what the instalment asks for', () => {
    for (const plan of [{ dayDigits: 19 }, { dayDigits: 19, rest }]) {
      const loan = lived({ ...terms(plan), schedule: { ...terms(plan).schedule, annualRatePpm: 120_000n } }, [
        out('2024-01-01', 93_750n),
      ])
      expect(stateOn(loan, d('2024-02-01')).interestAccruedFen).toBe(937n)
      expect(stateOn(loan, d('2024-02-01')).instalments[0]!.planned.interestFen).toBe(937n)
    }
  })
})

describe('the rate of a period in so many decimals', () => {
  test('[L7] [K1] what is earned by the last morning is what the instalment asks for', () => {
    for (const plan of [{ rateDecimals: 19 }, { rateDecimals: 19, rest }]) {
      const loan = lived(terms(plan), [out('2024-01-01', 15_000n)])
      expect(stateOn(loan, d('2024-02-01')).interestAccruedFen).toBe(87n)
      expect(stateOn(loan, d('2024-02-01')).instalments[0]!.planned.interestFen).toBe(87n)
    }
  })

  test('[K11] interest laid in a fixed amount is earned by a share of its days in as many', () => {
    const [periodFrom, periodTo] = [d('2024-04-01'), d('2024-05-01')]
    const period = { number: 1, periodFrom, periodTo, dueOn: periodTo, days: 30, anchorDay: 1, isWholeMonth: true }
    const rest = { ...newRestRow(0n, 3n), fixed: { amountFen: 3n, owedFen: 0n, earnedFen: 0n } }
    const on = epochOf(d('2024-04-06'))
    expect(fixedEarnedBy({ ...rowOf(period), rest }, on)).toBe(0n)
    expect(fixedEarnedBy({ ...rowOf(period), rest }, on, 19)).toBe(1n)
  })

  test('[J1] is written and read', () => {
    const own = terms({ rateDecimals: 19 })
    expect(decodeLoanTerms(encodeLoanTerms(own))).toEqual({ ok: true, value: own })
  })
})
