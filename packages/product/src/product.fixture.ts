import { type Day, isDay } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { ScheduleTerms } from './schedule-types.ts'
import type { FeeRule, ProductTerms } from './terms.ts'

export const d = (text: string): Day => {
  assert(isDay(text), 'not a day', { text })
  return text
}

export const NO_HOLIDAYS = { holidays: new Set<Day>(), workingWeekends: new Set<Day>() }

export const UPFRONT_FEE: FeeRule = {
  code: 'arrangement',
  name: { zh: '手续费', en: 'Arrangement fee' },
  timing: 'upfront',
  amount: { kind: 'share', ratePpm: 10_000n },
  collector: { kind: 'lender' },
}

export const GUARANTEE_FEE: FeeRule = {
  code: 'guarantee',
  name: { zh: '担保费', en: 'Guarantee fee' },
  timing: 'per-instalment',
  amount: { kind: 'fixed', amountFen: 6_000n },
  collector: { kind: 'partner', partnerId: 'guarantor', name: { zh: '担保公司', en: 'the guarantor' } },
}

export const PRODUCT: ProductTerms = {
  code: 'consumption',
  name: { zh: '安心分期', en: 'Steady instalments' },
  purpose: { zh: '用于家电、教育、医疗等消费。', en: 'For appliances, education, medical care and the like.' },
  methods: ['equal-instalment', 'equal-principal', 'interest-first', 'bullet'],
  amountFen: { min: 100_000n, max: 20_000_000n, step: 10_000n },
  termMonths: [3, 6, 12, 24],
  prices: [
    { grade: 'A', annualRatePpm: 120_000n },
    { grade: 'B', annualRatePpm: 180_000n },
    { grade: 'C', annualRatePpm: 240_000n },
  ],
  fees: [],
  penalty: { contractRateMultiplePpm: 1_500_000n, annualRateMaxPpm: 240_000n, base: 'principal', daysInYear: 360 },
  graceDays: 3,
  prepayment: {
    isAllowed: true,
    feePpm: 10_000n,
    freeAfterInstalments: 6,
    minAmountFen: 50_000n,
    modes: ['lower-instalment', 'fewer-instalments'],
  },
  interestBasis: 'monthly',
  dueDay: { kind: 'disbursement-day' },
  workingDayShift: 'none',
  instalment: { multipleFen: 1n, rounding: 'half-even' },
  costCapPpm: 240_000n,
}

/** ¥10,000 over twelve months at 12 %. */
export function scheduleTermsWith(terms: Partial<ScheduleTerms> = {}): ScheduleTerms {
  return {
    principalFen: 1_000_000n,
    annualRatePpm: 120_000n,
    method: 'equal-instalment',
    termMonths: 12,
    interestBasis: 'monthly',
    dueDay: { kind: 'disbursement-day' },
    workingDayShift: 'none',
    instalment: { multipleFen: 1n, rounding: 'half-even' },
    fees: [],
    ...terms,
  }
}
