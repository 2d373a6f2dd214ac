import { type Day, epochOf } from '@puhui/calendar'
import { ok, type Result, refuse } from '@puhui/kernel'
import { type Fen, maxFen, mulDiv, PPM, sumFen } from '@puhui/money'
import { endForSettlement, prepaymentFeePpm } from './apply.ts'
import type { LoanRefusal } from './command.ts'
import { isEnded } from './core.ts'
import { coreOn, type Loan } from './loan.ts'
import { openPart } from './row.ts'

/** What it takes to settle a loan on a day, part by part. */
export interface SettlementQuote {
  readonly asOf: Day
  /** Principal due and not due. */
  readonly principalFen: Fen
  /** Interest earned up to the day; none for the time after it. */
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
  readonly prepaymentFeeFen: Fen
  /** Money held in advance, which pays part of it. */
  readonly heldFen: Fen
  /** What must be paid that day. */
  readonly totalFen: Fen
}

/**
 * What must be paid on a day to settle the loan.
 *
 * @refuses loan.not_disbursed, loan.settled, loan.charged_off, loan.prepayment_not_allowed (while principal is not due)
 * @source CN-RATE-010: interest only to the day of repayment; SPEC P4
 */
export function earlySettlementQuote(loan: Loan, asOf: Day): Result<SettlementQuote, LoanRefusal> {
  const core = coreOn(loan, asOf)
  if (core.disbursedOn === undefined) return refuse({ code: 'loan.not_disbursed' })
  if (core.settledOn !== undefined) return refuse({ code: 'loan.settled', settledOn: core.settledOn })
  if (isEnded(core)) return refuse({ code: 'loan.charged_off' })
  const epoch = epochOf(asOf)
  const ended = endForSettlement(loan.terms, core, epoch)
  if (ended.futureFen > 0n && !loan.terms.prepayment.isAllowed) return refuse({ code: 'loan.prepayment_not_allowed' })

  const left = ended.core.rows.slice(ended.core.firstOpen).filter((row) => row.settledOn === undefined)
  const open = (part: 'principal' | 'interest' | 'fee' | 'penalty') =>
    left.reduce((sum, row) => sum + openPart(row, part, epoch, core.penalty), 0n)
  const parts = {
    principalFen: open('principal'),
    interestFen: open('interest'),
    feeFen: open('fee'),
    penaltyFen: open('penalty'),
    prepaymentFeeFen: mulDiv(ended.futureFen, prepaymentFeePpm(loan.terms, core, epoch), PPM, 'half-even'),
  }
  const { heldFen } = core
  return ok({ asOf, ...parts, heldFen, totalFen: maxFen(0n, sumFen(Object.values(parts)) - heldFen) })
}
