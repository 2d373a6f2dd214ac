import { type Day, epochOf } from '@puhui/calendar'
import { type Fen, sumFen } from '@puhui/money'
import { feesOf, penaltyRateOf, type ScheduleTerms } from '@puhui/product'
import type { AllocationLog } from './allocation-log.ts'
import type { Coming } from './coming.ts'
import type { Deferred } from './deferred.ts'
import type { Rest } from './rest.ts'
import type { Laid } from './rest-laid.ts'
import { NO_PARTS, type PenaltyFacts, type PenaltyRate, type Row } from './row.ts'
import type { Parts } from './state.ts'
import type { LoanTerms } from './terms.ts'

/** What the fold has reached: a loan on the day of its last event. */
export interface Core {
  readonly epoch: number
  /** The terms by which the rest is planned: those of signing, until a reschedule changes them. */
  readonly schedule: ScheduleTerms
  /** Whether charges were ever carried to instalments to come. */
  readonly hasCarried: boolean
  readonly disbursedOn: Day | undefined
  readonly disbursedFen: Fen
  readonly upfrontFeeFen: Fen
  readonly rows: readonly Row[]
  readonly targetFen: Fen
  /** Rows before this one are settled. */
  readonly firstOpen: number
  readonly penalty: PenaltyFacts
  readonly receivedFen: Fen
  readonly heldFen: Fen
  readonly heldFromEventId: string
  readonly paid: Parts
  readonly waived: Parts
  readonly prepaymentFeeFen: Fen
  /** Credits of the lender, and interest given back with a refund: they pay, but no money came. */
  readonly goodwillFen: Fen
  readonly refundedFen: Fen
  readonly refundedInterestFen: Fen
  /** Of the principal: fees that joined it, for which no money went out. */
  readonly capitalisedFen: Fen
  /** Those fees, which are earned over the term. */
  readonly deferred: readonly Deferred[]
  /** Of such fees: what was given up, and paid what is owed. */
  readonly deferredGivenUpFen: Fen
  /** By which charges were lowered: out of fee income. */
  readonly chargesLoweredFen: Fen
  /** Money held that was paid back to the borrower. */
  readonly returnedFen: Fen
  /** Fees charged once, on an event; they stand in the instalments. */
  readonly eventFeeFen: Fen
  /** What of them is collected for partners. */
  readonly eventPartnerFeeFen: Fen
  readonly chargedOff:
    | {
        readonly on: Day
        readonly principalFen: Fen
        readonly paidBefore: Parts
        readonly rowsBefore: readonly Row[]
        /** What of fees that joined the principal had been earned by then. */
        readonly feesEarnedFen: Fen
        /** Principal of the claim that was given up. */
        readonly forgivenFen?: Fen
        /** The instalments go on, off the books. */
        readonly goesOn?: true
      }
    | undefined
  readonly settledOn: Day | undefined
  readonly allocations: AllocationLog | undefined
  /** Where interest follows what is owed: the changes of the principal and of the rate so far. */
  readonly rest: Rest | undefined
  /** Where interest follows what is owed: what the rows were last laid by. */
  readonly laid: Laid | undefined
  /** What has been agreed for days to come, in their order. */
  readonly coming: readonly Coming[]
}

export function emptyCore(terms: LoanTerms): Core {
  return {
    epoch: Number.NEGATIVE_INFINITY,
    schedule: terms.schedule,
    hasCarried: false,
    disbursedOn: undefined,
    disbursedFen: 0n,
    upfrontFeeFen: sumFen(feesOf(terms.schedule, 'upfront').map((fee) => fee.amountFen)),
    rows: [],
    targetFen: 0n,
    firstOpen: 0,
    penalty: penaltyFactsOf(terms),
    receivedFen: 0n,
    heldFen: 0n,
    heldFromEventId: '',
    paid: NO_PARTS,
    waived: NO_PARTS,
    prepaymentFeeFen: 0n,
    goodwillFen: 0n,
    refundedFen: 0n,
    refundedInterestFen: 0n,
    capitalisedFen: 0n,
    deferred: [],
    deferredGivenUpFen: 0n,
    chargesLoweredFen: 0n,
    returnedFen: 0n,
    eventFeeFen: 0n,
    eventPartnerFeeFen: 0n,
    chargedOff: undefined,
    settledOn: undefined,
    allocations: undefined,
    rest: undefined,
    laid: undefined,
    coming: [],
  }
}

