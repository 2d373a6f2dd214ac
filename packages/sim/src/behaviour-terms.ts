import type { Day } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import type { RepaymentMethod } from '@puhui/product'
import type { Channel, Need } from './person.ts'

/** What a person wants; the caller maps `productKind` to its own products. */
export type ProductKind = 'cash-instalment' | 'scene-instalment' | 'rural-seasonal'

export interface ApplicationIntent {
  /** `S-000123/1`: the person and the count of their applications. */
  readonly key: string
  readonly personId: string
  readonly personIndex: number
  readonly appliedOn: Day
  /** Minutes after midnight, local time. */
  readonly minuteOfDay: number
  readonly channel: Channel
  readonly need: Need
  readonly productKind: ProductKind
  readonly amountFen: Fen
  readonly termMonths: number
  readonly method: RepaymentMethod
}

export interface Offer {
  readonly key: string
  readonly requestedFen: Fen
  readonly offeredFen: Fen
  readonly termMonths: number
  readonly annualRatePpm: RatePpm
  readonly instalmentFen: Fen
  readonly on: Day
}

/** One instalment of one loan as the borrower sees it. `key` names the loan. */
export interface DueInstalment {
  readonly key: string
  readonly instalment: number
  readonly dueOn: Day
  readonly amountDueFen: Fen
  /** Instalments of this loan that are past due already. */
  readonly pastDueCount: number
}

/** What a borrower does about an instalment that direct debit did not collect. */
export type LateConduct = { readonly kind: 'pays'; readonly afterDays: number } | { readonly kind: 'stops' }

export type EarlyConduct =
  | { readonly kind: 'none' }
  | { readonly kind: 'prepay'; readonly on: Day; readonly amountFen: Fen }
  | { readonly kind: 'settle'; readonly on: Day }
