import { describe, expect, test } from 'vitest'
import { planInWords } from './plan-in-words.ts'
import { d, NO_HOLIDAYS, PRODUCT, scheduleTermsWith } from './product.fixture.ts'
import { schedule } from './schedule.ts'
import type { ScheduleTerms } from './schedule-types.ts'
import { decodeTerms, encodeTerms } from './terms-codec.ts'

function plan(terms: Partial<ScheduleTerms>, on: string) {
  return schedule({ terms: scheduleTermsWith(terms), disbursedOn: d(on), holidays: NO_HOLIDAYS })
}

describe('conventions of rounding that a product may name', () => {
  test('[S24] the digits of the interest of a day are told, and are 9 to 30', () => {
    const [said] = planInWords({ dayDigits: 19 })
    expect(said!.en).toContain('worked out for one day, to 19 digits that count')
    const read = decodeTerms(encodeTerms({ ...PRODUCT, plan: { dayDigits: 19 } }))
    expect(read.ok && read.value.plan).toEqual({ dayDigits: 19 })
    expect(decodeTerms(encodeTerms({ ...PRODUCT, plan: { dayDigits: 8 } })).ok).toBe(false)
  })

  test('[R3] an instalment below the multiple is smoothed in fen', () => {
    const instalment = { multipleFen: 100n, rounding: 'half-even' } as const
    const small = { annualRatePpm: 60_000n, interestBasis: 'actual/365', termMonths: 3, instalment } as const
    const due = (principalFen: bigint) =>
      plan({ ...small, principalFen, plan: { rest: { kind: 'as-planned' } } }, '2026-02-18').instalments.map(
        ({ dueFen }) => dueFen,
      )
    // ¥0.34, which interest and a third of ¥1 ask for, would leave ¥0.32; of ¥300 it is whole yuan.
    expect(due(100n)).toEqual([33n, 33n, 34n])
    expect(due(30_000n).slice(0, 2)).toEqual([10_100n, 10_100n])
  })
})
