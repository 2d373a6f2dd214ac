import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface CollectedField {
  /** A name as this platform calls it, e.g. `religion`, `income`. */
  readonly field: string
  /** Written consent, given after being told what may come of it. */
  readonly hasWrittenConsent?: boolean
}

/** CN-CRED-007: what is never collected to judge credit, and what only with informed written consent. */
export const bureauFields = defineRule({
  id: 'CN-CRED-007',
  title: { zh: '征信禁止采集的信息', en: 'What is never collected to judge credit' },
  text: {
    zh: '不得采集个人的宗教信仰、基因、指纹、血型、疾病和病史信息；收入、存款、有价证券、商业保险、不动产和纳税数额信息，须明确告知不利后果并取得书面同意后方可采集。本平台的模型与策略同样不用前一类信息。',
    en: 'Never religion, genes, fingerprints, blood type, disease and medical history; income, deposits, securities, insurance, real estate and tax amounts only with written consent after the consequences were told. Models and policies here use none of the first.',
  },
  instrument: { zh: '征信业管理条例第十四条', en: 'Credit Reporting Regulation, art. 14' },
  sources: ['credit-reporting-regulation'],
  effectiveFrom: '2013-03-15' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['data.collect'],
  parameters: {
    forbidden: {
      value: ['religion', 'genes', 'fingerprint', 'bloodType', 'disease', 'medicalHistory'] as readonly string[],
      bound: 'free',
      provenance: 'sourced',
    },
    needsWrittenConsent: {
      value: [
        'income',
        'deposits',
        'securities',
        'commercialInsurance',
        'realEstate',
        'taxAmount',
      ] as readonly string[],
      bound: 'free',
      provenance: 'sourced',
    },
  },
  codes: ['compliance.field_forbidden', 'compliance.field_without_consent'],
  check: ({ field, hasWrittenConsent = false }: CollectedField, { forbidden, needsWrittenConsent }) => {
    if (forbidden.includes(field)) return refuseBy('compliance.field_forbidden', { field })
    return needsWrittenConsent.includes(field) && !hasWrittenConsent
      ? refuseBy('compliance.field_without_consent', { field })
      : ALLOW
  },
})
