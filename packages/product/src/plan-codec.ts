import type { Localized } from '@puhui/kernel'
import { big, day, list, oneOf, optional, type Problem, record, tagged, text, whole } from './decode.ts'
import type { Frequency } from './period.ts'
import type {
  DownPaymentRule,
  DrawRule,
  FloatingRule,
  GraceRule,
  PlanPart,
  PlanRules,
  RateChange,
  Repricing,
  RestRule,
  SeasonRule,
  SubsidyRule,
} from './plan-rules.ts'
import type { ProductTerms } from './terms.ts'

const ONE = 1_000_000n
const localized = record<Localized>({ zh: text, en: text })
const ratePpm = big(0n, ONE)

const frequency = record<Frequency>({
  unit: oneOf('day', 'week', 'month'),
  every: whole(1, 366),
  count: optional(whole(1, 600)),
  missingDay: optional(oneOf('last-of-month', 'first-of-next')),
  lastAfter: optional(whole(1, 7_320)),
  countedFrom: optional(day),
})

const grace = record<GraceRule>({
  interestOnlyPeriods: whole(0, 360),
  moratoriumPeriods: whole(0, 360),
  moratoriumInterest: oneOf('carried', 'waived'),
})

const season = record<SeasonRule>({
  crop: localized,
  harvests: list(record<SeasonRule['harvests'][number]>({ month: whole(1, 12), dayOfMonth: whole(1, 31) })),
})

const repricing = tagged<Repricing>({
  'january-first': record({ kind: oneOf('january-first') }),
  anniversary: record({ kind: oneOf('anniversary') }),
  'every-months': record({ kind: oneOf('every-months'), months: whole(1, 60) }),
})

const floating = record<FloatingRule>({
  benchmark: oneOf('LPR1Y', 'LPR5Y'),
  benchmarkPpm: ratePpm,
  benchmarkOn: day,
  repricing,
  floorPpm: ratePpm,
  ceilingPpm: ratePpm,
})

const draws = record<DrawRule>({
  firstSharePpm: big(1n, ONE - 1n),
  months: whole(1, 60),
  leastFen: big(1n),
  term: optional(oneOf('full')),
  joins: optional(oneOf('whole-plan')),
  bearsFrom: optional(oneOf('period-start')),
})

const rest = tagged<RestRule>({
  daily: record({
    kind: oneOf('daily'),
    pastDue: oneOf('bears-interest', 'bears-none'),
    paidAhead: optional(oneOf('keeps-place')),
    principalAhead: optional(oneOf('up-to-level')),
    settlement: optional(oneOf('to-period-end')),
  }),
  'as-planned': record({ kind: oneOf('as-planned') }),
})

/** Reads what a plan has beyond its method. */
export const planRules = record<PlanRules>({
  frequency: optional(frequency),
  grace: optional(grace),
  balloonPpm: optional(big(1n, ONE - 1n)),
  flat: optional(oneOf('whole-term')),
  season: optional(season),
  parts: optional(list(record<PlanPart>({ month: whole(1, 600), sharePpm: big(1n, ONE) }))),
  downPayment: optional(record<DownPaymentRule>({ sharePpm: big(1n, ONE - 1n), multipleFen: big(1n) })),
  draws: optional(draws),
  floating: optional(floating),
  rates: optional(list(record<RateChange>({ from: day, annualRatePpm: ratePpm }))),
  subsidy: optional(
    record<SubsidyRule>({ payer: oneOf('merchant', 'manufacturer'), name: localized, annualRatePpm: ratePpm }),
  ),
  rest: optional(rest),
  rateDecimals: optional(whole(6, 30)),
  levelFrom: optional(oneOf('period-start')),
  dayDigits: optional(whole(9, 30)),
})

/**
 * What the rules of a plan say against each other or against the product, with its place.
 *
 * @source SPEC T4
 */
