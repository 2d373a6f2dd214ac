import type { Day } from '@puhui/calendar'
import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'
import {
  accelerationRule,
  allocationJson,
  allocationOrders,
  big,
  chargedOffRule,
  type Decoder,
  day,
  flag,
  type Json,
  list,
  oneOf,
  optional,
  type Problem,
  penaltyRule,
  prepaymentRule,
  record,
  refundInterestRule,
  scheduleTerms,
  tagged,
  text,
  toJson,
  whole,
} from '@puhui/product'
import type { LoanEvent, ReAge, ReAmortise } from './event.ts'
import type { LoanTerms } from './terms.ts'

export type CodecRefusal = Refusal<'loan.json_invalid'> & { readonly problems: readonly Problem[] }

const base = { id: text, seq: whole(1, 1_000_000), valueOn: day, bookedOn: day }
const amountFen = big(1n)

const reAge = record<ReAge>({
  firstDueOn: day,
  unit: oneOf('day', 'week', 'month'),
  every: whole(1, 366),
  interest: optional(oneOf('equal-to-day', 'equal-to-term')),
  isEarnedAnew: optional(flag),
  isOwedWhole: optional(flag),
  isInMultiples: optional(flag),
})

const reAmortise: Decoder<ReAmortise> = record<ReAmortise>({
  interest: oneOf('next', 'equal-parts'),
  letsOffRemainder: optional(flag),
  isEarnedAnew: optional(flag),
  isInMultiples: optional(flag),
})

const event = tagged<LoanEvent>({
  disbursed: record({ ...base, kind: oneOf('disbursed'), amountFen, channel: text }),
  repaid: record({ ...base, kind: oneOf('repaid'), amountFen, channel: text }),
  prepaid: record({
    ...base,
    kind: oneOf('prepaid'),
    amountFen,
    mode: oneOf('full', 'lower-instalment', 'fewer-instalments'),
    channel: text,
  }),
  waived: record({
    ...base,
    kind: oneOf('waived'),
    part: oneOf('penalty', 'fee', 'interest'),
    amountFen,
    chargeId: optional(text),
    reason: text,
  }),
  reversed: record({ ...base, kind: oneOf('reversed'), eventId: text, reason: text }),
  chargedOff: record({ ...base, kind: oneOf('chargedOff'), isForgiven: optional(flag), reason: text }),
  recovered: record({ ...base, kind: oneOf('recovered'), amountFen, channel: text }),
  goodwillCredited: record({
    ...base,
    kind: oneOf('goodwillCredited'),
    amountFen,
    givesUp: optional(
      oneOf('interest-payment-waiver', 'interest-refund', 'charge-adjustment', 'capitalised-income-adjustment'),
    ),
    reason: text,
  }),
  refunded: record({
    ...base,
    kind: oneOf('refunded'),
    amountFen,
    isOfPayout: optional(flag),
    withInterest: flag,
    channel: text,
    reason: text,
  }),
  chargedBack: record({
    ...base,
    kind: oneOf('chargedBack'),
    eventId: text,
    amountFen,
    chargesFee: flag,
    reason: text,
  }),
  repriced: record({
    ...base,
    kind: oneOf('repriced'),
    annualRatePpm: big(0n, 1_000_000n),
    benchmark: oneOf('LPR1Y', 'LPR5Y'),
    benchmarkPpm: big(0n, 1_000_000n),
    publishedOn: day,
    from: optional(day),
  }),
  charged: record({
    ...base,
    kind: oneOf('charged'),
    feeCode: text,
    amountFen,
    due: oneOf('now', 'next', 'principal'),
    dueOn: optional(day),
    isPenalty: optional(flag),
    reason: text,
  }),
  dueDayMoved: record({ ...base, kind: oneOf('dueDayMoved'), dayOfMonth: whole(1, 31), reason: text }),
  extended: record({
    ...base,
    kind: oneOf('extended'),
    unit: oneOf('day', 'month', 'instalment'),
    count: whole(1, 366),
    spacing: optional(oneOf('from-new-day')),
    principal: optional(oneOf('put-off')),
    from: optional(day),
    reason: text,
  }),
  interestPaused: record({ ...base, kind: oneOf('interestPaused'), until: day, from: optional(day), reason: text }),
  heldReturned: record({ ...base, kind: oneOf('heldReturned'), amountFen, channel: text, reason: text }),
  rescheduled: record({
    ...base,
    kind: oneOf('rescheduled'),
    instalments: whole(1, 600),
    annualRatePpm: big(0n, 1_000_000n),
    graceInstalments: whole(0, 599),
    arrears: oneOf('kept', 'carried'),
    reAge: optional(reAge),
    reAmortise: optional(reAmortise),
    isAllDue: optional(flag),
    reason: text,
  }),
})

