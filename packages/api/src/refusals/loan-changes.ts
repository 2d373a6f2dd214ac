import type { RefusalTexts } from './entry.ts'

/** Fees on an event, days that move, extensions and pauses of interest. */
export const loanChangeRefusals = {
  'loan.fee_not_in_tariff': {
    status: 422,
    zh: '该费用不在合同的费用标准内，不能收取',
    en: 'This fee is not in the tariff of the contract and cannot be charged',
  },
  'loan.fee_above_tariff': {
    status: 422,
    zh: '超过费用标准，最多收取 {max} 元',
    en: 'The tariff lets at most ¥{max} be charged',
  },
  'loan.re_age_needs_daily_rest': {
    status: 409,
    zh: '只有随借随还、按日计息的贷款可以重新排期',
    en: 'Only a loan with daily rest can be re-aged',
  },
  'loan.re_age_moves_days_alone': {
    status: 422,
    zh: '重新排期只改还款日与期数：利率不变，无只付利息期，逾期款并入',
    en: 'A re-age changes days and number alone: the same rate, no interest-only instalments, arrears moved into it',
  },
  'loan.re_age_day_out_of_range': {
    status: 422,
    zh: '首个还款日须在 {firstOn} 至 {lastOn} 之间',
    en: 'The first instalment falls due between {firstOn} and {lastOn}',
  },
  'loan.re_age_too_long': {
    status: 422,
    zh: '重新排期最长 {months} 个月',
    en: 'A re-age lasts at most {months} months',
  },
  'loan.re_amortise_needs_daily_rest': {
    status: 409,
    zh: '只有随借随还、按日计息的贷款可以把逾期款摊入以后各期',
    en: 'Only of a loan with daily rest can arrears be spread over the instalments to come',
  },
  'loan.re_amortise_spreads_alone': {
    status: 422,
    zh: '重新摊还只把逾期款摊入以后各期：利率、还款日和期数不变，无只付利息期',
    en: 'Spreading moves arrears alone: the same rate, days and number, no interest-only instalments',
  },
  'loan.nothing_to_spread': {
    status: 409,
    zh: '没有逾期款，或者以后没有未到期的分期，无从摊入',
    en: 'Nothing is past due, or no instalment is still to come',
  },
  'loan.no_acceleration_clause': {
    status: 409,
    zh: '合同没有约定提前到期，只能等各期到期',
    en: 'The contract has no clause by which all may be called due',
  },
  'loan.not_late_enough': {
    status: 409,
    zh: '已逾期 {dpd} 天，合同约定逾期超过 {afterDays} 天才可以宣布提前到期',
    en: 'It is {dpd} days past due; the contract asks for more than {afterDays}',
  },
  'dueCalls.noticed_already': {
    status: 409,
    zh: '已经通知借款人提前到期，通知期未满',
    en: 'The borrower has been told already, and the days of the notice still run',
  },
  'dueCalls.help_is_asked': {
    status: 409,
    zh: '借款人的帮扶申请还在处理，办结之前不能宣布提前到期',
    en: 'A request for help is open; nothing is called due before it is answered',
  },
  'dueCalls.none_noticed': {
    status: 409,
    zh: '没有正在通知期内的提前到期通知',
    en: 'No notice of calling due is running',
  },
  'loan.fee_is_no_penalty': {
    status: 422,
    zh: '只有本机构因逾期还款或代扣失败收取的费用可以记为违约金',
    en: 'Only a fee of the lender for a late payment or a failed debit can be a fixed penalty',
  },
  'loan.charge_day_out_of_range': {
    status: 422,
    zh: '费用的到期日须在 {firstOn} 至 {lastOn} 之间',
    en: 'A fee falls due between {firstOn} and {lastOn}',
  },
  'loan.nothing_is_due': {
    status: 409,
    zh: '当前没有到期未还的分期，请选择随下一期收取',
    en: 'Nothing is due at present; charge it with the next instalment',
  },
  'loan.arrears_before_change': {
    status: 409,
    zh: '贷款已逾期 {days} 天，还清到期款项后才能办理',
    en: 'The loan is {days} days past due; pay what is due first',
  },
  'loan.due_day_out_of_range': {
    status: 422,
    zh: '还款日须在每月 1 至 28 日之间',
    en: 'The repayment day must be between the 1st and the 28th',
  },
  'loan.due_day_unchanged': {
    status: 422,
    zh: '新还款日与现在的相同',
    en: 'That is the repayment day already',
  },
  'loan.due_days_not_monthly': {
    status: 409,
    zh: '该贷款不是按月还款，还款日不能调整',
    en: 'This loan is not repaid by the month; its days cannot be moved',
  },
  'loan.due_day_moved_lately': {
    status: 409,
    zh: '十二个月内已调整过还款日，{nextOn} 起可以再次调整',
    en: 'The repayment day was changed within twelve months; again from {nextOn}',
  },
  'loan.day_to_come_out_of_range': {
    status: 422,
    zh: '约定生效日须在 {firstOn} 至 {lastOn} 之间',
    en: 'The day from which it holds lies between {firstOn} and {lastOn}',
  },
  'loan.extension_out_of_range': {
    status: 422,
    zh: '一次展期最多 {max} 天、个月或期',
    en: 'One extension is at most {max} days, months or instalments',
  },
  'loan.extension_too_long': {
    status: 422,
    zh: '展期累计不能超过规定期限，最晚到 {lastOn}',
    en: 'All extensions together may reach {lastOn} at the latest',
  },
  'loan.pause_out_of_range': {
    status: 422,
    zh: '停息截止日须晚于开始日，最晚到 {lastOn}',
    en: 'A pause ends after it begins, on {lastOn} at the latest',
  },
  'loan.rate_floats': {
    status: 409,
    zh: '浮动利率贷款暂不支持停息',
    en: 'Interest of a floating rate cannot be paused',
  },
  'loan.interest_paused_already': {
    status: 409,
    zh: '这段时间已经停息',
    en: 'Interest is paused for that time already',
  },
} as const satisfies RefusalTexts