export function planContradictions(terms: ProductTerms): Problem[] {
  const { plan = {}, methods, termMonths } = terms
  const shortest = Math.min(...termMonths)
  return [
    ...needed(methods.includes('balloon'), plan.balloonPpm, '/plan/balloonPpm'),
    ...flatProblems(terms),
    ...needed(methods.includes('seasonal'), plan.season, '/plan/season'),
    ...needed(methods.includes('custom'), plan.parts, '/plan/parts'),
    ...(plan.parts && methods.includes('custom') ? partProblems(plan.parts, termMonths) : []),
    ...(plan.frequency?.unit === 'month' && plan.frequency.every > shortest ? [tooLarge('/plan/frequency/every')] : []),
    ...countProblems(terms),
    ...graceProblems(plan, shortest),
    ...(plan.floating && plan.floating.ceilingPpm < plan.floating.floorPpm
      ? [tooLarge('/plan/floating/floorPpm')]
      : []),
    ...subsidyProblems(terms),
    ...drawProblems(terms),
    ...restProblems(terms),
    ...feeProblems(terms),
  ]
}

function needed(isNeeded: boolean, value: unknown, path: string): Problem[] {
  return isNeeded && value === undefined ? [{ path, code: 'missing' }] : []
}

function tooLarge(path: string): Problem {
  return { path, code: 'out_of_range' }
}

/** Parts come in the order of time, sum to the whole, and the last ends the only term on offer. */
function partProblems(parts: readonly PlanPart[], termMonths: readonly number[]): Problem[] {
  const isOutOfOrder = (at: number) => at > 0 && parts[at]!.month <= parts[at - 1]!.month
  const whole = parts.reduce((sum, { sharePpm }) => sum + sharePpm, 0n)
  const endsTerm = termMonths.every((months) => months === parts.at(-1)!.month)
  return [
    ...parts.flatMap((_, at) => (isOutOfOrder(at) ? [tooLarge(`/plan/parts/${at}/month`)] : [])),
    ...(whole === ONE ? [] : [tooLarge(`/plan/parts/${parts.length - 1}/sharePpm`)]),
    ...(endsTerm ? [] : [tooLarge(`/plan/parts/${parts.length - 1}/month`)]),
  ]
}

const DAYS_OF: Readonly<Record<Frequency['unit'], number>> = { day: 1, week: 7, month: 31 }

/**
 * A fixed number of instalments ends within the shortest term, and spaces them evenly but for the last, which comes after
 * the others. The day from which days count is named by a contract, not by a product.
 */
function countProblems({ plan, methods, termMonths }: ProductTerms): Problem[] {
  const { unit, every, count, lastAfter, countedFrom } = plan?.frequency ?? {}
  const named = countedFrom === undefined ? [] : [{ path: '/plan/frequency/countedFrom', code: 'not_offered' } as const]
  if (unit === undefined || every === undefined || count === undefined) {
    return lastAfter === undefined ? named : [...named, { path: '/plan/frequency/count', code: 'missing' } as const]
  }
  const isTooLong = (lastAfter ?? count * every) * DAYS_OF[unit] > Math.min(...termMonths) * DAYS_OF.month
  const isBeforeOthers = lastAfter !== undefined && lastAfter <= (count - 1) * every
  const isUneven = methods.some((method) => method === 'bullet' || method === 'seasonal' || method === 'custom')
  return [
    ...named,
    ...(isBeforeOthers ? [{ path: '/plan/frequency/lastAfter', code: 'out_of_range' } as const] : []),
    ...(isTooLong ? [tooLarge('/plan/frequency/count')] : []),
    ...(isUneven ? [{ path: '/plan/frequency/count', code: 'not_offered' } as const] : []),
  ]
}

