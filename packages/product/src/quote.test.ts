import { addMonths } from '@puhui/calendar'
import { describe, expect, test } from 'vitest'
import { annualCost } from './cost/annual-cost.ts'
import { isWithinCap } from './cost/cap.ts'
import { irr, xirr } from './cost/irr.ts'
import { formatPercent } from './cost-table.ts'
import { penaltyRateOf } from './penalty.ts'
import { d, GUARANTEE_FEE, NO_HOLIDAYS, PRODUCT, UPFRONT_FEE } from './product.fixture.ts'
import { quote } from './quote.ts'
import type { QuoteRequest } from './quote-types.ts'
import { summaryOf } from './summary.ts'
import type { ProductTerms } from './terms.ts'
import { decodeTerms, encodeTerms } from './terms-codec.ts'

const REQUEST: QuoteRequest = {
  amountFen: 1_000_000n,
  termMonths: 12,
  method: 'equal-instalment',
  grade: 'A',
  disbursedOn: d('2026-01-15'),
  holidays: NO_HOLIDAYS,
}

function ask(request: Partial<QuoteRequest> = {}, product: Partial<ProductTerms> = {}) {
  return quote({ ...PRODUCT, ...product }, { ...REQUEST, ...request })
}

function quoted(request: Partial<QuoteRequest> = {}, product: Partial<ProductTerms> = {}) {
  const asked = ask(request, product)
  if (!asked.ok) throw new Error(asked.error.code)
  return asked.value
}

/** Received on day 0, then the same payment each month. */
function monthly(received: number, payment: number, count: number) {
  const start = d('2026-01-15')
  const payments = Array.from({ length: count }, (_, i) => ({
    on: addMonths(start, i + 1),
    amountFen: BigInt(-Math.round(payment * 100)),
  }))
  return annualCost([{ on: start, amountFen: BigInt(Math.round(received * 100)) }, ...payments])
}

describe('annual cost', () => {
  test.each([
    ['PBoC annex: ¥100,000 less 1,000', 99_000, 8833.3, 12, '12.80%', '13.58%'],
    ['12 × 0.6 % fee', 6_000, 536, 12, '13.03%', '13.84%'],
    ['18 % with 500 withheld', 9_500, 916.8, 12, '28.00%', '31.89%'],
    ['12 % with a guarantee of 60 a month', 10_000, 948.49, 12, '24.60%', '27.57%'],
    ['24 % to the fen', 10_000, 945.6, 12, '24.00%', '26.83%'],
    ['24 % with a membership of 299', 9_701, 945.6, 12, '29.97%', '34.46%'],
  ])('[C1] [C3] %s', (_title, received, payment, count, simple, compound) => {
    const cost = monthly(received, payment, count)
    expect([formatPercent(cost.simpleAnnualPpm), formatPercent(cost.irrAnnualPpm)]).toEqual([simple, compound])
  })

  test('[C3] CGB 24 × 0.3 %: ¥2,679, principal 111.63 and fee 8.04 a month', () => {
    expect(formatPercent(monthly(2_679, 111.63 + 8.04, 24).simpleAnnualPpm)).toBe('6.77%')
  })

  test('[C2] flows on other days: ¥10,000 back as ¥10,500 after 100 days', () => {
    const cost = annualCost([
      { on: d('2026-01-15'), amountFen: 1_000_000n },
      { on: d('2026-04-25'), amountFen: -1_050_000n },
    ])
    expect(Number(cost.irrAnnualPpm) / 1e6).toBeCloseTo(1.05 ** 3.65 - 1, 6)
  })

  test('[C1] irr and xirr', () => {
    expect(irr([-100, 39, 59, 55, 20])).toBeCloseTo(0.28095, 5)
    expect(irr([100, 100])).toBeNaN()
    expect(xirr([])).toBeNaN()
  })

  test.each([
    [240_000n, true],
    [240_100n, true],
    [240_101n, false],
  ])('[C4] %s ppm under a cap of 24 %%: %s', (simple, isAllowed) => {
    expect(isWithinCap(simple, 240_000n)).toBe(isAllowed)
  })
})

