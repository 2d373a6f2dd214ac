import type { FactRecord } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import { minFen } from '@puhui/money'
import type { Outcome } from '../modules/applications/index.ts'
import type { Verdict } from '../modules/decisions/index.ts'
import type { ProductVersion } from '../modules/products/index.ts'
import { type Law, referredForBurden } from '../modules/regulations/index.ts'

/** What a verdict means for an application under a product: its outcome, and what may be borrowed at which price. */
export interface Offer {
  readonly outcome: Outcome
  readonly set: {
    readonly outcome: Outcome
    readonly principal_reason: Verdict['principalReason']
    readonly grade: string | null
    readonly score_points: number | null
    readonly approved_fen: bigint | null
    readonly annual_rate_ppm: bigint | null
  }
}

/** An amount or a grade that the product wants a person to look at, however the policy decides. */
const BY_PRODUCT: Localized = { zh: '产品规则要求人工审批', en: "The product's rules ask for a review by a person" }

/**
 * Turns an approval into an amount: what was asked for, at most the policy's limit and what the product leaves this
 * customer, in steps of the product. Above the product's amount, or in its grades for review, a person decides. The price is
 * the policy's, at most the product's for the grade. An amount below the product's smallest, or a grade without a price, goes to a person.
 */
export function offerOf(
  { decision, principalReason, scorePoints }: Verdict,
  { terms }: ProductVersion,
  requestedFen: bigint,
  outstandingFen = 0n,
): Offer {
  const grade = decision.grade ?? null
  const listed = terms.prices.find((price) => price.grade === grade)?.annualRatePpm ?? null
  const own = decision.ratePpm ?? listed
  const rate = listed === null || own === null ? null : own < listed ? own : listed
  const leftFen = (terms.rules?.limit?.perCustomerFen ?? requestedFen + outstandingFen) - outstandingFen
  const upToFen = minFen(minFen(requestedFen, leftFen), decision.limitFen ?? requestedFen)
  const amount = offeredFen(terms.amountFen, upToFen)
  const isOffer = decision.outcome === 'approve' && rate !== null && amount !== null
  const isReviewed = isOffer && wantsReview(terms, grade, amount)
  const isReferred = decision.outcome === 'approve' && (!isOffer || isReviewed)
  const outcome = isReferred ? 'refer' : decision.outcome
  return {
    outcome,
    set: {
      outcome,
      principal_reason: isReviewed ? BY_PRODUCT : principalReason,
      grade,
      score_points: scorePoints,
      approved_fen: isOffer ? amount : null,
      annual_rate_ppm: isOffer ? rate : null,
    },
  }
}

/**
 * An approval that brings debts above the share of income that the register allows from the day goes to a person, with
 * the rule and the entry named. The instalment is that of the amount approved.
 *
 * @source CN-ORIG-012
 */
export function withinBurden(offer: Offer, law: Law, facts: FactRecord): Offer {
  const { approved_fen: approvedFen } = offer.set
  const [incomeFen, requestedFen] = [whole(facts.monthlyIncome), whole(facts.requestedAmount)]
  if (offer.outcome !== 'approve' || approvedFen === null || incomeFen === null || !requestedFen) return offer
  const instalmentFen = ((whole(facts.newInstalment) ?? 0n) * approvedFen) / requestedFen
  const monthlyDueFen = (whole(facts.monthlyDebtDue) ?? 0n) + instalmentFen
  const cited = referredForBurden(law, { monthlyIncomeFen: incomeFen, monthlyDueFen })
  if (!cited) return offer
  const principal_reason = {
    zh: `月负债占收入超过 ${cited.since} 起施行的上限（CN-ORIG-012，${cited.number}）`,
    en: `Debts against income above the limit in force since ${cited.since} (CN-ORIG-012, ${cited.number})`,
  }
  return { outcome: 'refer', set: { ...offer.set, outcome: 'refer', principal_reason } }
}

function whole(value: FactRecord[string] | undefined): bigint | null {
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null
}

function wantsReview({ rules }: ProductVersion['terms'], grade: string | null, amountFen: bigint): boolean {
  const review = rules?.review
  return review !== undefined && (amountFen > review.manualAboveFen || review.manualGrades.includes(grade ?? ''))
}

/** The largest amount of a product up to another, or null when that is below its smallest. */
export function offeredFen({ min, max, step }: ProductVersion['terms']['amountFen'], upToFen: bigint): bigint | null {
  const most = minFen(upToFen, max)
  return most < min ? null : min + ((most - min) / step) * step
}
