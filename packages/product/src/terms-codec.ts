import { type Localized, ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import { allocationContradictions, allocationOrders } from './allocation-codec.ts'
import {
  big,
  type Decoder,
  flag,
  type Json,
  list,
  oneOf,
  optional,
  type Problem,
  record,
  tagged,
  text,
  toJson,
  whole,
} from './decode.ts'
import { planContradictions, planRules } from './plan-codec.ts'
import { refundInterestProblems } from './refund-interest.ts'
import { SCENE_CODES, type SceneRule } from './scene.ts'
import type { ScheduleTerms } from './schedule-types.ts'
import {
  type AccelerationRule,
  type ChargedOffRule,
  type Collector,
  type DueDayRule,
  FEE_EVENTS,
  FEE_KINDS,
  type FeeAmount,
  type FeeRule,
  type InstalmentRounding,
  type InterestBasis,
  type LendingRules,
  type PenaltyRule,
  type PrepaymentRule,
  type Price,
  type ProductTerms,
  REPAYMENT_METHODS,
  type RefundInterestRule,
} from './terms.ts'

export type TermsRefusal = Refusal<'product.terms_invalid'> & { readonly problems: readonly Problem[] }

const PPM_MAX = 10_000_000n
const localized = record<Localized>({ zh: text, en: text })
const price = record<Price>({ grade: text, annualRatePpm: big(0n, 1_000_000n) })

const collector = tagged<Collector>({
  lender: record({ kind: oneOf('lender') }),
  partner: record({ kind: oneOf('partner'), partnerId: text, name: localized }),
})

const feeAmount = tagged<FeeAmount>({
  fixed: record({ kind: oneOf('fixed'), amountFen: big(0n) }),
  share: record({ kind: oneOf('share'), ratePpm: big(0n, PPM_MAX) }),
  'share-of-balance': record({ kind: oneOf('share-of-balance'), ratePpm: big(0n, PPM_MAX) }),
  'share-of-instalment': record({ kind: oneOf('share-of-instalment'), ratePpm: big(0n, PPM_MAX) }),
  'share-of-instalment-principal': record({ kind: oneOf('share-of-instalment-principal'), ratePpm: big(0n, PPM_MAX) }),
  'share-of-instalment-interest': record({ kind: oneOf('share-of-instalment-interest'), ratePpm: big(0n, PPM_MAX) }),
})

const fee = record<FeeRule>({
  code: text,
  name: localized,
  timing: oneOf('upfront', 'per-instalment', 'on-event'),
  event: optional(oneOf(...FEE_EVENTS)),
  kind: optional(oneOf(...FEE_KINDS)),
  amount: feeAmount,
  collector,
})

const dueDay = tagged<DueDayRule>({
  'disbursement-day': record({ kind: oneOf('disbursement-day') }),
  fixed: record({ kind: oneOf('fixed'), dayOfMonth: whole(1, 31), minDaysToFirst: whole(0, 60) }),
})

const interestBasis: Decoder<InterestBasis> = oneOf(
  'monthly',
  'monthly-from-start',
  '30/360',
  'actual/360',
  'actual/364',
  'actual/365',
  'actual/actual',
  'actual/actual-dec31',
  'actual/actual-feb29',
)
const shift = oneOf('none', 'following', 'preceding', 'modified-following')
const method = oneOf(...REPAYMENT_METHODS)
const instalment = record<InstalmentRounding>({
  multipleFen: big(1n),
  rounding: oneOf('half-even', 'half-up', 'down', 'up', 'floor', 'ceiling'),
})

/** Reads a penalty rule; shared with the terms of contracts. */
export const penaltyRule = record<PenaltyRule>({
  contractRateMultiplePpm: big(0n, PPM_MAX),
  annualRateMaxPpm: big(0n, PPM_MAX),
  base: oneOf('principal', 'principal-and-interest'),
  daysInYear: oneOf(360, 365),
})

/** Reads a prepayment rule; shared with the terms of contracts. */
export const prepaymentRule = record<PrepaymentRule>({
  isAllowed: flag,
  feePpm: big(0n, 1_000_000n),
  freeAfterInstalments: whole(0, 600),
  minAmountFen: big(0n),
  modes: list(oneOf('lower-instalment', 'fewer-instalments'), true),
})

/** Reads a clause of acceleration; shared with the terms of contracts. */
export const accelerationRule = record<AccelerationRule>({ afterDays: whole(1, 365), noticeDays: whole(1, 90) })

/** Reads what becomes of the plan at a charge-off; shared with the terms of contracts. */
export const chargedOffRule: Decoder<ChargedOffRule> = oneOf('runs-on', 'without-interest')

/** Reads how much interest a refund gives back; shared with the terms of contracts. */
export const refundInterestRule: Decoder<RefundInterestRule> = oneOf('as-if-never-lent')

/** Reads the part of a contract that makes its schedule. */
export const scheduleTerms = record<ScheduleTerms>({
  principalFen: big(1n),
  annualRatePpm: big(0n, PPM_MAX),
  method,
  termMonths: whole(1, 600),
  interestBasis,
  dueDay,
  workingDayShift: shift,
  instalment,
  fees: list(fee, true),
  plan: optional(planRules),
})

const lendingRules = record<LendingRules>({
  limit: optional(record({ perCustomerFen: big(1n) })),
  review: optional(record({ manualAboveFen: big(0n), manualGrades: list(text, true) })),
})

const sceneRule = record<SceneRule>({ scene: oneOf(...SCENE_CODES), payee: oneOf('borrower', 'merchant') })

const productTerms = record<ProductTerms>({
  code: text,
  name: localized,
  purpose: localized,
  methods: list(method),
  amountFen: record<ProductTerms['amountFen']>({ min: big(1n), max: big(1n), step: big(1n) }),
  termMonths: list(whole(1, 600)),
  prices: list(price),
  fees: list(fee, true),
  penalty: penaltyRule,
  graceDays: whole(0, 60),
  prepayment: prepaymentRule,
  acceleration: optional(accelerationRule),
  chargeOff: optional(chargedOffRule),
  allocation: optional(allocationOrders),
  refundInterest: optional(refundInterestRule),
  interestBasis,
  dueDay,
  workingDayShift: shift,
  instalment,
  plan: optional(planRules),
  rules: optional(lendingRules),
  scenes: optional(list(sceneRule)),
  costCapPpm: big(0n, 1_000_000n),
})

/** Product terms as JSON: money and rates as decimal strings. */
export function encodeTerms(terms: ProductTerms): Json {
  return toJson(terms)
}

/**
 * Reads product terms and names everything that is wrong with them.
 *
 * @refuses product.terms_invalid, with every problem and its JSON pointer
 * @source SPEC T1-T3
 * @example decodeTerms(encodeTerms(terms)) // { ok: true, value: terms }
 */
export function decodeTerms(json: unknown): Result<ProductTerms, TermsRefusal> {
  const problems: Problem[] = []
  const terms = productTerms(json, '', problems)
  if (terms) problems.push(...contradictions(terms))
  return terms && problems.length === 0 ? ok(terms) : refuse({ code: 'product.terms_invalid', problems })
}

function contradictions(terms: ProductTerms): Problem[] {
  const { min, max } = terms.amountFen
  return [
    ...planContradictions(terms),
    ...allocationContradictions(terms),
    ...refundInterestProblems(terms),
    ...(max < min ? [{ path: '/amountFen/max', code: 'out_of_range' } as const] : []),
    ...repeated('/methods', terms.methods),
    ...repeated('/termMonths', terms.termMonths),
    ...repeated(
      '/prices',
      terms.prices.map((p) => p.grade),
      '/grade',
    ),
    ...repeated(
      '/scenes',
      (terms.scenes ?? []).map((rule) => rule.scene),
      '/scene',
    ),
    ...repeated(
      '/fees',
      terms.fees.map((f) => f.code),
      '/code',
    ),
  ]
}

function repeated(path: string, values: readonly (string | number)[], field = ''): Problem[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ path: `${path}/${index}${field}`, code: 'repeated' as const }] : [],
  )
}
