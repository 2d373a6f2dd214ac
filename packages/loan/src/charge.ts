import { addMonths, type Day, dayOfMonth, epochOf } from '@puhui/calendar'
import { type Fen, maxFen } from '@puhui/money'
import { eventFeeOf, type InstalmentFee } from '@puhui/product'
import { behindLast } from './beyond-row.ts'
import type { LoanCommand, LoanRefusal } from './command.ts'
import { type Core, isEnded, runningIndex, withRows } from './core.ts'
import type { Charged } from './event.ts'
import type { Loan } from './loan.ts'
import { addToPart, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Puts a fee into the oldest instalment that is due and open, or into the next one; where neither is there, into the
 * last. It is earned on its day and bears nothing.
 *
 * @source SPEC E1, E2
 */
export function charge(terms: LoanTerms, core: Core, event: Charged, epoch: number): Core {
  if (isEnded(core) || core.rows.length === 0) return core
  const rows =
    event.dueOn === undefined || indexOn(core.rows, event.dueOn) >= 0 ? core.rows : behindLast(core.rows, event.dueOn)
  const index = event.dueOn === undefined ? indexOf(core, event.due, epoch) : indexOn(rows, event.dueOn)
  const { amountFen } = event
  const { settledOn: _settledOn, ...row } = rows[index]!
  const part = event.isPenalty ? 'penalty' : 'fee'
  const ownDays = event.dueOn && [...(row.ownDays ?? []), { epoch: epochOf(event.dueOn), part, amountFen } as const]
  const carried = addToPart(row.carried, part, amountFen)
  const charged = { ...row, settledOn: undefined, carried, ...(ownDays ? { ownDays } : {}) }
  const owing = withRows({ ...core, hasCarried: true, settledOn: undefined }, rows.with(index, charged))
  if (event.isPenalty) return owing
  const partnerFen = isPartners(terms, event.feeCode) ? amountFen : 0n
  return {
    ...owing,
    eventFeeFen: core.eventFeeFen + amountFen,
    eventPartnerFeeFen: core.eventPartnerFeeFen + partnerFen,
  }
}

/** The oldest instalment that is due and open, or the next one; where neither is there, the last. */
function indexOf(core: Core, due: Charged['due'], epoch: number): number {
  return Math.min(due === 'now' ? core.firstOpen : runningIndex(core, epoch), core.rows.length - 1)
}

/** The instalment in which a day lies: after its first day, up to its due day; the first has its first day too. */
export function indexOn(rows: readonly Row[], on: Day): number {
  const epoch = epochOf(on)
  return rows.findIndex((row) => row.period.number > 0 && epoch <= row.dueEpoch)
}

function isPartners({ schedule }: LoanTerms, feeCode: string): boolean {
  return schedule.fees.some(({ code, collector }) => code === feeCode && collector.kind === 'partner')
}

/** A day of its own is at most so far away. */
const OWN_DAY_MONTHS_MAX = 12

/**
 * Why a fee cannot be charged, in this order: the tariff, its amount, not for a breach, its day, nothing due to add it to.
 *
 * @source SPEC E5, E9
 */
export function chargeRefusal(
  terms: LoanTerms,
  core: Core,
  { feeCode, amountFen, due, dueOn, isPenalty, valueOn }: Extract<LoanCommand, { kind: 'charge' }>,
  epoch: number,
): LoanRefusal | undefined {
  const maxFen = tariffOf(terms, core, feeCode)
  if (maxFen === undefined) return { code: 'loan.fee_not_in_tariff', feeCode }
  if (amountFen > maxFen) return { code: 'loan.fee_above_tariff', amountFen, maxFen }
  if (isPenalty && !mayBePenalty(terms, feeCode)) return { code: 'loan.fee_is_no_penalty', feeCode }
  if (dueOn !== undefined) {
    const lastOn = addMonths(valueOn, OWN_DAY_MONTHS_MAX, dayOfMonth(valueOn))
    const isOutside = dueOn < valueOn || dueOn > lastOn
    return isOutside ? { code: 'loan.charge_day_out_of_range', dueOn, firstOn: valueOn, lastOn } : undefined
  }
  const oldest = core.rows[core.firstOpen]
  const isDue = oldest !== undefined && oldest.dueEpoch <= epoch
  return due === 'now' && !isDue ? { code: 'loan.nothing_is_due' } : undefined
}

/** A fixed penalty is for a breach, a late payment or a failed debit, and belongs to the lender. */
export function mayBePenalty({ schedule }: LoanTerms, feeCode: string): boolean {
  return schedule.fees.some(
    ({ code, event, collector }) =>
      code === feeCode && collector.kind === 'lender' && (event === 'late-payment' || event === 'failed-debit'),
  )
}

/**
 * The fees on an event that the contract lets be charged, and the most of each.
 *
 * @source SPEC E5
 */
export function chargeableFees(loan: Pick<Loan, 'terms' | 'core'>): readonly InstalmentFee[] {
  const { terms, core } = loan
  return terms.schedule.fees
    .filter(({ timing }) => timing === 'on-event')
    .map(({ code }) => ({ code, amountFen: tariffOf(terms, core, code)! }))
}

/** The most that the tariff of the contract lets be charged for a fee on an event; undefined for any other fee. */
export function tariffOf({ schedule }: LoanTerms, core: Core, feeCode: string): Fen | undefined {
  const balanceFen = maxFen(0n, core.disbursedFen - core.paid.principalFen)
  return eventFeeOf(schedule, feeCode, balanceFen)?.amountFen
}
