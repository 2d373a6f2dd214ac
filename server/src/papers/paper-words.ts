import type { Day } from '@puhui/calendar'
import type { Locale } from '@puhui/kernel'
import type { Fen } from '@puhui/money'
import { dayInWords, inWords, yuan } from './amount.ts'

/** Figures and, as contracts want them, words; the words are Chinese in either language. */
export function inFiguresAndWords(amount: Fen, locale: Locale): string {
  if (amount < 0n) return yuan(amount, locale)
  return locale === 'zh'
    ? `${yuan(amount, 'zh')}（大写：${inWords(amount)}）`
    : `${yuan(amount, 'en')} (in words: ${inWords(amount)})`
}

/** The Chinese file: its hash, or why there is none; a contract of a batch is signed on paper. */
export type SignedFile = { readonly sha256: string } | 'unsigned' | 'onPaper'

function signedNote(signed: SignedFile): string {
  if (signed === 'unsigned') return ' The Chinese contract has not been signed yet.'
  return signed === 'onPaper' ? '' : ` SHA-256 of the signed Chinese contract: ${signed.sha256}`
}

const zh = {
  page: (page: number, pages: number) => `第 ${page} 页 / 共 ${pages} 页`,
  lender: '贷款人',
  borrower: '借款人',
  withId: (name: string, residentId: string) => `${name}（居民身份证 ${residentId}）`,
  account: '还款账户',
  product: '产品',
  principal: '借款本金',
  annualRate: '年利率（单利）',
  numbers: (loan: string, contract: string) => `借据编号：${loan}　合同编号：${contract}`,
  reference: '',
  contract: {
    title: '个人消费贷款合同',
    number: (number: string) => `合同编号：${number}`,
    foot: (number: string, hash: string) => `合同编号 ${number}　条款校验码 ${hash}`,
    translation: (_number: string, _signed: SignedFile) => '',
    headings: [
      '一、借款要素',
      '二、综合融资成本明示表',
      '三、合同条款',
      '四、还款计划表',
      '五、确认与签署',
    ] as readonly string[],
    residentId: '证件号码',
    residentIdOf: (id: string) => `居民身份证 ${id}`,
    mobile: '联系电话',
    account: '收款及扣款账户',
    term: '期限',
    termOf: (months: number, from: Day) => `${months} 个月，自 ${dayInWords(from, 'zh')} 起`,
    method: '还款方式',
    costSimple: '综合融资成本年化（单利）',
    costIrr: '综合融资成本年化（内部收益率）',
    charges: '息费合计',
    chargesOf: (interest: Fen, fees: Fen) => `利息 ${yuan(interest, 'zh')}，费用 ${yuan(fees, 'zh')}`,
    totalDue: '应还总额',
    costHead: ['项目', '收取方式', '标准', '收取方', '金额（元）', '年化'] as readonly string[],
    costTotal: '正常履约情形下综合融资成本（年化、单利）',
    contingent: (name: string) => `${name}（或有）`,
    clause: (number: number, title: string) => `第${number}条　${title}　`,
    scheduleHead: [
      '期数',
      '还款日',
      '应还本金（元）',
      '应还利息（元）',
      '应还费用（元）',
      '应还合计（元）',
      '剩余本金（元）',
    ] as readonly string[],
    signedAt: '签署时间',
    colon: '：',
  },
  schedule: {
    title: '还款计划表',
    foot: (loan: string, asOf: Day, knownOn?: Day) =>
      `借据编号 ${loan}　截至 ${asOf}${knownOn ? `，按 ${knownOn} 账上所知` : ''}`,
    heading: (asOf: Day, knownOn?: Day) =>
      `还款计划（截至 ${dayInWords(asOf, 'zh')}${knownOn ? `，按 ${dayInWords(knownOn, 'zh')}账上所知` : ''}）`,
    note: '应还合计为当期本金、利息、费用与截至本表日期已产生的罚息之和；剩余本金为按计划偿还该期后的本金余额。提前还款或逾期后，以重新出具的还款计划表为准。',
    disbursedOn: '放款日',
    method: '还款方式',
    methodOf: (method: string, instalments: number) => `${method}，共 ${instalments} 期`,
    prepaid: '已提前归还本金',
    open: '尚需偿还合计',
    statuses: {
      future: '未到期',
      due: '应还',
      overdue: '逾期',
      paid: '已还清',
      moved: '并入新计划',
      forgiven: '已免除',
    } as Record<'future' | 'due' | 'overdue' | 'paid' | 'moved' | 'forgiven', string>,
    head: [
      '期数',
      '还款日',
      '本金（元）',
      '利息（元）',
      '费用（元）',
      '罚息（元）',
      '应还合计（元）',
      '剩余本金（元）',
      '状态',
    ] as readonly string[],
    total: '合计',
  },
  statement: {
    title: '贷款对账单',
    file: '对账单',
    foot: (loan: string, from: Day, to: Day) => `借据编号 ${loan}　${from} 至 ${to}`,
    headings: ['一、余额变动', '二、交易明细'] as readonly string[],
    none: '本期没有记账事项。',
    note: '期间按记账日计；起息日为款项生效之日，倒签与冲正列于其记账日，冲正以负数列示；倒签或冲正改变其他款项分配的，另列“随之重新分配”。各列为该笔款项清偿（含减免）的本金、利息、费用、罚息及转入（转出为负）预收款的金额。',
    period: '对账期间',
    periodOf: (from: Day, to: Day) => `${dayInWords(from, 'zh')} 至 ${dayInWords(to, 'zh')}`,
    opening: '期初本金余额',
    disbursed: '本期放款',
    received: '本期收到款项',
    closing: '期末本金余额',
    held: '预收款',
    heldOf: (opening: Fen, closing: Fen) => `期初 ${yuan(opening, 'zh')}，期末 ${yuan(closing, 'zh')}`,
    balanceHead: ['项目', '本金（元）', '利息（元）', '费用（元）', '罚息（元）', '合计（元）'] as readonly string[],
    balanceRows: {
      opening: '期初余额',
      grown: '本期增加（放款、计息、计费）',
      paid: '本期偿还',
      waived: '本期减免',
      closing: '期末余额',
    },
    lineHead: [
      '记账日',
      '起息日',
      '事项',
      '金额',
      '本金',
      '利息',
      '费用',
      '罚息',
      '预收款',
      '本金余额',
    ] as readonly string[],
  },
  certificate: {
    title: '贷款结清证明',
    foot: (loan: string) => `借据编号 ${loan}`,
    body: (name: string, residentId: string, amount: Fen, from: Day, to: Day) =>
      `兹证明 ${name}（居民身份证 ${residentId}）于 ${dayInWords(from, 'zh')} 向我公司借款人民币 ${yuan(amount, 'zh')}（大写：${inWords(amount)}），已于 ${dayInWords(to, 'zh')} 清偿全部本金、利息及费用，该笔贷款已结清，双方债权债务关系终止。`,
    closing: '特此证明。',
  },
}

