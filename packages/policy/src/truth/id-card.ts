import { addMonths, ageOn, type Day } from '@puhui/calendar'

/** What an identity card says, beside the number on it. */
export interface IdCard {
  readonly bornOn: Day
  /** Two digits of the number. */
  readonly provinceCode: string
  readonly issuedOn: Day
  /** Null: long-term. */
  readonly validUntil: Day | null
}

export type IdCardSign =
  | 'regionUnknown'
  | 'issuedBeforeBirth'
  | 'issuedBeforeSecondGeneration'
  | 'issuedInFuture'
  | 'termNotOfAge'
  | 'expired'

/** Cards of the second generation have been issued since the law of 2004 came into force. */
const SECOND_GENERATION = '2004-01-01' as Day

/**
 * What on an identity card cannot be: its region, its day of issue, its term for the age at issue.
 *
 * @param isKnownProvince whether the first two digits are those of a province
 * @param on the day on which it is looked at
 * @returns nothing for a card that agrees with itself
 * @source 居民身份证法 art. 5 (5 years under 16, 10 from 16 to 25, 20 from 26 to 45, long-term from 46), SPEC P77
 * @example idCardSigns({ bornOn: '1990-03-07' as Day, provinceCode: '33', issuedOn: '2020-05-01' as Day, validUntil: '2040-05-01' as Day }, true, '2026-11-22' as Day) // []
 */
export function idCardSigns(card: IdCard, isKnownProvince: boolean, on: Day): IdCardSign[] {
  const { bornOn, issuedOn, validUntil } = card
  const signs: IdCardSign[] = []
  if (!isKnownProvince) signs.push('regionUnknown')
  if (issuedOn < bornOn) return [...signs, 'issuedBeforeBirth']
  if (issuedOn < SECOND_GENERATION) signs.push('issuedBeforeSecondGeneration')
  if (issuedOn > on) signs.push('issuedInFuture')
  if (!isTermOfAge(bornOn, issuedOn, validUntil)) signs.push('termNotOfAge')
  if (validUntil !== null && validUntil < on) signs.push('expired')
  return signs
}

function isTermOfAge(bornOn: Day, issuedOn: Day, validUntil: Day | null): boolean {
  const age = ageOn(bornOn, issuedOn)
  if (validUntil === null) return age >= 46
  const years = age < 16 ? 5 : age < 26 ? 10 : 20
  return age < 46 && validUntil === addMonths(issuedOn, years * 12)
}
