import { NON_PERFORMING, RISK_CATEGORIES, type RiskCategory } from '@puhui/compliance'
import { type RollForwardRow, rollForward, type Stage } from '@puhui/ledger'
import { type Fen, sumFen } from '@puhui/money'
import type { LoanProvision } from './reckon.ts'

/** What is kept of a loan of the run before. */
export type Earlier = Pick<LoanProvision, 'loanId' | 'category' | 'stage' | 'exposureFen' | 'allowanceFen'>

export interface Moved {
  readonly from: string
  readonly to: string
  readonly loans: number
  readonly exposureFen: Fen
}

/** The sums of a run; written down with it. */
export interface RunFigures {
  readonly byStage: readonly { stage: Stage; loans: number; exposureFen: Fen; eclFen: Fen; allowanceFen: Fen }[]
  readonly byCategory: readonly {
    category: RiskCategory
    loans: number
    exposureFen: Fen
    policyFen: Fen
    allowanceFen: Fen
  }[]
  readonly byProduct: readonly { productCode: string; loans: number; allowanceFen: Fen; chargeFen: Fen }[]
  readonly rollForward: readonly RollForwardRow[]
  readonly matrix: readonly Moved[]
  readonly setAside: readonly { loanId: string; error: string }[]
}

export interface RunFacts {
  readonly loans: readonly LoanProvision[]
  readonly earlier: readonly Earlier[]
  /** By loan, what write-offs have taken since the run before. */
  readonly used: ReadonlyMap<string, Fen>
  /** By product, what the ledger holds against losses, above zero. */
  readonly held: ReadonlyMap<string, Fen>
  readonly setAside: RunFigures['setAside']
}

export function figuresOf(facts: RunFacts): RunFigures {
  const { loans, earlier, used, setAside } = facts
  return {
    byStage: ([1, 2, 3] as const).map((stage) => {
      const own = loans.filter((loan) => loan.stage === stage)
      return { stage, loans: own.length, ...sums(own, ['exposureFen', 'eclFen', 'allowanceFen']) }
    }),
    byCategory: RISK_CATEGORIES.map((category) => {
      const own = loans.filter((loan) => loan.category === category)
      return { category, loans: own.length, ...sums(own, ['exposureFen', 'policyFen', 'allowanceFen']) }
    }),
    byProduct: productsOf(facts),
    rollForward: rollForward(earlier, loans, used),
    matrix: matrixOf(facts),
    setAside,
  }
}

type Summed = 'exposureFen' | 'eclFen' | 'policyFen' | 'allowanceFen'

function sums<K extends Summed>(loans: readonly LoanProvision[], fields: readonly K[]): Record<K, Fen> {
  return Object.fromEntries(fields.map((field) => [field, sumFen(loans.map((loan) => loan[field]))])) as Record<K, Fen>
}

/** What a product needs less what is held for it: the charge of the month, or a release below zero. */
function productsOf({ loans, held }: RunFacts): RunFigures['byProduct'] {
  const codes = [...new Set([...loans.map((loan) => loan.productCode), ...held.keys()])].sort()
  return codes.map((productCode) => {
    const own = loans.filter((loan) => loan.productCode === productCode)
    const { allowanceFen } = sums(own, ['allowanceFen'])
    return { productCode, loans: own.length, allowanceFen, chargeFen: allowanceFen - (held.get(productCode) ?? 0n) }
  })
}

/** From which category to which; loans that came, were paid off or written off stand beside the categories. */
function matrixOf({ loans, earlier, used }: RunFacts): Moved[] {
  const now = new Map(loans.map((loan) => [loan.loanId, loan]))
  const then = new Map(earlier.map((loan) => [loan.loanId, loan]))
  const cells = new Map<string, Moved>()
  const count = (from: string, to: string, exposureFen: Fen) => {
    const key = `${from} ${to}`
    const cell = cells.get(key) ?? { from, to, loans: 0, exposureFen: 0n }
    cells.set(key, { from, to, loans: cell.loans + 1, exposureFen: cell.exposureFen + exposureFen })
  }
  for (const loan of earlier) {
    const after = now.get(loan.loanId)
    const to = after?.category ?? (used.has(loan.loanId) ? 'writtenOff' : 'paidOff')
    count(loan.category, to, loan.exposureFen)
  }
  for (const loan of loans) if (!then.has(loan.loanId)) count('new', loan.category, loan.exposureFen)
  return [...cells.values()]
}

/** Exposure in a bad category, by a run's sums. */
export function badOf({
  byCategory,
}: {
  readonly byCategory: readonly { readonly category: RiskCategory; readonly exposureFen: Fen | string }[]
}): Fen {
  return sumFen(
    byCategory.filter(({ category }) => NON_PERFORMING.includes(category)).map((one) => BigInt(one.exposureFen)),
  )
}
