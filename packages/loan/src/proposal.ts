import type { Day } from '@puhui/calendar'
import { ok, type Result } from '@puhui/kernel'
import { type Fen, sumFen } from '@puhui/money'
import type { LoanCommand, LoanFacts, LoanRefusal } from './command.ts'
import { type Preview, preview } from './preview.ts'
import type { InstalmentState, LoanState } from './state.ts'

/** What a borrower still has to pay under a plan, if every instalment is paid on its day. */
export interface PlanFigures {
  /** Instalments still to fall due. */
  readonly count: number
  /** The next instalment, the largest one, and the last one's day. */
  readonly nextFen: Fen
  readonly largestFen: Fen
  readonly lastDueOn: Day | undefined
  /** What has fallen due and must be paid now. */
  readonly dueNowFen: Fen
  readonly principalFen: Fen
  /** Interest, fees and penalty: what the plan costs from here on. */
  readonly costFen: Fen
  readonly totalFen: Fen
}

/** New terms worked out before anybody has agreed to them. */
export interface RescheduleProposal {
  readonly preview: Preview
  /** The instalments to come under the new terms. */
  readonly instalments: readonly InstalmentState[]
  readonly before: PlanFigures
  readonly after: PlanFigures
  /** How much more (or, below zero, less) is paid in all. */
  readonly totalDifferenceFen: Fen
}

/**
 * New terms as a proposal. It is the preview of the command, so that the commitment gives exactly these instalments.
 *
 * @param facts.bookedOn the day on which they would be agreed
 * @refuses as `decide`
 * @source SPEC R5
 */
export function rescheduleProposal(
  loan: Parameters<typeof preview>[0],
  command: Extract<LoanCommand, { kind: 'reschedule' }>,
  facts: LoanFacts,
): Result<RescheduleProposal, LoanRefusal> {
  const previewed = preview(loan, command, facts)
  if (!previewed.ok) return previewed
  const [before, after] = [planFigures(previewed.value.before), planFigures(previewed.value.after)]
  return ok({
    preview: previewed.value,
    instalments: toCome(previewed.value.after),
    before,
    after,
    totalDifferenceFen: after.totalFen - before.totalFen,
  })
}

/** What is still to be paid under the plan of a state, money held in advance not taken off. */
export function planFigures(state: LoanState): PlanFigures {
  const rows = toCome(state)
  const open = state.instalments.filter((row) => row.outstandingFen > 0n)
  const totalFen = sumFen(open.map((row) => row.outstandingFen))
  const principalFen = sumFen(open.map((row) => row.outstanding.principalFen))
  return {
    count: rows.length,
    nextFen: rows[0]?.outstandingFen ?? 0n,
    largestFen: rows.reduce((most, row) => (row.outstandingFen > most ? row.outstandingFen : most), 0n),
    lastDueOn: rows.at(-1)?.dueOn,
    dueNowFen: state.dueFen,
    principalFen,
    costFen: totalFen - principalFen,
    totalFen,
  }
}

function toCome({ instalments }: LoanState): readonly InstalmentState[] {
  return instalments.filter((row) => row.status === 'future')
}
