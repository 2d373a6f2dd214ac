import type { ContactRequest, ContactSituation } from './request.ts'
import type { ContactRules } from './rules.ts'

/** Why a message is not sent; each is kept and counted, "people protected today". */
export type ContactRefusal =
  | 'contact.suppressed'
  | 'contact.minor'
  | 'contact.student'
  | 'contact.in_arrears'
  | 'contact.declined_lately'
  | 'contact.over_borrowing'
  | 'contact.high_risk'
  | 'contact.amount_unsuitable'
  | 'contact.held_out'
  | 'contact.no_consent'
  | 'contact.not_personal'
  | 'contact.channel_closed'
  | 'contact.too_often'
  | 'contact.quiet_hours'

/** The stage of an audience waterfall at which the check stands. */
export type ContactStage = 'suitability' | 'holdout' | 'consent' | 'reachable' | 'frequency' | 'hours'

export interface ContactCheck {
  readonly refusal: ContactRefusal
  readonly stage: ContactStage
  /** Asked of credit offers only; information may go to people who should not borrow. */
  readonly isForOffersOnly: boolean
  readonly refuses: (request: ContactRequest, situation: ContactSituation, rules: ContactRules) => boolean
}

const forOffers = (refusal: ContactRefusal, refuses: ContactCheck['refuses']): ContactCheck => ({
  refusal,
  stage: 'suitability',
  isForOffersOnly: true,
  refuses,
})

const forAll = (refusal: ContactRefusal, stage: ContactStage, refuses: ContactCheck['refuses']): ContactCheck => ({
  refusal,
  stage,
  isForOffersOnly: false,
  refuses,
})

/**
 * All checks in their order: first what protects the person, then the experiment, then what the person allowed, then
 * how often and when. What could not be found out refuses.
 */
export const CONTACT_CHECKS: readonly ContactCheck[] = [
  forAll('contact.suppressed', 'suitability', (_, { isSuppressed }) => isSuppressed !== false),
  forAll('contact.minor', 'suitability', (_, { ageYears }, rules) => ageYears === null || ageYears < rules.minAgeYears),
  forOffers('contact.student', (_, { isStudent }) => isStudent !== false),
  forOffers('contact.in_arrears', (_, { daysPastDue, isInHardship }) => daysPastDue !== 0 || isInHardship !== false),
  forOffers('contact.declined_lately', (_, { daysSinceDecline }, rules) =>
    daysSinceDecline === 'none' ? false : daysSinceDecline === null || daysSinceDecline < rules.coolingDays,
  ),
  forOffers('contact.over_borrowing', (_, situation, rules) => isOverBorrowed(situation, rules)),
  forOffers('contact.high_risk', (_, { isHighRisk }) => isHighRisk !== false),
  forOffers('contact.amount_unsuitable', ({ offeredFen }, { monthlyIncomeFen }, rules) =>
    offeredFen === null
      ? false
      : typeof monthlyIncomeFen !== 'bigint' || offeredFen > monthlyIncomeFen * rules.incomeMonthsMax,
  ),
  forAll('contact.held_out', 'holdout', ({ arm }) => arm !== 'treated'),
  forAll('contact.no_consent', 'consent', (_, { hasMarketingConsent }) => hasMarketingConsent !== true),
  forAll('contact.not_personal', 'consent', ({ isPersonalised }, { allowsPersonalisation }) =>
    isPersonalised ? allowsPersonalisation !== true : false,
  ),
  forAll('contact.channel_closed', 'reachable', (_, { isChannelOpen }) => isChannelOpen !== true),
  forAll('contact.too_often', 'frequency', (_, { contactDaysAgo }, rules) =>
    contactDaysAgo === null
      ? true
      : rules.caps.some(({ days, messages }) => contactDaysAgo.filter((ago) => ago < days).length >= messages),
  ),
  forAll('contact.quiet_hours', 'hours', ({ localMinutes }, _, rules) => isQuiet(localMinutes, rules.quiet)),
]

function isOverBorrowed({ debtSharePpm, creditInquiries }: ContactSituation, rules: ContactRules): boolean {
  const isShareHigh = typeof debtSharePpm !== 'bigint' || debtSharePpm > rules.debtShareMaxPpm
  const isAskedOften =
    creditInquiries === null || (creditInquiries !== 'none' && creditInquiries > rules.creditInquiriesMax)
  return isShareHigh || isAskedOften
}

/** Whether no marketing goes out at these minutes since midnight: `isQuiet(1_300, { from: 1_260, to: 480 }) // true`. */
export function isQuiet(minutes: number, { from, to }: ContactRules['quiet']): boolean {
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to
}