describe('quote', () => {
  test('[Q2] ¥10,000 over 12 months at 12 %, without fees, costs its rate', () => {
    const { cost, schedule } = quoted()
    expect(schedule.instalments[0]!.dueFen).toBe(88_849n)
    expect(formatPercent(cost.simpleAnnualPpm)).toBe('12.00%')
    expect(formatPercent(cost.irrAnnualPpm)).toBe('12.68%')
    expect(cost.totalCostFen).toBe(cost.totalInterestFen)
  })

  test.each([
    ['amount first', { amountFen: 1n, termMonths: 5 }, 'product.amount_below_minimum'],
    ['too much', { amountFen: 20_010_000n }, 'product.amount_above_maximum'],
    ['off step', { amountFen: 1_005_000n }, 'product.amount_off_step'],
    ['then the term', { termMonths: 5, grade: 'Z' }, 'product.term_not_offered'],
    ['then the grade', { grade: 'Z' }, 'product.grade_not_priced'],
  ])('[Q1] %s', (_title, request, code) => {
    expect(ask(request)).toMatchObject({ ok: false, error: { code } })
  })

  test('[Q1] a method that the product does not offer', () => {
    expect(ask({ method: 'bullet' }, { methods: ['equal-instalment'] })).toMatchObject({
      error: { code: 'product.method_not_offered' },
    })
  })

  test('[Q3] 12 % and a guarantee of ¥60 a month is 24.60 % and refused', () => {
    expect(ask({}, { fees: [GUARANTEE_FEE] })).toMatchObject({
      ok: false,
      error: { code: 'product.cost_above_cap', costCapPpm: 240_000n, simpleAnnualPpm: 245_972n },
    })
  })

  test('[Q3] a fee that leaves nothing to receive is beyond any cap', () => {
    const fee = { ...UPFRONT_FEE, amount: { kind: 'fixed', amountFen: 1_000_000n } } as const
    expect(ask({}, { fees: [fee] })).toMatchObject({ ok: false, error: { code: 'product.cost_above_cap' } })
  })

  test('[Q3] exactly 24 % passes, rounding to the fen included', () => {
    expect(ask({ grade: 'C' }).ok).toBe(true)
    expect(ask({ grade: 'C' }, { fees: [UPFRONT_FEE] }).ok).toBe(false)
  })

  test('[Q4] what is received is the principal less upfront fees, and interest is on the whole principal', () => {
    const { receivedFen, schedule } = quoted({}, { fees: [UPFRONT_FEE] })
    expect([receivedFen, schedule.principalFen, schedule.instalments[0]!.interestFen]).toEqual([
      990_000n,
      1_000_000n,
      10_000n,
    ])
  })

  test.each([
    [12, true],
    [24, false],
  ])('[Q5] a bullet of %i months: %s', (termMonths, isAllowed) => {
    expect(ask({ method: 'bullet', termMonths }).ok).toBe(isAllowed)
  })

  test('[Q6] two grades, two rates', () => {
    expect([quoted({ grade: 'A' }).annualRatePpm, quoted({ grade: 'B' }).annualRatePpm]).toEqual([120_000n, 180_000n])
  })

  test('[Q7] the items of the cost table add up', () => {
    const small = { ...GUARANTEE_FEE, amount: { kind: 'fixed', amountFen: 1_000n } } as const
    const { costTable, cost } = quoted({}, { fees: [small] })
    expect(costTable.items.map((item) => [item.code, item.collector.en])).toEqual([
      ['interest', 'the lender'],
      ['guarantee', 'the guarantor'],
    ])
    expect(costTable.items.reduce((sum, item) => sum + item.annualisedPpm!, 0n)).toBe(cost.simpleAnnualPpm)
    expect(costTable.annualCostNormalPerformancePpm).toBe(cost.simpleAnnualPpm)
    expect(costTable.statement.zh).toBe('除上述已明示成本外，不再收取其他与贷款相关的息费。')
  })

  test('[Q8] penalty and prepayment fee are contingent', () => {
    expect(quoted().costTable.contingentItems.map((item) => item.standard.zh)).toEqual([
      '逾期款项按年利率 18.00% 计收',
      '提前归还本金的 1.00%，已到期 6 期后免收',
    ])
  })

  test.each([
    [120_000n, 180_000n],
    [180_000n, 240_000n],
  ])('[Q9] a contract rate of %s ppm has a penalty rate of %s', (contract, penalty) => {
    expect(penaltyRateOf(PRODUCT.penalty, contract)).toBe(penalty)
  })
})

