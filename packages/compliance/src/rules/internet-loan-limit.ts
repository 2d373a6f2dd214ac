import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface InternetLoan {
  /** All unsecured consumer lines of the customer with this lender, the new one included. */
  readonly consumerLinesFen?: Fen
  readonly repayment?: 'bullet' | 'instalments'
  readonly termMonths?: number
}

/** CN-ORIG-001: a bank lends a consumer at most ¥200,000 online, and in one bullet for at most a year. */
export const internetLoanLimit = defineRule({
  id: 'CN-ORIG-001',
  title: { zh: '互联网消费贷款单户20万元', en: 'Online consumer line of at most ¥200,000' },
  text: {
    zh: '商业银行单户用于消费的互联网信用贷款授信不超过20万元；到期一次性还本的，期限不超过一年。2025年3月起部分银行可阶段性提高至30万元。',
    en: 'A bank grants one customer at most ¥200,000 of unsecured online credit for consumption; repaid in one bullet, for at most a year. Since March 2025 selected banks may go to ¥300,000 for a time.',
  },
  instrument: {
    zh: '商业银行互联网贷款管理暂行办法（银保监会令2020年第9号）',
    en: 'Interim Measures on Internet Loans of Commercial Banks (CBIRC Order 2020 No. 9)',
  },
  sources: ['internet-loans-2020', 'consumption-notice-2025'],
  effectiveFrom: '2020-07-12' as Day,
  effectiveTo: null,
  lenderKinds: ['bank'],
  events: ['creditLine.approve', 'loan.apply'],
  parameters: {
    maxConsumerLineFen: { value: 20_000_000n, bound: 'max', provenance: 'sourced', unit: 'fen' },
    bulletMaxMonths: { value: 12, bound: 'max', provenance: 'from-knowledge-verify', unit: 'months' },
    temporaryMaxFen: { value: 30_000_000n, bound: 'max', provenance: 'sourced', unit: 'fen' },
    isTemporaryRaiseGranted: {
      value: false,
      bound: 'free',
      provenance: 'design-default',
      note: { zh: '仅限获准的银行', en: 'only for a bank to which it was granted' },
    },
  },
  codes: ['compliance.internet_loan_above_limit', 'compliance.bullet_too_long'],
  check: (input: InternetLoan, values) => {
    const limitFen = values.isTemporaryRaiseGranted ? values.temporaryMaxFen : values.maxConsumerLineFen
    const { consumerLinesFen = 0n, repayment, termMonths = 0 } = input
    if (consumerLinesFen > limitFen) {
      return refuseBy('compliance.internet_loan_above_limit', { consumerLinesFen, limitFen })
    }
    if (repayment === 'bullet' && termMonths > values.bulletMaxMonths) {
      return refuseBy('compliance.bullet_too_long', { termMonths, months: values.bulletMaxMonths })
    }
    return ALLOW
  },
})
