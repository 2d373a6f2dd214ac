import type { Fen, RatePpm } from '@puhui/money'
import type { LoanFacts } from './command.ts'
import type { NewTerms } from './event.ts'
import type { Loan } from './loan.ts'
import { planFigures, type RescheduleProposal, rescheduleProposal } from './proposal.ts'
import { RESCHEDULED_INSTALMENTS_MAX } from './reschedule-limits.ts'
import type { LoanState } from './state.ts'
import { stateOn } from './view.ts'

/** Interest only for a while, a longer term, a lower rate, or all of them. */
export type PlanOptionCode = 'interestOnly' | 'longer' | 'lowerRate' | 'combined'

/** One way to go on paying, worked out to the fen. */
export interface PlanOption {
  readonly code: PlanOptionCode
  readonly terms: NewTerms
  readonly proposal: RescheduleProposal
  /** Whether no instalment is above what the borrower can pay. */
  readonly isPayable: boolean
}

const GRACE = 3
/** How many instalments more are tried, until the largest is one that can be paid. */
const LONGER_BY = [6, 12, 18, 24, 36]
const LEFT_MIN = 3

/**
 * The plans that can be offered to a borrower in hardship, each with all its instalments. Arrears, where there are any,
 * are carried into every one of them.
 *
 * @param facts.bookedOn the day of the proposal
 * @param payableFen what the borrower can pay each month
 * @returns at most four, none twice; none for a loan with nothing to plan anew
 * @source SPEC R7
 */
export function planOptions(loan: Loan, facts: LoanFacts, payableFen: Fen): readonly PlanOption[] {
  const state = stateOn(loan, facts.bookedOn)
  const left = Math.max(LEFT_MIN, planFigures(state).count)
  const base = { annualRatePpm: state.annualRatePpm, graceInstalments: 0, arrears: arrearsOf(state) } as const
  const lower = { ...base, annualRatePpm: threeQuartersOf(state.annualRatePpm) }
  const option = (code: PlanOptionCode, terms: NewTerms) => optionOf(loan, facts, { code, terms, payableFen })
  const longEnough = (code: PlanOptionCode, terms: Omit<NewTerms, 'instalments'>) => {
    const tried = LONGER_BY.map((more) => option(code, { ...terms, instalments: instalmentsOf(left + more) }))
    return tried.find((one) => one?.isPayable) ?? tried.at(-1)
  }
  const options = [
    option('interestOnly', { ...base, instalments: instalmentsOf(left + GRACE), graceInstalments: GRACE }),
    longEnough('longer', base),
    option('lowerRate', { ...lower, instalments: instalmentsOf(left) }),
    longEnough('combined', { ...lower, graceInstalments: GRACE }),
  ]
  return options.filter((one) => one !== undefined)
}

function optionOf(
  loan: Loan,
  facts: LoanFacts,
  { code, terms, payableFen }: { readonly code: PlanOptionCode; readonly terms: NewTerms; readonly payableFen: Fen },
): PlanOption | undefined {
  const command = { kind: 'reschedule', ...terms, reason: code, valueOn: facts.bookedOn } as const
  const proposal = rescheduleProposal(loan, command, facts)
  if (!proposal.ok) return undefined
  return { code, terms, proposal: proposal.value, isPayable: proposal.value.after.largestFen <= payableFen }
}

function arrearsOf({ dueFen }: LoanState): NewTerms['arrears'] {
  return dueFen > 0n ? 'carried' : 'kept'
}

function threeQuartersOf(ratePpm: RatePpm): RatePpm {
  const hundredth = 100n
  return ((ratePpm * 3n) / 4n / hundredth) * hundredth
}

function instalmentsOf(wanted: number): number {
  return Math.min(wanted, RESCHEDULED_INSTALMENTS_MAX)
}
