import type { Day } from '@puhui/calendar'
import type { Locale } from '@puhui/kernel'
import { dayInWords } from './amount.ts'

const zh = {
  title: '个人消费贷款合同补充协议',
  numbers: (number: string, contract: string, loan: string) =>
    `协议编号：${number}　合同编号：${contract}　借据编号：${loan}`,
  foot: (number: string, hash: string) => `补充协议 ${number}　条款校验码 ${hash}`,
  signedFile: (_sha256: string) => '',
  preamble: (contract: string, reason: string) =>
    `借款人因“${reason}”申请还款帮扶。双方就合同 ${contract} 项下尚未清偿部分的还款安排协商一致，订立本补充协议。本协议未约定的事项，仍按原合同执行。`,
  headings: [
    '一、变更内容',
    '二、新旧还款计划对照',
    '三、费用与征信影响',
    '四、借款人的权利',
    '五、确认与签署',
  ] as readonly string[],
  changeHead: ['项目', '变更前', '变更后'] as readonly string[],
  items: {
    rate: '年利率（单利）',
    count: '剩余期数',
    grace: '只付利息的期数',
    dueNow: '现在应补交',
    next: '下一期应还',
    largest: '最高一期应还',
    last: '最后一期还款日',
    cost: '今后息费合计',
    total: '今后共还',
    difference: '总额变化',
    arrears: '逾期款的处理',
  },
  graceOf: (count: number) => `前 ${count} 期`,
  arrears: { kept: '仍须补交', carried: '并入新计划，不再计息' },
  planGroups: ['原还款计划（未清偿部分）', '新还款计划'] as readonly string[],
  planHead: [
    '序号',
    '还款日',
    '应还合计',
    '其中本金',
    '剩余本金',
    '还款日',
    '应还合计',
    '其中本金',
    '剩余本金',
  ] as readonly string[],
  rights: (signBy: Day, valueOn: Day): readonly string[] => [
    `签署本协议不收取任何费用。请于 ${dayInWords(signBy, 'zh')} 前签署；您可以不签署，到期未签本协议自动失效，原还款计划不变。`,
    `新还款计划自签署之时生效，自 ${dayInWords(valueOn, 'zh')} 起计算；生效前原还款计划继续执行。签署前贷款发生还款等变动的，本协议作废，由贷款人重新拟定。`,
    '新计划生效后，您仍可随时提前还款，利息只计算到还款之日。',
    '您可随时查看、下载本协议；对本协议或服务有意见的，可向贷款人投诉，也可向金融消费者权益保护机构反映。',
  ],
  open: '（待借款人阅读并签署）',
  read: (at: string, seconds: number) => `借款人于 ${at} 阅读本协议至末尾（阅读 ${seconds} 秒）并确认。`,
  signed: (means: string, provider: string) => `签署方式：${means}${provider === '' ? '' : `；服务方：${provider}`}。`,
}

export type AgreementWords = typeof zh

const en: AgreementWords = {
  title: 'Supplementary Agreement to the Loan Contract',
  numbers: (number, contract, loan) => `Agreement no. ${number}   Contract no. ${contract}   Loan no. ${loan}`,
  foot: (number, hash) => `Agreement ${number}   Terms ${hash}   Translation for reference`,
  signedFile: (sha256) => `SHA-256 of the signed Chinese agreement: ${sha256}`,
  preamble: (contract, reason) =>
    `The borrower has asked for help with repayment (${reason.toLowerCase()}). The parties agree on a new plan for what is still to be paid under contract ${contract}. Whatever this agreement does not mention goes on as the contract says.`,
  headings: [
    '1. What changes',
    '2. The old and the new plan side by side',
    '3. Cost and credit record',
    '4. Rights of the borrower',
    '5. Confirmation and signature',
  ],
  changeHead: ['Item', 'Before', 'After'],
  items: {
    rate: 'Interest rate per year (simple)',
    count: 'Instalments left',
    grace: 'Of them interest only',
    dueNow: 'To be paid now',
    next: 'Next instalment',
    largest: 'Highest instalment',
    last: 'Last due on',
    cost: 'Interest and charges from here on',
    total: 'To pay in all from here on',
    difference: 'Change of the total',
    arrears: 'Arrears',
  },
  graceOf: (count) => `the first ${count}`,
  arrears: { kept: 'still to be paid', carried: 'move into the new plan, without interest' },
  planGroups: ['The plan that stands (what is unpaid)', 'The new plan'],
  planHead: ['No.', 'Due on', 'Due', 'Principal', 'Left', 'Due on', 'Due', 'Principal', 'Left'],
  rights: (signBy, valueOn) => [
    `Signing costs nothing. Please sign by ${dayInWords(signBy, 'en')}. You need not sign: without a signature this paper lapses after that day and the plan that stands goes on.`,
    `The new plan holds from the moment you sign and counts from ${dayInWords(valueOn, 'en')}; until then the plan that stands goes on. If the loan changes before you sign, for instance by a payment, this paper is void and the lender draws up another.`,
    'Under the new plan you may still pay early at any time; interest is charged only up to the day you pay.',
    'You may see and download this paper at any time. You may complain to the lender, and to the authorities that protect financial consumers.',
  ],
  open: '(To be read and signed by the borrower)',
  read: (at, seconds) => `On ${at} the borrower read this agreement to its end (${seconds} seconds) and confirmed it.`,
  signed: (means, provider) => `Signed by: ${means}${provider === '' ? '' : `; provider: ${provider}`}.`,
}

/** The words of a supplementary agreement: the Chinese ones bind, the English ones are a translation. */
export const agreementWords: Readonly<Record<Locale, AgreementWords>> = { zh, en }