const days = list(day, true)

/** Terms as they are stored: sets of days become lists. */
type StoredTerms = Omit<LoanTerms, 'holidays'> & {
  readonly holidays: { readonly holidays: readonly Day[]; readonly workingWeekends: readonly Day[] }
}

const storedTerms: Decoder<StoredTerms> = record<StoredTerms>({
  loanId: text,
  productCode: text,
  productVersion: whole(1, 1_000_000),
  schedule: scheduleTerms,
  penalty: penaltyRule,
  graceDays: whole(0, 60),
  prepayment: prepaymentRule,
  allocation: allocationOrders,
  nonAccrualAfterDays: whole(0, 3_650),
  chargeOff: optional(chargedOffRule),
  acceleration: optional(accelerationRule),
  refundInterest: optional(refundInterestRule),
  holidays: record<StoredTerms['holidays']>({ holidays: days, workingWeekends: days }),
})

/** Contract terms as JSON: money and rates as decimal strings, days in lists. */
export function encodeLoanTerms(terms: LoanTerms): Json {
  const { holidays, workingWeekends } = terms.holidays
  const json = toJson({
    ...terms,
    holidays: { holidays: [...holidays].sort(), workingWeekends: [...workingWeekends].sort() },
  }) as { readonly [key: string]: Json }
  return { ...json, allocation: allocationJson(terms.allocation) }
}

/**
 * Reads contract terms.
 *
 * @refuses loan.json_invalid, with every problem and its JSON pointer
 */
export function decodeLoanTerms(json: unknown): Result<LoanTerms, CodecRefusal> {
  const problems: Problem[] = []
  const stored = storedTerms(json, '', problems)
  if (stored && settlesInParts(stored)) problems.push({ path: '/schedule/plan/rest/settlement', code: 'not_offered' })
  if (stored && joinsElsewhere(stored)) problems.push({ path: '/schedule/plan/draws/joins', code: 'not_offered' })
  if (stored && bearsBackElsewhere(stored))
    problems.push({ path: '/schedule/plan/draws/bearsFrom', code: 'not_offered' })
  if (!stored || problems.length > 0) return refuse({ code: 'loan.json_invalid', problems })
  const { holidays, workingWeekends } = stored.holidays
  return ok({
    ...stored,
    holidays: { holidays: new Set(holidays), workingWeekends: new Set(workingWeekends) },
  })
}

/** While parts may still be paid out, nothing settles a loan, and so nothing owes interest to the end of its instalment (K24). */
function settlesInParts({ schedule: { plan } }: StoredTerms): boolean {
  return plan?.draws !== undefined && plan.rest?.kind === 'daily' && plan.rest.settlement !== undefined
}

/** Only where interest stays as planned may a further part join the whole plan (T7), and only in the term that stands. */
function joinsElsewhere({ schedule: { plan } }: StoredTerms): boolean {
  return plan?.draws?.joins !== undefined && (plan.rest?.kind !== 'as-planned' || plan.draws.term !== undefined)
}

/** Where money ahead lowers instalments, what it has lowered would be reckoned again from the first day of the instalment (T8). */
function bearsBackElsewhere({ schedule: { plan } }: StoredTerms): boolean {
  return plan?.draws?.bearsFrom !== undefined && plan.rest === undefined
}

/** An event as JSON: money as decimal strings. */
export function encodeEvent(value: LoanEvent): Json {
  return toJson(value)
}

/**
 * Reads an event.
 *
 * @refuses loan.json_invalid, with every problem and its JSON pointer
 */
export function decodeEvent(json: unknown): Result<LoanEvent, CodecRefusal> {
  const problems: Problem[] = []
  const value = event(json, '', problems)
  return value && problems.length === 0 ? ok(value) : refuse({ code: 'loan.json_invalid', problems })
}
