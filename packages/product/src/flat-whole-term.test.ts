import { describe, expect, test } from 'vitest'
import { planInWords } from './plan-in-words.ts'
import { d, NO_HOLIDAYS, PRODUCT, scheduleTermsWith } from './product.fixture.ts'
import { schedule } from './schedule.ts'
import { decodeTerms, encodeTerms } from './terms-codec.ts'

describe('flat interest of the whole term', () => {
  test('[S21] flat interest of the whole term is told, reckoned in equal parts, and goes with flat instalments', () => {
    const plan = { flat: 'whole-term' } as const
    expect(planInWords(plan).map(({ en }) => en)[0]).toContain('that of the whole term is reckoned at once')
    const read = decodeTerms(encodeTerms({ ...PRODUCT, methods: ['bullet'], plan }))
    expect(read).toMatchObject({ error: { problems: [{ path: '/plan/flat', code: 'not_offered' }] } })
    const rows = schedule({
      terms: scheduleTermsWith({ method: 'flat', termMonths: 3, interestBasis: 'actual/360', plan }),
      disbursedOn: d('2026-01-31'),
      holidays: NO_HOLIDAYS,
    }).instalments
    expect(rows.map((row) => row.interestFen)).toEqual([9_889n, 9_889n, 9_889n])
    expect(rows[0]!.interestSteps).toMatchObject([{ num: 89n, den: 1_080n, isSpread: true }])
  })

  test('[S21] of less interest than there are instalments, none takes more than is left', () => {
    const terms = scheduleTermsWith({
      principalFen: 1_000_000n,
      annualRatePpm: 8n,
      method: 'flat',
      termMonths: 8,
      plan: { flat: 'whole-term' },
    })
    const { instalments } = schedule({ terms, disbursedOn: d('2026-01-15'), holidays: NO_HOLIDAYS })
    expect(instalments.map((row) => row.interestFen)).toEqual([1n, 1n, 1n, 1n, 1n, 0n, 0n, 0n])
  })
})