function penaltyFactsOf(terms: LoanTerms): PenaltyFacts {
  const { base, daysInYear } = terms.penalty
  const { graceDays, schedule } = terms
  const rates = [{ fromEpoch: Number.NEGATIVE_INFINITY, annualRatePpm: schedule.annualRatePpm }, ...changesOf(schedule)]
  return { rates: penaltyRates(terms, rates), base, daysInYear, graceDays, stopEpoch: Number.POSITIVE_INFINITY }
}

/**
 * Penalty interest follows the rate of the contract: from a day on, that of the new terms.
 *
 * @source CN-RATE-009; SPEC N4
 */
export function penaltyUnder(
  terms: LoanTerms,
  { penalty }: Core,
  schedule: ScheduleTerms,
  epoch: number,
): PenaltyFacts {
  const changes = changesOf(schedule)
  const annualRatePpm = changes.findLast(({ fromEpoch }) => fromEpoch <= epoch)?.annualRatePpm ?? schedule.annualRatePpm
  const later = changes.filter(({ fromEpoch }) => fromEpoch > epoch)
  const before = penalty.rates.filter(({ fromEpoch }) => fromEpoch < epoch)
  return { ...penalty, rates: [...before, ...penaltyRates(terms, [{ fromEpoch: epoch, annualRatePpm }, ...later])] }
}

function changesOf({ plan }: ScheduleTerms): readonly PenaltyRate[] {
  return (plan?.rates ?? []).map(({ from, annualRatePpm }) => ({ fromEpoch: epochOf(from), annualRatePpm }))
}

function penaltyRates({ penalty }: LoanTerms, contractRates: readonly PenaltyRate[]): readonly PenaltyRate[] {
  return contractRates.map((rate) => ({ ...rate, annualRatePpm: penaltyRateOf(penalty, rate.annualRatePpm) }))
}

/** Puts rows in place and moves the mark of the first open one. */
export function withRows(core: Core, rows: readonly Row[]): Core {
  let firstOpen = 0
  while (firstOpen < rows.length && rows[firstOpen]!.settledOn !== undefined) firstOpen++
  return { ...core, rows, firstOpen }
}

/** The index of the first row that neither has fallen due nor ended its period by a day; the number of rows when all have. */
export function runningIndex(core: Core, epoch: number): number {
  // Where the plan is kept, an instalment that was paid ahead is still planned by what happens in it.
  let index = core.schedule.plan?.rest?.kind === 'as-planned' ? 0 : core.firstOpen
  while (index > 0 && isEmptyAhead(core.rows[index - 1]!, epoch)) index--
  while (index < core.rows.length && Math.min(core.rows[index]!.toEpoch, core.rows[index]!.dueEpoch) <= epoch) index++
  return index
}

/** An instalment to come that asks for nothing was never paid: it is still planned by what happens in it. */
function isEmptyAhead(row: Row, epoch: number): boolean {
  const asksFen = row.principalFen + row.interestFen + row.feeFen + sumFen(Object.values(row.carried))
  return asksFen === 0n && Math.min(row.toEpoch, row.dueEpoch) > epoch
}

/** How many instalments have fallen due by a day; a down payment is none. */
export function fallenDue(core: Core, epoch: number): number {
  return core.rows.filter((row) => row.dueEpoch <= epoch && row.period.number > 0).length
}

/** Principal of the rows from an index on that has not been paid. */
export function principalFrom(core: Core, index: number): Fen {
  return sumFen(core.rows.slice(index).map((row) => row.principalFen - row.paid.principalFen))
}

/** Whether a charge-off has made all of it due: nothing is planned any more. */
export function isEnded({ chargedOff }: Core): boolean {
  return chargedOff !== undefined && !chargedOff.goesOn
}

/** Principal that is owed: of a claim that was given up, none. */
export function principalOwed({ disbursedFen, paid, chargedOff }: Core): Fen {
  return disbursedFen - paid.principalFen - (chargedOff?.forgivenFen ?? 0n)
}

/** What has been taken for the claim since charge-off. */
export function recoveredOf(core: Core): Fen {
  if (!core.chargedOff) return 0n
  return sumFen(Object.values(core.paid)) - sumFen(Object.values(core.chargedOff.paidBefore))
}