/** Something must be left to pay principal in, even in the shortest term. */
function graceProblems({ grace, frequency }: PlanRules, shortest: number): Problem[] {
  if (!grace) return []
  const every = frequency?.unit === 'month' ? frequency.every : 1
  const count = Math.ceil(shortest / every)
  const isTooLong = grace.interestOnlyPeriods + grace.moratoriumPeriods >= count
  return isTooLong && frequency?.unit !== 'day' && frequency?.unit !== 'week'
    ? [tooLarge('/plan/grace/interestOnlyPeriods')]
    : []
}

/** Nobody is paid for borrowing: a subsidy is at most the lowest price. */
function subsidyProblems({ plan, prices }: ProductTerms): Problem[] {
  const subsidyPpm = plan?.subsidy?.annualRatePpm ?? 0n
  return prices.some((price) => price.annualRatePpm < subsidyPpm) ? [tooLarge('/plan/subsidy/annualRatePpm')] : []
}

/** Parts are drawn while there are instalments to come, and nothing is reckoned on the whole before it is paid out; only daily rest lays one part over another. */
function drawProblems({ plan, methods, fees, termMonths }: ProductTerms): Problem[] {
  if (!plan?.draws) return []
  return [
    ...(plan.draws.months >= Math.min(...termMonths) ? [tooLarge('/plan/draws/months')] : []),
    ...(plan.downPayment ? [{ path: '/plan/downPayment', code: 'not_offered' } as const] : []),
    ...(plan.draws.term === 'full' && plan.rest?.kind !== 'daily'
      ? [{ path: '/plan/draws/term', code: 'not_offered' } as const]
      : []),
    ...(plan.draws.joins ? [{ path: '/plan/draws/joins', code: 'not_offered' } as const] : []),
    ...(plan.draws.bearsFrom ? [{ path: '/plan/draws/bearsFrom', code: 'not_offered' } as const] : []),
    ...methods.flatMap((method, at): Problem[] =>
      method === 'flat' ? [{ path: `/methods/${at}`, code: 'not_offered' }] : [],
    ),
    ...fees.flatMap(({ timing }, at): Problem[] =>
      timing === 'upfront' ? [{ path: `/fees/${at}/timing`, code: 'not_offered' }] : [],
    ),
  ]
}

/** Equal parts of the whole term's interest leave no period without principal, and no instalment to be kept. */
function flatProblems({ plan, methods, prepayment }: ProductTerms): Problem[] {
  if (!plan?.flat) return []
  const isGrace = (plan.grace?.interestOnlyPeriods ?? 0) > 0
  const isOffered = methods.includes('flat') && !isGrace && !prepayment.modes.includes('fewer-instalments')
  return isOffered ? [] : [{ path: '/plan/flat', code: 'not_offered' }]
}

/** Only level instalments leave the difference that interest makes to the last one; a plan that stays needs none. */
function restProblems({ plan, methods }: ProductTerms): Problem[] {
  if (plan?.levelFrom && !plan.rest) return [{ path: '/plan/levelFrom', code: 'not_offered' }]
  if (plan?.rest?.kind !== 'daily') return []
  const uneven = methods.flatMap((method, at): Problem[] =>
    method === 'equal-instalment' ? [] : [{ path: `/methods/${at}`, code: 'not_offered' }],
  )
  return plan.rest.settlement ? [...uneven, { path: '/plan/rest/settlement', code: 'not_offered' }] : uneven
}

/** An event belongs to fees on an event, and to no others; a share of an instalment, to fees with every instalment. */
function feeProblems({ fees }: ProductTerms): Problem[] {
  return fees.flatMap(({ timing, event, amount }, at): Problem[] => {
    if (timing !== 'per-instalment' && amount.kind.startsWith('share-of-instalment')) {
      return [{ path: `/fees/${at}/amount/kind`, code: 'not_offered' }]
    }
    if (timing === 'on-event') return event === undefined ? [{ path: `/fees/${at}/event`, code: 'missing' }] : []
    return event === undefined ? [] : [{ path: `/fees/${at}/event`, code: 'not_offered' }]
  })
}
