import type { Day } from '@puhui/calendar'
import { LENDER_KINDS, type LenderKind } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export type StudentLending =
  | {
      readonly act: 'apply'
      readonly lenderKind: LenderKind
      readonly isStudent: boolean
      readonly hasSecondSource?: boolean
      readonly hasGuardianConsent?: boolean
    }
  | { readonly act: 'target'; readonly segments: readonly string[] }

/** CN-ORIG-007: who may lend to university students, and that nobody advertises to them. */
export const studentLoans = defineRule({
  id: 'CN-ORIG-007',
  title: { zh: '大学生互联网消费贷款限制', en: 'Loans to university students' },
  text: {
    zh: '小额贷款公司不得向大学生发放互联网消费贷款；银行业金融机构须落实第二还款来源，并取得父母或监护人同意的书面材料；任何机构不得以大学校园、大学生为潜在客户定向营销，也不得接受向其引流。',
    en: 'A microloan company lends students nothing; a bank confirms a second source of repayment and holds the written agreement of a parent or guardian; nobody targets students or campuses, nor takes referrals of them.',
  },
  instrument: { zh: '银保监办发〔2021〕28号', en: 'CBIRC General Office 2021 No. 28' },
  sources: ['student-loans-2021'],
  effectiveFrom: '2021-02-24' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['marketing.target', 'loan.apply'],
  parameters: {
    mayLend: { value: ['bank', 'consumer_finance_company'] as readonly string[], bound: 'fixed', provenance: 'mixed' },
    segmentWords: {
      value: ['university', 'college', 'campus', 'student', '大学', '高校', '校园', '学生'] as readonly string[],
      bound: 'free',
      provenance: 'design-default',
    },
  },
  codes: ['compliance.student_loan', 'compliance.student_without_second_source', 'compliance.student_targeted'],
  check: (input: StudentLending, { mayLend, segmentWords }) => {
    if (input.act === 'target') {
      const word = segmentWords.find((each) => input.segments.some((name) => name.toLowerCase().includes(each)))
      return word === undefined ? ALLOW : refuseBy('compliance.student_targeted', { word })
    }
    if (!input.isStudent) return ALLOW
    if (!mayLend.includes(input.lenderKind)) return refuseBy('compliance.student_loan')
    return input.hasSecondSource === true && input.hasGuardianConsent === true
      ? ALLOW
      : refuseBy('compliance.student_without_second_source')
  },
})
