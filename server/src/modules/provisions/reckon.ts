import { addDays, type Day } from '@puhui/calendar'
import { PROVISION_TABLES, policyProvision, RISK_CATEGORIES, type RiskCategory } from '@puhui/compliance'
import { type AccountCode, expectedLoss, type Line, type Stage, stageOf } from '@puhui/ledger'
import { booksOn, knownOn, type Loan, stateOn } from '@puhui/loan'
import { type Fen, maxFen } from '@puhui/money'
import { categoryBy, worseOf } from './classify.ts'
import { eclTableOf, type TableInForce } from './table.ts'

/** What one loan needs at a month-end, with everything it follows from. */
export interface LoanProvision {
  readonly loanId: string
  readonly productCode: string
  readonly category: RiskCategory
  readonly dpd: number
  readonly stage: Stage
  readonly principalFen: Fen
  readonly exposureFen: Fen
  readonly defaultPpm: bigint
  readonly lossPpm: bigint
  readonly eclFen: Fen
  readonly policyFen: Fen
  readonly allowanceFen: Fen
}

const EXPOSED: readonly AccountCode[] = ['1303', '1132', '1133', '1122', '2241']

/** Reckons loans by one table. What is worked out once for the table is kept. */
export function reckoner(inForce: TableInForce) {
  const { terms } = inForce
  const table = eclTableOf(terms)
  const shares = PROVISION_TABLES[terms.policy]

  /**
   * @param recorded the category that the history gives for the month-end
   * @returns undefined for a loan with nothing in the books at the close of the day
   */
  return (loan: Loan, monthEnd: Day, recorded: RiskCategory = 'normal'): LoanProvision | undefined => {
    const known = knownOn(loan, monthEnd)
    const state = stateOn(known, monthEnd)
    if (state.status !== 'active' && state.status !== 'overdue') return undefined
    const lines = booksOn(known, addDays(monthEnd, 1))
    const exposureFen = exposureOf(lines)
    if (exposureFen === 0n) return undefined
    const category = worseOf(recorded, categoryBy(inForce, { dpd: state.dpd }).category)
    const isImpaired = RISK_CATEGORIES.indexOf(category) >= 2
    const stage = stageOf({ dpd: state.dpd, isImpaired, hasRiskGrown: isRiskier(recorded, state.dpd) }, table)
    const { defaultPpm, lossGivenDefaultPpm, eclFen } = expectedLoss({ exposureFen, dpd: state.dpd, stage }, table)
    const policyFen = policyProvision(exposureFen, category, shares)
    return {
      loanId: loan.terms.loanId,
      productCode: loan.terms.productCode,
      category,
      dpd: state.dpd,
      stage,
      principalFen: fenOf(lines, '1303'),
      exposureFen,
      defaultPpm,
      lossPpm: lossGivenDefaultPpm,
      eclFen,
      policyFen,
      allowanceFen: maxFen(eclFen, policyFen),
    }
  }
}

/** Called 关注 for another reason than its days: a person, a restructuring, a cure that is not over. */
function isRiskier(recorded: RiskCategory, dpd: number): boolean {
  return recorded === 'specialMention' && dpd === 0
}

/** What would be lost if nothing more were paid: what stands in the books, less what is held for the borrower. */
function exposureOf(lines: readonly Line[]): Fen {
  return maxFen(
    0n,
    EXPOSED.reduce((sum, account) => sum + fenOf(lines, account), 0n),
  )
}

function fenOf(lines: readonly Line[], account: AccountCode): Fen {
  return lines.find((line) => line.account === account)?.amountFen ?? 0n
}