describe('summary', () => {
  test('[Y1] says the same in both languages', () => {
    const points = summaryOf({ ...PRODUCT, fees: [UPFRONT_FEE] })
    expect(points.map((p) => p.heading.en)).toEqual([
      'What it is',
      'How much',
      'How long',
      'How it is repaid',
      'Rate',
      'Fees',
      'What a payment pays',
      'If you pay late',
      'If you pay early',
    ])
    expect(points[4]!.text.zh).toBe(
      '年利率（单利）12.00% 至 24.00%，按信用等级确定；连同全部费用，综合年化成本（单利）不超过 24.00%。',
    )
    expect(points.every((p) => p.text.zh !== '' && /^[\x20-\x7e¥]+$/.test(p.text.en))).toBe(true)
  })

  test('[Y2] says what does not apply', () => {
    const texts = summaryOf({ ...PRODUCT, prepayment: { ...PRODUCT.prepayment, isAllowed: false } }).map(
      (p) => p.text.zh,
    )
    expect(texts.slice(5)).toEqual([
      '除利息外没有其他费用。',
      '还款先清偿最早到期的一期；同一期内依次为罚息、费用、利息、本金。超出到期应还的部分留作预收款，在下一还款日自动偿还。',
      '3 天内还清不收罚息；逾期部分按合同利率的 150.00% 计收罚息，年利率最高 24.00%。',
      '不支持提前还款。',
    ])
  })

  test('[Y3] says when all may be called due, and with what notice', () => {
    const acceleration = { afterDays: 90, noticeDays: 15 }
    const late = summaryOf({ ...PRODUCT, acceleration })[7]!.text
    expect(late.zh).toContain('逾期超过 90 天，贷款人可以提前 15 天通知后宣布全部贷款提前到期')
    expect(late.en).toContain("more than 90 days late, all of the loan may be called due with 15 days' notice")
    const half = { ...(encodeTerms({ ...PRODUCT, acceleration }) as object), acceleration: { afterDays: 90 } }
    expect(decodeTerms(half)).toMatchObject({ error: { problems: [{ path: '/acceleration/noticeDays' }] } })
    const both = { ...PRODUCT, acceleration, chargeOff: 'runs-on' } as const
    expect(decodeTerms(encodeTerms(both))).toEqual({ ok: true, value: both })
  })
})

describe('terms as JSON', () => {
  test('[T1] come back the same', () => {
    const terms = { ...PRODUCT, fees: [UPFRONT_FEE, GUARANTEE_FEE] }
    const text = JSON.stringify(encodeTerms(terms))
    expect(decodeTerms(JSON.parse(text))).toEqual({ ok: true, value: terms })
  })

  test('[T2] name every problem and its place', () => {
    const json = {
      ...(encodeTerms(PRODUCT) as object),
      graceDays: -1,
      termMonths: [],
      costCapPpm: 0.24,
      extra: 1,
      code: undefined,
    }
    expect(decodeTerms(json)).toEqual({
      ok: false,
      error: {
        code: 'product.terms_invalid',
        problems: [
          { path: '/extra', code: 'unknown_field' },
          { path: '/code', code: 'missing' },
          { path: '/termMonths', code: 'empty' },
          { path: '/graceDays', code: 'out_of_range' },
          { path: '/costCapPpm', code: 'not_a_whole_number' },
        ],
      },
    })
    expect(decodeTerms(null)).toMatchObject({ error: { problems: [{ path: '', code: 'not_an_object' }] } })
  })

  test('[T3] contradictions', () => {
    const json = encodeTerms({ ...PRODUCT, termMonths: [3, 3], amountFen: { min: 2n, max: 1n, step: 1n } })
    expect(decodeTerms(json)).toMatchObject({
      error: {
        problems: [
          { path: '/amountFen/max', code: 'out_of_range' },
          { path: '/termMonths/1', code: 'repeated' },
        ],
      },
    })
  })
})
