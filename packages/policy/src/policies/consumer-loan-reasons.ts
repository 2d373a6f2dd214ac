import type { Reason } from '../policy.ts'

type Pair = readonly [zh: string, en: string]

function reason(code: string, staff: Pair, borrower: Pair, help: Pair): Reason {
  const localized = ([zh, en]: Pair) => ({ zh, en })
  return { code, staff: localized(staff), borrower: localized(borrower), help: localized(help) }
}

const askAgain: Pair = [
  '情况变化后可以再次申请，也可以申请人工复核。',
  'You may apply again when this has changed, or ask for a review by a person.',
]

/** Every reason of the consumer-loan policy: for staff, for the borrower, and what would help. */
export const consumerLoanReasons: readonly Reason[] = [
  reason(
    'ID_FAILED',
    ['身份核验不通过', 'Identity check failed'],
    ['我们未能确认您的身份。', 'We could not confirm your identity.'],
    ['请使用有效期内的本人身份证重新核验。', 'Please verify again with your own valid ID card.'],
  ),
  reason(
    'ID_NOT_CHECKED',
    ['身份尚未核验', 'Identity not checked yet'],
    ['还需要核验您的身份。', 'We still need to check your identity.'],
    ['请完成身份核验。', 'Please complete the identity check.'],
  ),
  reason(
    'AGE_BELOW',
    ['未满最低年龄（CN-ORIG-008）', 'Below the minimum age (CN-ORIG-008)'],
    ['您未达到可以借款的年龄。', 'You are not old enough to borrow.'],
    ['年满18周岁后可以申请。', 'You may apply once you are 18.'],
  ),
  reason(
    'AGE_UNKNOWN',
    ['年龄未知', 'Age unknown'],
    ['还需要您的出生日期。', 'We still need your date of birth.'],
    ['请完成身份核验。', 'Please complete the identity check.'],
  ),
  reason(
    'AGE_ABOVE',
    ['超过最高年龄', 'Above the maximum age'],
    ['您的年龄超出本产品的范围。', 'Your age is outside the range of this product.'],
    ['可以申请人工复核，或选择其他产品。', 'You may ask for a review by a person, or choose another product.'],
  ),
  reason(
    'AGE_AT_MATURITY',
    ['到期时年龄超限', 'Too old at maturity'],
    ['贷款到期时的年龄超出自动审批的范围。', 'Your age when the loan would end is outside automatic approval.'],
    ['选择更短的期限。', 'Choose a shorter term.'],
  ),
  reason(
    'REGION_NOT_SERVED',
    ['不在展业地区', 'Region not served'],
    ['您所在地区暂未开通本产品。', 'This product is not offered where you live yet.'],
    ['开通后可以申请。', 'You may apply once it is offered there.'],
  ),
  reason(
    'AMOUNT_BELOW',
    ['低于最低金额', 'Below the least amount'],
    ['申请金额低于本产品的最低金额。', 'The amount is below the least of this product.'],
    ['提高申请金额。', 'Apply for a larger amount.'],
  ),
  reason(
    'TERM_TOO_LONG',
    ['超过最长期限（CN-ORIG-003）', 'Longer than the longest term (CN-ORIG-003)'],
    ['申请期限超过允许的最长期限。', 'The term is longer than allowed.'],
    ['选择更短的期限。', 'Choose a shorter term.'],
  ),
  reason(
    'BULLET_TOO_LONG',
    ['到期一次还本超过12个月（CN-ORIG-001）', 'Principal at the end after more than 12 months (CN-ORIG-001)'],
    ['到期一次还本的贷款期限不能超过12个月。', 'A loan repaid at the end may not run for more than 12 months.'],
    ['选择按月还本，或把期限缩短到12个月以内。', 'Choose monthly repayment, or a term of up to 12 months.'],
  ),
  reason(
    'LINE_LIMIT',
    ['超过单户授信或余额上限（CN-ORIG-001/004/009）', 'Above the limit of one borrower (CN-ORIG-001/004/009)'],
    [
      '加上您已有的借款，将超过法规规定的单户上限。',
      'With what you already owe us, this would exceed the legal limit for one borrower.',
    ],
    ['降低申请金额，或先归还部分借款。', 'Apply for less, or repay part of what you owe first.'],
  ),
  reason(
    'PURPOSE_PROHIBITED',
    ['禁止的贷款用途（CN-ORIG-002）', 'Prohibited purpose (CN-ORIG-002)'],
    ['消费贷款不能用于所填写的用途。', 'A consumer loan may not be used for this purpose.'],
    [
      '请按真实的消费用途申请，或选择对应的产品。',
      'Apply for a real consumption purpose, or choose the product meant for it.',
    ],
  ),
  reason(
    'APPLICATION_INCOMPLETE',
    ['申请信息不完整', 'Application incomplete'],
    ['申请信息还不完整。', 'Your application is not complete yet.'],
    ['请补充缺少的信息。', 'Please fill in what is missing.'],
  ),
  reason(
    'BLACKLISTED',
    ['命中黑名单', 'On the black list'],
    ['根据我们的风险记录，本次申请未通过。', 'Your application was declined because of our risk records.'],
    ['可以申请人工复核并提供说明。', 'You may ask for a review by a person and explain.'],
  ),
  reason(
    'LIST_NOT_ANSWERED',
    ['名单服务未返回结果', 'The list service did not answer'],
    ['我们需要人工核对一项记录。', 'A person needs to check one of our records.'],
    ['无需操作，请等待审核。', 'Nothing to do; please wait for the review.'],
  ),
  reason(
    'INCOME_UNKNOWN',
    ['收入未知', 'Income unknown'],
    ['还需要您的收入信息。', 'We still need to know your income.'],
    [
      '请填写月收入，并提供工资流水或社保记录。',
      'Please state your monthly income with payslips or social insurance records.',
    ],
  ),
  reason(
    'INCOME_NOT_VERIFIED',
    ['收入未核实且金额较高', 'Income not verified for this amount'],
    ['申请金额较高，需要核实您的收入。', 'For this amount we need to verify your income.'],
    ['提供工资流水或社保记录，或降低申请金额。', 'Provide payslips or social insurance records, or apply for less.'],
  ),
  reason(
    'DEBT_SHARE_HIGH',
    ['收入偿债比超过上限（CN-ORIG-012）', 'Debt share of income above the limit (CN-ORIG-012)'],
    ['每月还款占收入的比例偏高。', 'Your monthly repayments would take a high share of your income.'],
    ['降低金额、延长期限，或先还清部分其他债务。', 'Apply for less or a longer term, or repay other debts first.'],
  ),
  reason(
    'DEBT_SHARE_HOPELESS',
    ['明显过度负债', 'Clearly over-indebted'],
    ['再借这笔款，每月还款将占去大部分收入。', 'With this loan, repayments would take most of your income.'],
    [
      '先减少其他债务；可以联系我们获得债务咨询。',
      'Reduce other debts first; we can put you in touch with debt counselling.',
    ],
  ),
  reason(
    'DEBTS_UNKNOWN',
    ['其他债务未知', 'Debts elsewhere unknown'],
    ['我们需要了解您在其他机构的借款。', 'We need to know what you owe elsewhere.'],
    ['请提供其他借款的月还款额。', 'Please tell us the monthly due on your other loans.'],
  ),
  reason(
    'THIN_FILE',
    ['无征信记录，转调查', 'No bureau file: survey'],
    ['我们还查不到您的信用记录，需要进一步了解情况。', 'We find no credit record of yours and need to learn more.'],
    [
      '请配合补充资料或上门了解；首次可先申请较小金额。',
      'Please help with more information or a visit; a smaller first loan is possible.',
    ],
  ),
  reason(
    'BUREAU_NOT_ANSWERED',
    ['征信未返回结果', 'The bureau did not answer'],
    ['信用信息暂时查询不到。', 'Your credit information cannot be read at the moment.'],
    ['我们会再次查询，无需操作。', 'We will ask again; nothing to do.'],
  ),
  reason(
    'PAST_DUE_NOW',
    ['当前有逾期', 'Past due now'],
    ['您目前有其他债务逾期。', 'You are late on another debt at the moment.'],
    ['还清逾期款项，待征信更新后再申请。', 'Pay what is overdue and apply again once your credit report shows it.'],
  ),
  reason(
    'DELINQUENT_OFTEN',
    ['近24个月多次逾期', 'Delinquent often in 24 months'],
    ['近两年内多次未按时还款。', 'You have paid late several times in the last two years.'],
    [`保持按时还款。${askAgain[0]}`, `Keep paying on time. ${askAgain[1]}`],
  ),
  reason(
    'CHARGED_OFF',
    ['有呆账核销', 'Charged-off debt'],
    ['您有一笔债务长期未还，已被核销。', 'A debt of yours was written off as unpaid.'],
    ['与原债权人结清后再申请。', 'Settle it with that lender and apply again.'],
  ),
  reason(
    'BANKRUPT_OFTEN',
    ['多次破产记录', 'Repeated bankruptcy'],
    ['信用报告中有多次破产记录。', 'Your credit report shows more than one bankruptcy.'],
    askAgain,
  ),
  reason(
    'INQUIRIES_MANY',
    ['征信查询过多', 'Too many inquiries'],
    ['近一年向多家机构申请过借款。', 'You have applied to many lenders within a year.'],
    ['减少申请，几个月后再试。', 'Apply less often and try again in some months.'],
  ),
  reason(
    'UTILIZATION_HIGH',
    ['循环额度使用率过高', 'Revolving utilization too high'],
    ['您的信用卡或循环额度几乎用满。', 'Your credit cards or lines are almost fully used.'],
    ['先归还部分信用卡欠款。', 'Pay down part of your card balances.'],
  ),
  reason(
    'INCOME_LOW',
    ['评分：收入偏低', 'Score: low income'],
    ['收入相对申请金额偏低。', 'Your income is low for this loan.'],
    ['降低金额，或补充其他收入证明。', 'Apply for less, or show other income.'],
  ),
  reason(
    'HISTORY_SHORT',
    ['评分：信用历史短', 'Score: short credit history'],
    ['信用历史较短。', 'Your credit history is short.'],
    ['随着按时还款，信用历史会变长。', 'It grows as you keep paying on time.'],
  ),
  reason(
    'BANKRUPT_BEFORE',
    ['评分：有破产记录', 'Score: bankruptcy on record'],
    ['信用报告中有破产记录。', 'Your credit report shows a bankruptcy.'],
    askAgain,
  ),
  reason(
    'HOME_UNSETTLED',
    ['评分：住房情况', 'Score: home ownership'],
    ['居住情况的评分较低。', 'Your housing situation scores low.'],
    ['提供长期租约或房产证明。', 'Show a long lease or proof of ownership.'],
  ),
  reason(
    'JOB_SHORT',
    ['评分：现职年限短', 'Score: short in the job'],
    ['在现单位工作时间较短。', 'You have been in your job for a short time.'],
    ['工作更稳定后再申请，或提供劳动合同。', 'Apply again later, or show your employment contract.'],
  ),
  reason(
    'TERM_LONG',
    ['评分：期限长', 'Score: long term'],
    ['申请的期限较长。', 'The term you ask for is long.'],
    ['选择更短的期限。', 'Choose a shorter term.'],
  ),
  reason(
    'NEED_HIGH',
    ['评分：申请金额相对收入高', 'Score: amount high for the income'],
    ['申请金额相对收入较高。', 'The amount is high for your income.'],
    ['降低申请金额。', 'Apply for less.'],
  ),
  reason(
    'LIMIT_TOO_SMALL',
    ['可贷额度低于最低金额', 'What can be lent is below the least amount'],
    ['按您的收入与负债，目前可贷的金额过低。', 'With your income and debts, what we could lend is too little.'],
    ['先归还部分其他债务。', 'Repay part of your other debts first.'],
  ),
  reason(
    'OFFER_UNKNOWN',
    ['无法定价或计算额度', 'Price or limit cannot be computed'],
    ['还需要一些信息才能给出价格与额度。', 'We need more information to offer a price and an amount.'],
    ['无需操作，请等待审核。', 'Nothing to do; please wait for the review.'],
  ),
  reason(
    'ID_CARD_INCONSISTENT',
    ['身份证信息自相矛盾', 'The identity card contradicts itself'],
    ['身份证上的信息需要人工核对。', 'What your identity card says needs a look by a person.'],
    ['请出示有效身份证原件。', 'Please show your valid identity card.'],
  ),
  reason(
    'PAPER_SHARED',
    ['材料与其他申请人相同', 'A paper that other applicants handed in too'],
    ['您提交的材料需要人工核对。', 'A paper you handed in needs a look by a person.'],
    ['请提供材料原件或由出具单位盖章的副本。', 'Show the original, or a copy stamped by who issued it.'],
  ),
  reason(
    'PAPER_EDITED',
    ['材料被修改过', 'A paper that was edited'],
    ['您提交的材料需要人工核对。', 'A paper you handed in needs a look by a person.'],
    ['请直接上传原始文件或照片，不要编辑。', 'Upload the original file or photo without editing it.'],
  ),
  reason(
    'OWNER_MISMATCH',
    ['手机号、银行卡或材料非本人', 'Telephone, card or paper is somebody else’s'],
    ['手机号、银行卡或材料上的姓名与您不一致。', 'The telephone, the card or a paper carries another name than yours.'],
    ['请使用本人的手机号、银行卡和材料。', 'Use a telephone, a card and papers of your own.'],
  ),
  reason(
    'EMPLOYER_MISMATCH',
    ['单位与收入来源不符', 'Wages come from another employer'],
    ['所填单位与收入来源不一致。', 'The employer you stated is not the one that pays you.'],
    ['请更正工作单位，或提供在职证明。', 'Correct the employer, or show proof of employment.'],
  ),
  reason(
    'CLAIM_CONTRADICTED',
    ['申报与核实不一致', 'What was stated was contradicted'],
    ['您填写的部分信息与核实结果不一致。', 'Some of what you stated differs from what we found.'],
    ['请更正信息，或提供证明材料。', 'Correct it, or show papers that prove it.'],
  ),
  reason(
    'DISCREPANCY_HIGH',
    ['申报差异分过高', 'The discrepancy score is too high'],
    ['您填写的多项信息与核实结果有差异。', 'Several things you stated differ from what we found.'],
    ['请核对所填信息并提供证明材料。', 'Check what you stated and show papers that prove it.'],
  ),
  reason(
    'CLAIM_NOT_VERIFIED',
    ['须核实的申报尚未核实', 'A claim still has to be verified'],
    ['还有一项信息需要核实。', 'One of the things you stated still has to be verified.'],
    ['请提供证明材料，或接听我们的核实电话。', 'Show a paper that proves it, or take our call.'],
  ),
]
