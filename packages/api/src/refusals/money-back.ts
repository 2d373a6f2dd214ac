import type { RefusalTexts } from './entry.ts'

/** Goodwill credits, merchant refunds, chargebacks. */
export const moneyBackRefusals = {
  'loan.credit_above_owed': { status: 422, zh: '补偿不能超过所欠 {owed}', en: 'At most {owed} is owed' },
  'loan.refund_above_principal': {
    status: 422,
    zh: '退款不能超过放款本金，还可退 {left}',
    en: 'A refund is at most the principal paid out; {left} is left',
  },
  'loan.return_above_held': {
    status: 422,
    zh: '预收款只有 {held}，不能多退',
    en: 'Only {held} is held; no more can be paid back',
  },
  'loan.held_paid_out': {
    status: 409,
    zh: '已退还借款人 {paidOut}，这笔操作会使这些钱从未预收；请先冲正退还',
    en: '{paidOut} has been paid back to the borrower and would never have been held; reverse that first',
  },
  'loan.no_payout_account': {
    status: 422,
    zh: '借款人没有可收款的银行账户，请先补登记',
    en: 'The borrower has no bank account on file; enter one first',
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