const en: typeof zh = {
  page: (page, pages) => `Page ${page} of ${pages}`,
  lender: 'Lender',
  borrower: 'Borrower',
  withId: (name, residentId) => `${name} (resident ID ${residentId})`,
  account: 'Repayment account',
  product: 'Product',
  principal: 'Principal',
  annualRate: 'Interest rate per year (simple)',
  numbers: (loan, contract) => `Loan no. ${loan}   Contract no. ${contract}`,
  reference: 'Translation for reference; the Chinese paper prevails.',
  contract: {
    title: 'Personal Consumer Loan Contract',
    number: (number) => `Contract no. ${number} – English translation for reference`,
    foot: (number, hash) => `Contract ${number}   Terms ${hash}   Translation for reference`,
    translation: (number, signed) =>
      `This is a translation for reference. The Chinese contract no. ${number} alone is binding; where the two differ, the Chinese text prevails.${signedNote(signed)}`,
    headings: [
      '1. Key facts of the loan',
      '2. All-in cost of credit',
      '3. Terms of the contract',
      '4. Repayment schedule',
      '5. Confirmation and signature',
    ],
    residentId: 'Identity document',
    residentIdOf: (id) => `Resident ID ${id}`,
    mobile: 'Mobile number',
    account: 'Account for payout and debits',
    term: 'Term',
    termOf: (months, from) => `${months} months from ${dayInWords(from, 'en')}`,
    method: 'Repayment method',
    costSimple: 'All-in cost per year (simple)',
    costIrr: 'All-in cost per year (IRR)',
    charges: 'Interest and fees',
    chargesOf: (interest, fees) => `Interest ${yuan(interest, 'en')}, fees ${yuan(fees, 'en')}`,
    totalDue: 'Total to repay',
    costHead: ['Item', 'Collected', 'Standard', 'Collected by', 'Amount (CNY)', 'Per year'],
    costTotal: 'All-in cost when the contract is kept (per year, simple)',
    contingent: (name) => `${name} (contingent)`,
    clause: (number, title) => `Article ${number}  ${title}  `,
    scheduleHead: ['No.', 'Due on', 'Principal', 'Interest', 'Fees', 'Due in all', 'Principal left'],
    signedAt: 'Signed at',
    colon: ': ',
  },
  schedule: {
    title: 'Repayment Schedule',
    foot: (loan, asOf, knownOn) =>
      `Loan ${loan}   as of ${asOf}${knownOn ? `, as the books knew it on ${knownOn}` : ''}   Translation for reference`,
    heading: (asOf, knownOn) =>
      `Schedule as of ${dayInWords(asOf, 'en')}${knownOn ? `, as the books knew it on ${dayInWords(knownOn, 'en')}` : ''} (CNY)`,
    note: 'Due in all is the principal, interest and fees of the instalment and the penalty interest that has arisen up to the day of this paper; principal left is what remains once the instalment is paid as planned. After a prepayment or arrears the schedule issued anew applies.',
    disbursedOn: 'Paid out on',
    method: 'Repayment method',
    methodOf: (method, instalments) => `${method}, ${instalments} instalments`,
    prepaid: 'Principal paid ahead of time',
    open: 'Still to be paid',
    statuses: {
      future: 'Future',
      due: 'Due',
      overdue: 'Overdue',
      paid: 'Paid',
      moved: 'In new plan',
      forgiven: 'Forgiven',
    },
    head: ['No.', 'Due on', 'Principal', 'Interest', 'Fees', 'Penalty', 'Due in all', 'Principal left', 'Status'],
    total: 'Total',
  },
  statement: {
    title: 'Loan Statement',
    file: 'Statement',
    foot: (loan, from, to) => `Loan ${loan}   ${from} to ${to}   Translation for reference`,
    headings: ['1. Balances', '2. Entries'],
    none: 'Nothing was booked in this period.',
    note: 'The period counts booking dates; the value date is the day from which a payment counts. Backdated payments and reversals stand on their booking date, reversals as negative amounts; where they change how other payments were allocated, that has a line of its own. The columns are what each payment settled (waivers included) of principal, interest, fees and penalty interest, and what went into money held (out of it: negative).',
    period: 'Period',
    periodOf: (from, to) => `${dayInWords(from, 'en')} to ${dayInWords(to, 'en')}`,
    opening: 'Principal at the beginning',
    disbursed: 'Paid out in the period',
    received: 'Received in the period',
    closing: 'Principal at the end',
    held: 'Money held',
    heldOf: (opening, closing) => `at the beginning ${yuan(opening, 'en')}, at the end ${yuan(closing, 'en')}`,
    balanceHead: ['Item', 'Principal', 'Interest', 'Fees', 'Penalty', 'Total'],
    balanceRows: {
      opening: 'At the beginning',
      grown: 'Added (payout, interest, fees)',
      paid: 'Repaid',
      waived: 'Waived',
      closing: 'At the end',
    },
    lineHead: ['Booked', 'Value date', 'What', 'Amount', 'Principal', 'Interest', 'Fees', 'Penalty', 'Held', 'Balance'],
  },
  certificate: {
    title: 'Certificate of Settlement',
    foot: (loan) => `Loan ${loan}   Translation for reference`,
    body: (name, residentId, amount, from, to) =>
      `This is to certify that ${name} (resident ID ${residentId}), who borrowed ${yuan(amount, 'en')} (in words: ${inWords(amount)}) from us on ${dayInWords(from, 'en')}, had repaid all principal, interest and fees by ${dayInWords(to, 'en')}. The loan is settled and neither side owes the other anything under it.`,
    closing: 'Issued at the request of the borrower.',
  },
}

export type PaperWords = typeof zh

/** The words of the papers: the Chinese ones bind, the English ones are translations and say so. */
export const paperWords: Readonly<Record<Locale, PaperWords>> = { zh, en }
