import { ageOn, type Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface AgeInput {
  /** Lend to them, or only take their data down. */
  readonly act: 'lend' | 'collect-data'
  readonly bornOn: Day
  readonly on: Day
  readonly hasGuardianConsent?: boolean
}

/** CN-ORIG-008: nobody under 18 borrows; a child's data needs the guardian. */
export const minimumAge = defineRule({
  id: 'CN-ORIG-008',
  title: { zh: '未成年人不得借贷', en: 'No loans to minors' },
  text: {
    zh: '未满18周岁不得借款；处理不满14周岁未成年人的个人信息须经监护人同意。满16周岁以自己劳动收入为生的，法律视为完全行为能力人，本平台默认仍不放款。',
    en: 'Nobody under 18 borrows; data of a child under 14 needs a guardian’s consent. One of 16 who lives by own labour is fully capable in law; by default we still do not lend.',
  },
  instrument: {
    zh: '民法典第十七至二十条、第一百四十五条；个人信息保护法第三十一条',
    en: 'Civil Code arts. 17–20, 145; PIPL art. 31',
  },
  sources: ['civil-code-general', 'pipl'],
  effectiveFrom: '2021-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['onboarding.kyc', 'loan.apply'],
  parameters: {
    minAge: { value: 18, bound: 'min', provenance: 'sourced', unit: 'years' },
    guardianConsentBelowAge: { value: 14, bound: 'min', provenance: 'sourced', unit: 'years' },
  },
  codes: ['compliance.under_age', 'compliance.guardian_consent_missing'],
  check: (input: AgeInput, { minAge, guardianConsentBelowAge }) => {
    const age = ageOn(input.bornOn, input.on)
    if (age < guardianConsentBelowAge && !input.hasGuardianConsent) {
      return refuseBy('compliance.guardian_consent_missing', { minAge: guardianConsentBelowAge })
    }
    return input.act === 'lend' && age < minAge ? refuseBy('compliance.under_age', { minAge }) : ALLOW
  },
})
