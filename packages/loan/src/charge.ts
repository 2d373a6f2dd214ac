import { type Fen, maxFen } from '@puhui/money'
import { eventFeeOf, type InstalmentFee } from '@puhui/product'
import type { LoanCommand, LoanRefusal } from './command.ts'
import { type Core, runningIndex } from './core.ts'
import type { Charged } from './event.ts'
import type { Loan } from './loan.ts'
import { addToPart } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Puts a fee into the oldest instalment that is due and open, or into the next one; where neither is there, into the
 * last. It is earned on its day and bears nothing.
 *
 * @source SPEC E1, E2
 */
export function charge(terms: LoanTerms, core: Core, event: Charged, epoch: number): Core {
  const running = runningIndex(core, epoch)
  const index = Math.min(event.due === 'now' ? core.firstOpen : running, core.rows.length - 1)
  if (core.chargedOff || index < 0) return core
  const { amountFen } = event
  const { settledOn: _settledOn, ...row } = core.rows[index]!
  const charged = { ...row, settledOn: undefined, carried: addToPart(row.carried, 'fee', amountFen) }
  const partnerFen = isPartners(terms, event.feeCode) ? amountFen : 0n
  return {
    ...core,
    rows: core.rows.with(index, charged),
    firstOpen: Math.min(core.firstOpen, index),
    hasCarried: true,
    settledOn: undefined,
    eventFeeFen: core.eventFeeFen + amountFen,
    eventPartnerFeeFen: core.eventPartnerFeeFen + partnerFen,
  }
}

function isPartners({ schedule }: LoanTerms, feeCode: string): boolean {
  return schedule.fees.some(({ code, collector }) => code === feeCode && collector.kind === 'partner')
}

/** Why a fee cannot be charged, in this order: the tariff, its amount, nothing due to add it to. */
export function chargeRefusal(
  terms: LoanTerms,
  core: Core,
  { feeCode, amountFen, due }: Extract<LoanCommand, { kind: 'charge' }>,
  epoch: number,
): LoanRefusal | undefined {
  const maxFen = tariffOf(terms, core, feeCode)
  if (maxFen === undefined) return { code: 'loan.fee_not_in_tariff', feeCode }
  if (amountFen > maxFen) return { code: 'loan.fee_above_tariff', amountFen, maxFen }
  const oldest = core.rows[core.firstOpen]
  const isDue = oldest !== undefined && oldest.dueEpoch <= epoch
  return due === 'now' && !isDue ? { code: 'loan.nothing_is_due' } : undefined
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
