import type { Localized } from '@puhui/kernel'

export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense' | 'memorandum'
export type Side = 'debit' | 'credit'

export interface Account {
  readonly code: AccountCode
  readonly name: Localized
  readonly type: AccountType
  readonly normalSide: Side
}

export type AccountCode = (typeof ACCOUNTS)[number][0]

const ACCOUNTS = [
  ['1002', '银行存款', 'Cash at bank', 'asset', 'debit'],
  ['1012', '在途资金', 'Funds in transit with payment channels', 'asset', 'debit'],
  ['1122', '应收费用', 'Fees receivable', 'asset', 'debit'],
  ['1132', '应收利息', 'Interest receivable', 'asset', 'debit'],
  ['1133', '应收罚息', 'Penalty interest receivable', 'asset', 'debit'],
  ['1221', '其他应收款', 'Other receivables', 'asset', 'debit'],
  ['1303', '贷款本金', 'Loan principal', 'asset', 'debit'],
  ['1304', '贷款损失准备', 'Allowance for loan losses', 'asset', 'credit'],
  ['2001', '借入资金', 'Borrowings', 'liability', 'credit'],
  ['2202', '应付合作方款', 'Payable to partners', 'liability', 'credit'],
  ['2205', '应付保险费', 'Insurance premiums payable', 'liability', 'credit'],
  ['2221', '应交税费', 'Taxes payable', 'liability', 'credit'],
  ['2231', '应付利息', 'Interest payable', 'liability', 'credit'],
  ['2241', '预收还款', 'Repayments held in advance', 'liability', 'credit'],
  ['2242', '待确认款项', 'Unidentified receipts', 'liability', 'credit'],
  ['2243', '应退借款人款', 'Refunds payable to borrowers', 'liability', 'credit'],
  ['2401', '递延收益', 'Deferred income', 'liability', 'credit'],
  ['2801', '预计负债', 'Provisions for commitments', 'liability', 'credit'],
  ['4001', '实收资本', 'Paid-in capital', 'equity', 'credit'],
  ['4101', '盈余公积', 'Surplus reserve', 'equity', 'credit'],
  ['4102', '一般风险准备', 'General risk reserve', 'equity', 'credit'],
  ['4104', '未分配利润', 'Retained earnings', 'equity', 'credit'],
  ['6011', '利息收入', 'Interest income', 'income', 'credit'],
  ['6012', '罚息收入', 'Penalty interest income', 'income', 'credit'],
  ['6021', '手续费收入', 'Fee income', 'income', 'credit'],
  ['6022', '提前还款违约金收入', 'Prepayment fee income', 'income', 'credit'],
  ['6051', '其他业务收入', 'Other operating income', 'income', 'credit'],
  ['6301', '已核销贷款收回', 'Recoveries of charged-off loans', 'income', 'credit'],
  ['6403', '税金及附加', 'Taxes and surcharges', 'expense', 'debit'],
  ['6411', '利息支出', 'Interest expense', 'expense', 'debit'],
  ['6421', '手续费支出', 'Fee expense', 'expense', 'debit'],
  ['6602', '业务及管理费', 'Operating expenses', 'expense', 'debit'],
  ['6702', '信用减值损失', 'Credit losses', 'expense', 'debit'],
  ['6703', '息费减免', 'Interest and fees waived', 'expense', 'debit'],
  ['6704', '客户补偿支出', 'Goodwill credits to borrowers', 'expense', 'debit'],
  ['9001', '表外应收息费', 'Off-balance interest and charges', 'memorandum', 'debit'],
  ['9002', '表外应收息费备抵', 'Off-balance contra', 'memorandum', 'credit'],
  ['9011', '未使用授信额度', 'Undrawn commitments', 'memorandum', 'debit'],
  ['9012', '未使用授信额度备抵', 'Undrawn commitments contra', 'memorandum', 'credit'],
] as const

/** The chart of accounts of a consumer lender, by code. */
export const CHART: readonly Account[] = ACCOUNTS.map(([code, zh, en, type, normalSide]) => ({
  code,
  name: { zh, en },
  type,
  normalSide,
}))

/** Accounts that only the events of loans move: what they hold is the sum over the loans, to the fen. */
export const LOAN_ACCOUNTS: readonly AccountCode[] = ['1303', '1132', '1133', '1122', '2241', '9001', '9002']

export function isAccountCode(code: string): code is AccountCode {
  return CHART.some((account) => account.code === code)
}

/** Finds an account by its code: `accountOf('1303').name.en // 'Loan principal'`. */
export function accountOf(code: AccountCode): Account {
  return CHART.find((account) => account.code === code)!
}
