import { addDays, type Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { DueInstalment, EarlyConduct, LateConduct, Offer } from './behaviour-terms.ts'
import { shareOf } from './finances.ts'
import { lifeOf, monthIndexOf, type Shock } from './life.ts'
import type { Person } from './person.ts'
import { streamOf } from './random.ts'

/** What a shock adds to the chance that the account is empty on the due date. */
const EMPTY_BY_SHOCK: Readonly<Record<Shock, number>> = {
  'job-loss': 0.5,
  'income-cut': 0.12,
  illness: 0.2,
  windfall: -1,
}
/** How likely money is there when so many earlier instalments are still open. */
const MONEY_WHEN_BEHIND = [1, 0.4, 0.1, 0.03]

/**
 * Whether an approved person takes the offer: a low rate, the full amount and an easy instalment persuade.
 *
 * @source SPEC B6
 */
export function acceptsOffer(person: Person, offer: Offer): boolean {
  const rate = Number(offer.annualRatePpm) / 1_000_000
  const given = Number(offer.offeredFen) / Number(offer.requestedFen)
  const burden = Number(offer.instalmentFen) / Number(person.monthlyIncomeFen)
  const dear = Math.max(0, rate - 0.08) * (2.4 - 1.6 * person.hidden.riskTolerance)
  const chance = 0.98 - dear - 0.5 * Math.max(0, 1 - given) - 0.4 * Math.max(0, burden - 0.35)
  return streamOf(person.lifeSeed, 'offer', offer.key).chance(chance)
}

/**
 * Whether the bank account holds the whole amount when direct debit comes on the due date.
 *
 * @returns true: all of it is collected; false: nothing is
 * @source SPEC B7
 */
export function hasMoneyOnDue(person: Person, due: DueInstalment): boolean {
  const { accountDiscipline, ability, willingness } = person.hidden
  const { shock, incomeFen, otherDebtFen } = lifeOf(person, monthIndexOf(due.dueOn))
  const burden = Number(otherDebtFen + due.amountDueFen) / Math.max(1, Number(incomeFen))
  const empty =
    0.006 +
    0.2 * (1 - accountDiscipline) +
    0.45 * Math.max(0, 0.75 - willingness) +
    0.03 * Math.max(0, 0.6 - ability) +
    0.1 * Math.min(1, Math.max(0, burden - 0.5)) +
    (shock ? EMPTY_BY_SHOCK[shock] : 0)
  const behind = MONEY_WHEN_BEHIND[Math.min(due.pastDueCount, 3)]!
  return streamOf(person.lifeSeed, 'due', due.key, due.instalment).chance((1 - empty) * behind)
}

/**
 * What happens after direct debit found nothing: most pay within days of the reminder, some within weeks, and a
 * few stop. One who stopped may still be collected from later, when `hasMoneyOnDue` says so.
 *
 * @source SPEC B8
 */
export function lateConduct(person: Person, due: DueInstalment): LateConduct {
  const stream = streamOf(person.lifeSeed, 'late', due.key, due.instalment)
  const { shock } = lifeOf(person, monthIndexOf(due.dueOn))
  const stop =
    0.055 +
    1.1 * Math.max(0, 0.75 - person.hidden.willingness) +
    (shock === 'job-loss' ? 0.5 : shock === 'illness' ? 0.15 : 0) +
    0.28 * Math.min(due.pastDueCount, 3)
  if (stream.chance(stop)) return { kind: 'stops' }
  const [min, max] = stream.weighted<readonly [number, number]>([
    [[1, 3], 52],
    [[4, 10], 26],
    [[11, 29], 16],
    [[31, 58], 6],
  ])
  return { kind: 'pays', afterDays: stream.int(min, max) }
}

/**
 * What one does of one's own will between two due dates: mostly nothing.
 *
 * @param loan outstanding principal and the next due date; ask once per instalment, when nothing is past due
 * @source SPEC B9
 */
export function earlyConduct(
  person: Person,
  loan: { readonly key: string; readonly instalment: number; readonly dueOn: Day; readonly outstandingFen: Fen },
): EarlyConduct {
  const stream = streamOf(person.lifeSeed, 'early', loan.key, loan.instalment)
  const { shock, incomeFen } = lifeOf(person, monthIndexOf(loan.dueOn))
  const canSettle = loan.outstandingFen < incomeFen * 3n
  const ease = Math.max(0, person.hidden.ability - 0.6)
  const settle = canSettle ? 0.002 + 0.03 * ease + (shock === 'windfall' ? 0.3 : 0) : 0
  const on = addDays(loan.dueOn, -stream.int(2, 20))
  const at = stream.unit()
  if (at < settle) return { kind: 'settle', on }
  if (at < settle + 0.012 * ease + (shock === 'windfall' ? 0.2 : 0)) {
    return { kind: 'prepay', on, amountFen: wholeHundreds(shareOf(loan.outstandingFen, stream.between(0.2, 0.6))) }
  }
  return { kind: 'none' }
}

function wholeHundreds(amountFen: Fen): Fen {
  return (amountFen / 10_000n) * 10_000n + (amountFen < 10_000n ? amountFen : 0n)
}
