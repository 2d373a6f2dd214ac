import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, fen, formatYuan, mulDiv, parseYuan, ppmFromPercent, sumFen } from './index.ts'

describe('mulDiv', () => {
  test.each([
    ['half-even', 25n, 2n],
    ['half-even', 35n, 4n],
    ['half-even', -25n, -2n],
    ['half-up', 25n, 3n],
    ['half-up', -25n, -3n],
    ['down', 29n, 2n],
    ['up', 21n, 3n],
    ['floor', -21n, -3n],
    ['ceiling', -29n, -2n],
  ] as const)('[M3] %s of %s tenths is %s', (rounding, tenths, expected) => {
    expect(mulDiv(tenths, 1n, 10n, rounding)).toBe(expected)
  })

  test('[M1] multiplies before it divides', () => {
    expect(mulDiv(1_000_000n, 333_333n, 1_000_000n, 'half-even')).toBe(333_333n)
  })

  test('[M2] is symmetric', () => {
    const rounding = fc.constantFrom('half-even', 'half-up', 'down', 'up')
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.bigInt({ min: 1n }), rounding, (a, n, d, r) => {
        expect(mulDiv(-a, n, d, r)).toBe(-mulDiv(a, n, d, r))
      }),
    )
  })
})

describe('allocate', () => {
  test.each([
    ['[M4] three equal parts', 1000n, [1n, 1n, 1n], [334n, 333n, 333n]],
    ['[M5] a zero weight gets nothing', 1003n, [0n, 50n, 50n], [0n, 502n, 501n]],
    ['[M6] a reversal mirrors', -1000n, [1n, 1n, 1n], [-334n, -333n, -333n]],
  ])('%s', (_title, amount, weights, shares) => {
    expect(allocate(amount, weights)).toEqual({ ok: true, value: shares })
  })

  test('[M4] shares sum to the amount', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1 })
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (amount, ws) => {
        fc.pre(ws.some((w) => w > 0n))
        const result = allocate(amount, ws)
        expect(result.ok && sumFen(result.value)).toBe(amount)
      }),
    )
  })

  test('refuses weights that split nothing', () => {
    expect(allocate(1n, [0n])).toEqual({ ok: false, error: { code: 'money.no_positive_weight' } })
    expect(allocate(1n, [1n, -1n])).toEqual({
      ok: false,
      error: { code: 'money.negative_weight', index: 1, weight: -1n },
    })
  })
})

describe('yuan', () => {
  test.each([
    ['¥1,234.5', 123_450n],
    ['１２３', 12_300n],
    ['-0.05', -5n],
    ['10.10', 1_010n],
  ])('[M7] reads %s', (text, expected) => {
    expect(parseYuan(text)).toEqual({ ok: true, value: expected })
  })

  test.each(['', '1.234', '1e3', '12元', '1..2'])('[M7] refuses %j', (text) => {
    expect(parseYuan(text)).toEqual({ ok: false, error: { code: 'money.not_an_amount', text } })
  })

  test('[M8] comes back as it went', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (amount) => {
        expect(parseYuan(formatYuan(amount))).toEqual({ ok: true, value: amount })
      }),
    )
  })

  test('shows thousands', () => {
    expect(formatYuan(fen(123_456_789))).toBe('1,234,567.89')
    expect(ppmFromPercent('7.2')).toBe(72_000n)
  })
})
