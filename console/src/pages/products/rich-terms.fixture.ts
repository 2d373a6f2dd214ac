import { DEFAULT_ALLOCATION, orderedBy, PARTS } from '@puhui/product'
import { NEW_TERMS, termsOfValues } from './terms-values.ts'

type Terms = Readonly<Record<string, unknown>>

/** Level instalments with all that an agreement may say of them, and of what is charged and taken. */
const LEVEL: Terms = {
  methods: ['equal-instalment'],
  fees: [
    {
      code: 'late',
      name: { zh: '违约金', en: 'late fee' },
      timing: 'on-event',
      event: 'late-payment',
      amount: { kind: 'fixed', amountFen: '2000' },
      collector: { kind: 'lender' },
    },
    {
      code: 'guarantee',
      name: { zh: '担保费', en: 'guarantee fee' },
      timing: 'per-instalment',
      kind: 'guarantee',
      amount: { kind: 'share-of-instalment-interest', ratePpm: '10000' },
      collector: { kind: 'partner', partnerId: 'guarantor', name: { zh: '担保公司', en: 'the guarantor' } },
    },
  ],
  acceleration: { afterDays: 60, noticeDays: 15 },
  chargeOff: 'without-interest',
  allocation: {
    direction: 'horizontal',
    default: orderedBy('horizontal', PARTS, 'next-instalment'),
    byKind: { 'merchant-refund': orderedBy('horizontal', PARTS, 'last-instalment') },
    chargeback: { order: PARTS },
    chargesDue: 'own-day',
  },
  refundInterest: 'as-if-never-lent',
  interestBasis: 'actual/365',
  dueDay: { kind: 'fixed', dayOfMonth: 31, minDaysToFirst: 10 },
  workingDayShift: 'following',
  scenes: [{ scene: 'shopping', payee: 'merchant' }],
  plan: {
    frequency: { unit: 'month', every: 1, missingDay: 'first-of-next' },
    grace: { interestOnlyPeriods: 1, moratoriumPeriods: 0, moratoriumInterest: 'carried' },
    draws: { firstSharePpm: '400000', months: 2, leastFen: '50000', term: 'full' },
    subsidy: { payer: 'merchant', name: { zh: '商户', en: 'the merchant' }, annualRatePpm: '10000' },
    rest: { kind: 'daily', pastDue: 'bears-none', paidAhead: 'keeps-place' },
    rateDecimals: 19,
    dayDigits: 19,
    levelFrom: 'period-start',
  },
}

/** Flat interest of the whole term, a down payment, a fixed number of instalments with a last day of its own. */
const FLAT: Terms = {
  methods: ['flat'],
  termMonths: [12],
  prepayment: { ...(NEW_TERMS.prepayment as object), feePpm: '0', modes: ['lower-instalment'] },
  allocation: { ...DEFAULT_ALLOCATION, chargeback: { order: [] } },
  plan: {
    frequency: { unit: 'month', every: 1, count: 6, lastAfter: 8 },
    flat: 'whole-term',
    downPayment: { sharePpm: '200000', multipleFen: '100' },
    rest: { kind: 'as-planned' },
  },
}

/** What each of the other methods needs, a floating rate, and a change of the rate that is agreed. */
const FLOATING: Terms = {
  methods: ['balloon', 'seasonal', 'custom'],
  termMonths: [12],
  plan: {
    balloonPpm: '300000',
    season: { crop: { zh: '小麦', en: 'wheat' }, harvests: [{ month: 6, dayOfMonth: 30 }] },
    parts: [
      { month: 6, sharePpm: '400000' },
      { month: 12, sharePpm: '600000' },
    ],
    floating: {
      benchmark: 'LPR1Y',
      benchmarkPpm: '30000',
      benchmarkOn: '2026-01-20',
      repricing: { kind: 'every-months', months: 6 },
      floorPpm: '0',
      ceilingPpm: '240000',
    },
    rates: [{ from: '2027-01-01', annualRatePpm: '90000' }],
  },
}

/** Versions as the server keeps them that say, taken together, all that a product may say; each by what it is about. */
export function richTerms(code: string): readonly (readonly [about: string, terms: Terms])[] {
  const named = { code, name: { zh: '样例', en: 'sample' }, purpose: { zh: '样例', en: 'sample' } }
  const plain = termsOfValues({ ...NEW_TERMS, ...named })
  return Object.entries({ level: LEVEL, flat: FLAT, floating: FLOATING }).map(
    ([about, own]) => [about, { ...plain, ...own }] as const,
  )
}
