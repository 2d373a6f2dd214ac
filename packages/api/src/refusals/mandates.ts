import type { RefusalTexts } from './entry.ts'

/** Direct-debit mandates. */
export const mandateRefusals = {
  'mandates.none_in_force': { status: 409, zh: '没有生效中的代扣授权', en: 'No mandate is in force' },
  'mandates.loan_is_over': { status: 409, zh: '贷款已结清或核销', en: 'The loan is over' },
  'mandates.account_missing': { status: 409, zh: '尚未登记还款账户', en: 'No account is known yet' },
  'mandates.execution_not_found': { status: 404, zh: '没有这次执行', en: 'No such execution' },
} as const satisfies RefusalTexts
