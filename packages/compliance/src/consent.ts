import { addDays, type Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { ALLOW, refuseBy, type Verdict } from './verdict.ts'

export type PurposeId =
  | 'loan-application'
  | 'bureau-query'
  | 'bureau-report'
  | 'identity-biometric'
  | 'bank-account'
  | 'income-verification'
  | 'device-check'
  | 'share-esign'
  | 'share-guarantor'
  | 'share-partner'
  | 'marketing'
  | 'device-habits'

/** What a person must be told before agreeing (个保法 arts. 17 and 23): who, how to reach them, why, how, what. */
export interface ConsentNotice {
  readonly recipient: Localized
  readonly contact: Localized
  readonly purpose: Localized
  readonly method: Localized
  readonly categories: readonly Localized[]
}

/** `separate` asks for one thing alone (单独同意); `bundled` may stand in the general agreement. */
export type ConsentKind = 'separate' | 'bundled'

/** One purpose as it is asked today. A change of purpose, method or categories raises `version`. */
export interface ConsentPurpose {
  readonly id: PurposeId
  readonly version: number
  readonly title: Localized
  readonly text: Localized
  /** Without it this loan cannot be made. What is not necessary may be denied without losing the loan. */
  readonly isNecessary: boolean
  readonly kind: ConsentKind
  readonly notice: ConsentNotice
}

/** One answer of a person, appended and never changed; a withdrawal is a new record. */
export interface ConsentRecord {
  readonly purpose: PurposeId
  readonly version: number
  readonly kind: ConsentKind
  readonly answer: 'granted' | 'denied' | 'withdrawn'
  readonly answeredOn: Day
}

export type ConsentCode =
  | 'compliance.consent_missing'
  | 'compliance.consent_denied'
  | 'compliance.consent_withdrawn'
  | 'compliance.consent_version_old'
  | 'compliance.separate_consent_missing'

/**
 * Whether data may be processed for a purpose on a day.
 *
 * @param consents the person's records in the order in which they were given
 * @param purpose the purpose as the lender states it today
 * @refuses compliance.consent_missing, compliance.consent_denied, compliance.consent_withdrawn, compliance.consent_version_old,
 *   compliance.separate_consent_missing, checked in this order
 * @source 个人信息保护法 arts. 13–15, 23, 29 (in force 2021-11-01); SPEC P1–P5
 */
export function mayProcess(consents: readonly ConsentRecord[], purpose: ConsentPurpose, on: Day): Verdict<ConsentCode> {
  const last = lastAnswer(consents, purpose.id, on)
  const facts = { purpose: purpose.id, version: purpose.version }
  if (!last) return refuseBy('compliance.consent_missing', facts)
  if (last.answer === 'denied') return refuseBy('compliance.consent_denied', facts)
  if (last.answer === 'withdrawn') return refuseBy('compliance.consent_withdrawn', facts)
  if (last.version !== purpose.version) {
    return refuseBy('compliance.consent_version_old', { ...facts, versionGranted: last.version })
  }
  if (purpose.kind === 'separate' && last.kind !== 'separate') {
    return refuseBy('compliance.separate_consent_missing', facts)
  }
  return ALLOW
}

export type AskCode = 'compliance.consent_already_given' | 'compliance.consent_asked_too_soon'

/**
 * Whether a person may be asked (again) for a purpose on a day.
 *
 * A person who said no or withdrew is left alone for `cooldownDays`; a new version may be asked at once
 * of those who had agreed, because processing has stopped until they answer.
 *
 * @refuses compliance.consent_already_given, compliance.consent_asked_too_soon
 * @source 网络数据安全管理条例 art. 22; the number of days is our own; SPEC P6
 */
export function mayAsk(
  consents: readonly ConsentRecord[],
  purpose: ConsentPurpose,
  on: Day,
  cooldownDays: number,
): Verdict<AskCode> {
  const last = lastAnswer(consents, purpose.id, on)
  if (!last) return ALLOW
  if (last.answer === 'granted') {
    const stands = last.version === purpose.version && (purpose.kind === 'bundled' || last.kind === 'separate')
    return stands ? refuseBy('compliance.consent_already_given', { purpose: purpose.id }) : ALLOW
  }
  const askableOn = addDays(last.answeredOn, cooldownDays)
  return on >= askableOn ? ALLOW : refuseBy('compliance.consent_asked_too_soon', { purpose: purpose.id, askableOn })
}

/** A withdrawal of what stands: the record to append. What was done before stays lawful (个保法 art. 15). */
export function withdrawal(purpose: ConsentPurpose, on: Day): ConsentRecord {
  return { purpose: purpose.id, version: purpose.version, kind: purpose.kind, answer: 'withdrawn', answeredOn: on }
}

/** Whether a loan goes on when the person denies a purpose: `loanFlowAfterDenial(marketing) // 'continue'`. */
export function loanFlowAfterDenial(purpose: Pick<ConsentPurpose, 'isNecessary'>): 'continue' | 'stop' {
  return purpose.isNecessary ? 'stop' : 'continue'
}

/** The last answer for a purpose up to and including a day. */
export function lastAnswer(consents: readonly ConsentRecord[], purpose: PurposeId, on: Day): ConsentRecord | undefined {
  return consents.findLast((consent) => consent.purpose === purpose && consent.answeredOn <= on)
}
