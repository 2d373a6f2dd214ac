import type { Day } from '@puhui/calendar'
import type { EventBase } from '@puhui/loan'
import type { Fen } from '@puhui/money'
import type { MoneyKind } from '@puhui/product'
import type { Decimal } from './decimal.ts'
import type { FrequencyUnit } from './life-terms.ts'

export type ChargeTiming = 'due-date' | 'each-instalment' | 'disbursement'
export type ChargeBase = 'flat' | 'amount' | 'interest' | 'amount-and-interest' | 'disbursed'

/** A fee or a penalty put on a loan. */
export interface ChargeSpec {
  readonly chargeId: string
  readonly isPenalty: boolean
  readonly timing: ChargeTiming
  readonly base: ChargeBase
  /** Of a flat charge. */
  readonly amountFen: Fen
  /** Of a charge that is a share of its base. */
  readonly percent: Decimal
  readonly dueOn: Day | undefined
}

/** How interest is treated when instalments are laid out anew. */
export type InterestHandling = 'recalculated' | 'equal-payable' | 'equal-full'
export type ReAmortiseHandling = 'recalculated' | 'equal-split'

type Kind<K extends string, Facts = object> = EventBase & { readonly kind: K } & Facts
type Amount = { readonly amountFen: Fen }

export type PaidOut = Kind<'paidOut', Amount>
/** Money or credit that reduces the debt, taken in the order of its kind. */
export type MoneyIn = Kind<'moneyIn', Amount & { readonly money: MoneyKind; readonly refundOf?: string }>
/** The bank took a payment back: the debt lives again. */
export type ChargedBack = Kind<'chargedBack', Amount & { readonly paymentId: string }>
/** Money paid back to the customer out of an overpayment. */
export type BalanceRefunded = Kind<'balanceRefunded', Amount>
export type ChargeAdded = Kind<'chargeAdded', { readonly charge: ChargeSpec }>
export type ChargeWaived = Kind<'chargeWaived', { readonly chargeId: string; readonly instalment?: number }>
export type RateChanged = Kind<'rateChanged', { readonly annualRatePercent: Decimal }>
export type InterestPaused = Kind<'interestPaused', { readonly untilOn: Day }>
export type DueDayMoved = Kind<'dueDayMoved', { readonly fromDueOn: Day; readonly toDueOn: Day }>
export type TermExtended = Kind<'termExtended', { readonly instalments: number }>
/** From a day on so many instalments ask for no principal, and the term grows by as many; or for no interest, which the next one bears. */
export type GraceGiven = Kind<'graceGiven', { readonly principal: number; readonly interest: number }>
export type ReAged = Kind<
  'reAged',
  {
    readonly firstDueOn: Day
    readonly instalments: number
    readonly every: number
    readonly unit: FrequencyUnit
    readonly interest: InterestHandling
  }
>
export type ReAmortised = Kind<'reAmortised', { readonly interest: ReAmortiseHandling }>
export type LifeChargedOff = Kind<'chargedOff', { readonly reason: string }>
export type WrittenOff = Kind<'writtenOff'>
export type Terminated = Kind<'terminated'>
export type IncomeCapitalised = Kind<'incomeCapitalised', Amount>
export type LifeReversed = Kind<'reversed', { readonly eventId: string }>

export type LifeEvent =
  | PaidOut
  | MoneyIn
  | ChargedBack
  | BalanceRefunded
  | ChargeAdded
  | ChargeWaived
  | RateChanged
  | InterestPaused
  | DueDayMoved
  | TermExtended
  | GraceGiven
  | ReAged
  | ReAmortised
  | LifeChargedOff
  | WrittenOff
  | Terminated
  | IncomeCapitalised
  | LifeReversed
