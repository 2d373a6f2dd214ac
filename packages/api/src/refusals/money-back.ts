import type { RefusalTexts } from './entry.ts'

/** Goodwill credits, merchant refunds, chargebacks. */
export const moneyBackRefusals = {
  'loan.credit_above_owed': { status: 422, zh: '补偿不能超过所欠 {owed}', en: 'At most {owed} is owed' },
  'loan.refund_above_principal': {
    status: 422,
    zh: '退款不能超过放款本金，还可退 {left}',
    en: 'A refund is at most the principal paid out; {left} is left',
  },
  'loan.not_a_repayment': {
    status: 422,
    zh: '只有还款可以被银行追回；提前还款请冲正',
    en: 'Only a repayment can be charged back; reverse a prepayment instead',
  },
  'loan.charge_back_before_payment': {
    status: 422,
    zh: '追回日不能早于还款日 {paidOn}',
    en: 'It cannot be charged back before it was paid, on {paidOn}',
  },
  'loan.charge_back_above_payment': {
    status: 422,
    zh: '追回不能超过该笔还款，还可追回 {left}',
    en: 'At most the payment can be charged back; {left} is left',
  },
} as const satisfies RefusalTexts
