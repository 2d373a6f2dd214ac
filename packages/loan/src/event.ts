import type { Day } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import type { PrepaymentMode } from '@puhui/product'

/** Something that happened to a loan. Events are only ever added. */
export interface EventBase {
  readonly id: string
  /** Order of recording within the loan, from 1. */
  readonly seq: number
  /** The day from which it has effect: the day the money arrived. */
  readonly valueOn: Day
  /** The business day on which it was recorded. */
  readonly bookedOn: Day
}

export type Disbursed = EventBase & { readonly kind: 'disbursed'; readonly amountFen: Fen; readonly channel: string }
export type Repaid = EventBase & { readonly kind: 'repaid'; readonly amountFen: Fen; readonly channel: string }
export type Prepaid = EventBase & {
  readonly kind: 'prepaid'
  readonly amountFen: Fen
  readonly mode: 'full' | PrepaymentMode
  readonly channel: string
}
export type Waived = EventBase & {
  readonly kind: 'waived'
  readonly part: 'penalty' | 'fee' | 'interest'
  readonly amountFen: Fen
  /** Of this charge alone, due or not. */
  readonly chargeId?: string
  readonly reason: string
}
export type Reversed = EventBase & { readonly kind: 'reversed'; readonly eventId: string; readonly reason: string }
export type ChargedOff = EventBase & {
  readonly kind: 'chargedOff'
  /** The claim is given up with it 免除债务: nothing is asked for any more. */
  readonly isForgiven?: boolean
  readonly reason: string
}
export type Recovered = EventBase & { readonly kind: 'recovered'; readonly amountFen: Fen; readonly channel: string }

/** New terms for what is left 展期/重组. */
export interface NewTerms {
  /** How many monthly instalments the rest is spread over. */
  readonly instalments: number
  readonly annualRatePpm: RatePpm
  /** How many of them ask for interest only. */
  readonly graceInstalments: number
  /** What is past due stays past due, or moves into the new instalments without interest on interest. */
  readonly arrears: 'kept' | 'carried'
}

/**
 * All that is open laid out anew from a first due day 重新排期, for a loan whose interest follows what is owed. Interest runs
 * on, or is laid in equal parts with the rest: what has run by the day, or what would have run by the end of the term.
 */
export interface ReAge {
  readonly firstDueOn: Day
  readonly unit: 'day' | 'week' | 'month'
  readonly every: number
  readonly interest?: 'equal-to-day' | 'equal-to-term'
  /** Interest laid in equal parts is income anew as the new instalments run; else what had been earned stays so. */
  readonly isEarnedAnew?: boolean
  /** New instalments are in the multiples of the contract, as those of signing are. */
  readonly isInMultiples?: boolean
  /** A settlement owes all interest laid in equal parts, also that of days to come: not for loans under CN-RATE-010. */
  readonly isOwedWhole?: boolean
}

/**
 * What is past due spread over the instalments to come 重新摊还, whose days and number stay, for a loan whose interest follows
 * what is owed: its interest goes to the next instalments, or in equal parts to all of them.
 */
export interface ReAmortise {
  readonly interest: 'next' | 'equal-parts'
  /** Fen of interest that equal parts leave over are let off 尾差让利; else the last instalment asks for them. */
  readonly letsOffRemainder?: boolean
  /** Interest in equal parts is income anew as the instalments run; else what had been earned stays so. */
  readonly isEarnedAnew?: boolean
  /** Without interest, the share that each instalment asks for more is in the multiples of the contract. */
  readonly isInMultiples?: boolean
}

export type Rescheduled = EventBase &
  NewTerms & {
    readonly kind: 'rescheduled'
    readonly reAge?: ReAge
    readonly reAmortise?: ReAmortise
    /** All of it falls due on the day 宣布提前到期, with interest up to it. */
    readonly isAllDue?: boolean
    readonly reason: string
  }

/** What a credit of the lender gives up, where it is taken out of income, earned or not, instead of borne as an expense. */
export type GivenUp =
  | 'interest-payment-waiver'
  | 'interest-refund'
  | 'charge-adjustment'
  | 'capitalised-income-adjustment'

