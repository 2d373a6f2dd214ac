import { type Fen, sumFen } from '@puhui/money'
import type { Stage } from './ecl.ts'

/** One loan of a provision run. */
export interface Provisioned {
  readonly loanId: string
  readonly stage: Stage
  readonly allowanceFen: Fen
}

/** How the allowance of a stage came from one month-end to the next; every column but the last is a movement. */
export interface RollForwardRow {
  readonly stage: Stage
  readonly openingFen: Fen
  /** Loans that came from another stage, with the allowance that they had there; below zero for those that left. */
  readonly transferredFen: Fen
  readonly newLoansFen: Fen
  /** Loans that are in both runs: what the allowance of the loan has changed by. */
  readonly remeasuredFen: Fen
  /** Loans that were paid off, below zero. */
  readonly releasedFen: Fen
  /** Allowance that write-offs used up, below zero. */
  readonly usedFen: Fen
  readonly closingFen: Fen
}

const STAGES: readonly Stage[] = [1, 2, 3]

/**
 * The movement of the allowance between two runs, by stage. Opening and movements sum to closing in every row, and
 * transfers sum to nothing over the rows.
 *
 * @param before the loans of the run before; empty for the first one
 * @param after the loans of this run
 * @param used by loan, what write-offs have taken from the allowance since, above zero
 * @source IFRS 7.35H; SPEC E4
 */
export function rollForward(
  before: readonly Provisioned[],
  after: readonly Provisioned[],
  used: ReadonlyMap<string, Fen>,
): readonly RollForwardRow[] {
  const now = new Map(after.map((one) => [one.loanId, one]))
  const then = new Map(before.map((one) => [one.loanId, one]))
  const stayed = before.filter((one) => now.has(one.loanId))
  const gone = before.filter((one) => !now.has(one.loanId))
  return STAGES.map((stage) => {
    const own = (loans: readonly Provisioned[]) => loans.filter((one) => one.stage === stage)
    const total = (loans: readonly Provisioned[]) => sumFen(loans.map((one) => one.allowanceFen))
    const cameIn = stayed.filter((one) => one.stage !== stage && now.get(one.loanId)!.stage === stage)
    const left = own(stayed).filter((one) => now.get(one.loanId)!.stage !== stage)
    const here = own(after)
    const usedFen = -sumFen(own(gone).map((one) => usedOf(one, used)))
    return {
      stage,
      openingFen: total(own(before)),
      transferredFen: total(cameIn) - total(left),
      newLoansFen: total(here.filter((one) => !then.has(one.loanId))),
      remeasuredFen: sumFen(
        here.map((one) => (then.has(one.loanId) ? one.allowanceFen - then.get(one.loanId)!.allowanceFen : 0n)),
      ),
      releasedFen: -(total(own(gone)) + usedFen),
      usedFen,
      closingFen: total(here),
    }
  })
}

function usedOf(loan: Provisioned, used: ReadonlyMap<string, Fen>): Fen {
  const fen = used.get(loan.loanId) ?? 0n
  return fen > loan.allowanceFen ? loan.allowanceFen : fen
}
