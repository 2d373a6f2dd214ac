import type { Day } from '@puhui/calendar'
import type { LenderKind } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import type { ProductTerms, RepaymentMethod } from '@puhui/product'
import type { SetParameter } from '../parameters.ts'

/** What is asked: these numbers from this day, over the offers of this window. */
export interface Scenario {
  readonly numbers: readonly SetParameter[]
  readonly effectiveOn: Day
  readonly oldContracts: 'kept' | 'repriced'
  readonly from: Day
  readonly to: Day
}

export type Measure = 'lowerRate' | 'shortenTerm' | 'lowerAmount' | 'combined' | 'withdraw'
export const MEASURES: readonly Measure[] = ['lowerRate', 'shortenTerm', 'lowerAmount', 'combined', 'withdraw']
export type Breach = 'cost' | 'term' | 'balance' | 'burden'
export type Dimension = 'product' | 'region' | 'grade' | 'age' | 'channel'

/** One offer that was made in the window, as plain data. */
export interface OfferRow {
  readonly id: string
  readonly month: string
  readonly versionId: string
  readonly product: string
  readonly region: string
  readonly grade: string
  readonly age: string
  readonly channel: string
  readonly amountFen: bigint
  readonly ratePpm: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
  /** What the borrower owed the lender already. */
  readonly owedFen: bigint
  readonly incomeFen: bigint | null
  /** What the borrower pays others each month. */
  readonly otherDueFen: bigint
}

/** One contract of the live book. */
export interface LoanRow {
  readonly id: string
  readonly product: string
  readonly region: string
  readonly grade: string
  readonly channel: string
  readonly outstandingFen: bigint
  readonly ratePpm: bigint
  readonly costPpm: bigint
  readonly monthsLeft: number
}

export interface VersionTerms {
  readonly id: string
  readonly code: string
  readonly name: Localized
  readonly version: number
  readonly terms: ProductTerms
  /** On sale on the day; the others are only there because offers were made under them. */
  readonly isOnSale: boolean
}

/** What stands still while the rows go by. */
export interface Frame {
  readonly kind: LenderKind
  readonly asOf: Day
  readonly scenario: Scenario
  /** The numbers in force on the day without the change. */
  readonly numbersBefore: readonly SetParameter[]
  readonly versions: readonly VersionTerms[]
}
