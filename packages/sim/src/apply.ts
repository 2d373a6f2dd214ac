import { addDays, addMonths, type Day, daysBetween } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { RepaymentMethod } from '@puhui/product'
import type { ApplicationIntent, ProductKind } from './behaviour-terms.ts'
import type { Need, Person } from './person.ts'
import { buildPopulation } from './population.ts'
import { type Stream, streamOf } from './random.ts'

export interface ApplicationWindow {
  readonly from: Day
  /** Whole months from `from`. */
  readonly months: number
}

/** The middle of what is asked for, yuan. */
const NEED_YUAN: Readonly<Record<Need, number>> = {
  'daily-use': 6_000,
  appliances: 5_000,
  travel: 8_000,
  education: 15_000,
  medical: 18_000,
  'home-decoration': 40_000,
  wedding: 45_000,
  'rural-production': 25_000,
}
const SCENE: readonly Need[] = ['appliances', 'education', 'medical', 'travel']
const TERMS = [3, 6, 9, 12, 18, 24, 36]
const LIMIT_YUAN = 200_000

/**
 * The applications of everybody, in the order in which they arrive.
 *
 * Everyone applies at least once in the window; business grows over it. Each person's applications depend on
 * that person alone, so a larger market contains the smaller one's.
 *
 * @param plan size is the number of customers; persons are those of `buildPopulation({ seed, size, asOf: from })`
 * @source SPEC B3–B5
 */
export function applicationsPlan(
  plan: ApplicationWindow & { readonly seed: string; readonly size: number },
): ApplicationIntent[] {
  const { seed, size, from } = plan
  return buildPopulation({ seed, size, asOf: from })
    .flatMap((person) => applicationsOf(person, plan))
    .sort(byArrival)
}

/** One to three applications of one person: what, how much, for how long, when and where. */
export function applicationsOf(person: Person, window: ApplicationWindow): ApplicationIntent[] {
  const stream = streamOf(person.lifeSeed, 'apply')
  const days = daysBetween(window.from, addMonths(window.from, window.months))
  const intents: ApplicationIntent[] = []
  let day = Math.floor(days * rising(stream.unit()))
  do {
    const count = intents.length + 1
    intents.push(intentOf(person, addDays(window.from, day), count))
    day += stream.int(45, 240)
  } while (intents.length < 3 && day < days && stream.chance(0.4))
  return intents
}

/** Twice as many at the end of the window as at its beginning. */
function rising(unit: number): number {
  return Math.sqrt(1 + 3 * unit) - 1
}

function intentOf(person: Person, appliedOn: Day, count: number): ApplicationIntent {
  const stream = streamOf(person.lifeSeed, 'intent', count)
  const need = count === 1 || stream.chance(0.5) ? person.need : 'daily-use'
  const productKind = productFor(need)
  const amountFen = amountFor(stream, person, need)
  const { months, method } = planFor(stream, person, productKind, amountFen)
  return {
    key: `${person.personId}/${count}`,
    personId: person.personId,
    personIndex: person.index,
    appliedOn,
    minuteOfDay: person.channel === 'h5' ? stream.int(7 * 60, 23 * 60) : stream.int(9 * 60, 17 * 60),
    channel: person.channel,
    need,
    productKind,
    amountFen,
    termMonths: months,
    method,
  }
}

function productFor(need: Need): ProductKind {
  if (need === 'rural-production') return 'rural-seasonal'
  return SCENE.includes(need) ? 'scene-instalment' : 'cash-instalment'
}

/** Whole hundreds of yuan, not more than a year's income nor ¥200,000. */
function amountFor(stream: Stream, person: Person, need: Need): Fen {
  const incomeYuan = Number(person.monthlyIncomeFen) / 100
  const wish = NEED_YUAN[need] * Math.sqrt(incomeYuan / 6_000) * Math.exp(0.55 * stream.normal())
  const most = Math.min(LIMIT_YUAN, incomeYuan * 12)
  return BigInt(Math.round(Math.min(most, Math.max(1_000, wish)) / 100)) * 10_000n
}

/** The shortest term whose instalments the person thinks to manage; harvest loans are paid at the harvest. */
function planFor(
  stream: Stream,
  person: Person,
  productKind: ProductKind,
  amountFen: Fen,
): { months: number; method: RepaymentMethod } {
  if (productKind === 'rural-seasonal') {
    const method = stream.weighted<RepaymentMethod>([
      ['bullet', 35],
      ['interest-first', 35],
      ['equal-instalment', 30],
    ])
    return { months: stream.pick([6, 9, 12]), method }
  }
  const share = 0.08 + 0.22 * person.hidden.riskTolerance
  const wanted = Number(amountFen) / (Number(person.monthlyIncomeFen) * share)
  const months = TERMS.find((term) => term >= wanted) ?? 36
  const method = stream.weighted<RepaymentMethod>([
    ['equal-instalment', 82],
    ['equal-principal', 12],
    ['interest-first', months <= 12 ? 6 : 0],
  ])
  return { months, method }
}

function byArrival(a: ApplicationIntent, b: ApplicationIntent): number {
  if (a.appliedOn !== b.appliedOn) return a.appliedOn < b.appliedOn ? -1 : 1
  return a.minuteOfDay - b.minuteOfDay || a.personIndex - b.personIndex
}
