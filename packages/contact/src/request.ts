/** How a message reaches a person. A branch task is a call or a visit by staff, from a paper list. */
export type ContactChannel = 'sms' | 'email' | 'branch'

/** A `credit-offer` invites to borrow; `information` does not and carries no amount. */
export type ContactKind = 'credit-offer' | 'information'

/** One message that somebody wants to send to one customer, now. */
export interface ContactRequest {
  readonly kind: ContactKind
  readonly channel: ContactChannel
  /** Largest amount that the message speaks of, fen; null when it names none. */
  readonly offeredFen: bigint | null
  /** The campaign chose this person by their profile. */
  readonly isPersonalised: boolean
  /** The arm into which the person was drawn. */
  readonly arm: 'treated' | 'holdout'
  /** Minutes since midnight where the person is. */
  readonly localMinutes: number
}

/**
 * What is known of the customer at the moment of sending. `null` is "could not be found out" and never passes;
 * `'none'` is "asked, and there is nothing".
 */
export interface ContactSituation {
  /** Deceased, complaint open, legal matter or on the black list. */
  readonly isSuppressed: boolean | null
  readonly ageYears: number | null
  readonly isStudent: boolean | null
  /** Days past due of the worst loan. */
  readonly daysPastDue: number | null
  readonly isInHardship: boolean | null
  readonly daysSinceDecline: number | 'none' | null
  /** All instalments due a month ÷ income, millionths; `'none'` when the person never told an income. */
  readonly debtSharePpm: bigint | 'none' | null
  /** By lenders, in the last twelve months. */
  readonly creditInquiries: number | 'none' | null
  readonly monthlyIncomeFen: bigint | 'none' | null
  /** Whether the last assessment put the person into an excluded risk grade. */
  readonly isHighRisk: boolean | null
  readonly hasMarketingConsent: boolean | null
  /** The person lets the lender choose messages by their profile. */
  readonly allowsPersonalisation: boolean | null
  /** There is an address on this channel and the person has not closed it. */
  readonly isChannelOpen: boolean | null
  /** Marketing messages of the last days, all channels, newest or oldest first; days ago, 0 is today. */
  readonly contactDaysAgo: readonly number[] | null
}