/** The lender credits the borrower out of its own pocket 客户补偿. */
export type GoodwillCredited = EventBase & {
  readonly kind: 'goodwillCredited'
  readonly amountFen: Fen
  /**
   * Interest that is let off 利息减免 or given back 退还利息, a charge that is lowered 费用调减, or a fee that joined the
   * principal: taken in the order of its kind.
   */
  readonly givesUp?: GivenUp
  readonly reason: string
}
/** A merchant gives money back for what was bought with the loan 商户退款. */
export type Refunded = EventBase & {
  readonly kind: 'refunded'
  readonly amountFen: Fen
  /** Money that was paid out comes back 放款退回, and no merchant's: it is taken in the order of its own kind. */
  readonly isOfPayout?: boolean
  /** Whether the interest that the refunded part has borne is given back too. */
  readonly withInterest: boolean
  readonly channel: string
  readonly reason: string
}
/** A bank takes a payment back after it was booked 银行追回. */
export type ChargedBack = EventBase & {
  readonly kind: 'chargedBack'
  readonly eventId: string
  readonly amountFen: Fen
  /** Whether the fee of the contract for a failed debit is charged. */
  readonly chargesFee: boolean
  readonly reason: string
}
/** Agreed or known on the value day for a coming day, from which it holds 约定未来生效; without it, from the value day. */
interface HoldsFrom {
  readonly from?: Day
}

/** A floating rate follows its benchmark 重定价. */
export type Repriced = EventBase &
  HoldsFrom & {
    readonly kind: 'repriced'
    readonly annualRatePpm: RatePpm
    readonly benchmark: 'LPR1Y' | 'LPR5Y'
    readonly benchmarkPpm: RatePpm
    readonly publishedOn: Day
  }

/** A fee of the tariff, for something that has happened: costs advanced, a certificate 按事件收费. */
export type Charged = EventBase & {
  readonly kind: 'charged'
  readonly feeCode: string
  readonly amountFen: Fen
  /** With the instalment that is due and open, or with the next one; or it joins the principal. */
  readonly due: 'now' | 'next' | 'principal'
  /** A day of its own: the charge stands in the instalment in which the day lies, or behind the last one. */
  readonly dueOn?: Day
  /** A fixed penalty 违约金 instead of a fee. */
  readonly isPenalty?: boolean
  readonly reason: string
}
/** The borrower's day of the month changes 调整还款日. */
export type DueDayMoved = EventBase & {
  readonly kind: 'dueDayMoved'
  readonly dayOfMonth: number
  readonly reason: string
}
/** The instalment that runs, and those after it, fall due later 展期. */
export type Extended = EventBase &
  HoldsFrom & {
    readonly kind: 'extended'
    /** Days or months by which they are put off; or instalments that are added behind the last one. */
    readonly unit: 'day' | 'month' | 'instalment'
    readonly count: number
    /** Those after it follow at the distances of the contract from its new day; else each is put off by as much. */
    readonly spacing?: 'from-new-day'
    /** The first of as many instalments as are added ask for interest only 只还利息, and the others come so many later. */
    readonly principal?: 'put-off'
    readonly reason: string
  }
/** From the value day up to a day, that day not included, nothing bears interest 停息. */
export type InterestPaused = EventBase &
  HoldsFrom & {
    readonly kind: 'interestPaused'
    readonly until: Day
    readonly reason: string
  }

/** Money held for the borrower is paid back 退还预收款. */
export type HeldReturned = EventBase & {
  readonly kind: 'heldReturned'
  readonly amountFen: Fen
  readonly channel: string
  readonly reason: string
}

export type LoanEvent =
  | Disbursed
  | Repaid
  | Prepaid
  | Waived
  | Reversed
  | ChargedOff
  | Recovered
  | Rescheduled
  | GoodwillCredited
  | Refunded
  | ChargedBack
  | Repriced
  | Charged
  | DueDayMoved
  | Extended
  | InterestPaused
  | HeldReturned
export type LoanEventKind = LoanEvent['kind']
