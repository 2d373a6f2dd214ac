import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { DEFAULT_ALLOCATION } from './allocation.ts'
import { allocationInWords } from './allocation-in-words.ts'
import { formatPercent } from './cost-table.ts'
import { dueDayInWords, planInWords, shiftInWords } from './plan-in-words.ts'
import { refundInterestInWords } from './refund-interest.ts'
import type { AccelerationRule, ProductTerms, RepaymentMethod } from './terms.ts'

/** One point of the one-page summary: a heading and a plain sentence. */
export interface SummaryPoint {
  readonly heading: Localized
  readonly text: Localized
}

/** The names of the repayment methods, as borrowers read them. */
export const METHOD_NAMES: Readonly<Record<RepaymentMethod, Localized>> = {
  'equal-instalment': { zh: '等额本息', en: 'equal instalments' },
  'equal-principal': { zh: '等额本金', en: 'equal principal' },
  'interest-first': { zh: '先息后本', en: 'interest first, principal at the end' },
  bullet: { zh: '到期一次还本付息', en: 'all at maturity' },
  balloon: { zh: '气球贷', en: 'equal instalments with a larger last one' },
  flat: { zh: '等本等息', en: 'equal instalments with flat interest' },
  seasonal: { zh: '按收获季还款', en: 'on harvest days' },
  custom: { zh: '按约定计划还款', en: 'by an agreed plan' },
}

/**
 * The product on one page in plain words, made from its terms and nothing else, so it cannot promise what they do not.
 *
 * @source PRD-20; SPEC Y1, Y2
 */
export function summaryOf(terms: ProductTerms): readonly SummaryPoint[] {
  return [
    what(terms),
    howMuch(terms),
    howLong(terms),
    howRepaid(terms),
    rate(terms),
    fees(terms),
    taken(terms),
    late(terms),
    early(terms),
  ]
}

function what(terms: ProductTerms): SummaryPoint {
  return { heading: { zh: '这是什么', en: 'What it is' }, text: terms.purpose }
}

function howMuch({ amountFen }: ProductTerms): SummaryPoint {
  const [min, max, step] = [formatYuan(amountFen.min), formatYuan(amountFen.max), formatYuan(amountFen.step)]
  return {
    heading: { zh: '能借多少', en: 'How much' },
    text: { zh: `${min} 元至 ${max} 元，以 ${step} 元递增。`, en: `From ¥${min} to ¥${max}, in steps of ¥${step}.` },
  }
}

function howLong({ termMonths }: ProductTerms): SummaryPoint {
  return {
    heading: { zh: '能借多久', en: 'How long' },
    text: { zh: `${termMonths.join('、')} 个月。`, en: `${termMonths.join(', ')} months.` },
  }
}

function howRepaid({ methods, dueDay, plan, workingDayShift }: ProductTerms): SummaryPoint {
  const zh = methods.map((m) => METHOD_NAMES[m].zh).join('、')
  const en = methods.map((m) => METHOD_NAMES[m].en).join('; ')
  const points = [dueDayInWords(dueDay, plan?.frequency), ...shiftInWords(workingDayShift), ...planInWords(plan)]
  return {
    heading: { zh: '怎么还', en: 'How it is repaid' },
    text: {
      zh: `${zh}。${points.map((point) => point.zh).join('')}`,
      en: `${en}. ${points.map((point) => point.en).join(' ')}`,
    },
  }
}

function rate({ prices, costCapPpm, plan }: ProductTerms): SummaryPoint {
  const paidPpm = plan?.subsidy?.annualRatePpm ?? 0n
  const rates = prices.map((p) => p.annualRatePpm - paidPpm).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const [low, high, cap] = [formatPercent(rates[0]!), formatPercent(rates.at(-1)!), formatPercent(costCapPpm)]
  const zh = low === high ? low : `${low} 至 ${high}，按信用等级确定`
  const en = low === high ? low : `${low} to ${high}, by credit grade`
  const floats = plan?.floating
    ? { zh: `，随 ${plan.floating.benchmark} 浮动`, en: `, floating with ${plan.floating.benchmark}` }
    : { zh: '', en: '' }
  return {
    heading: { zh: '利率', en: 'Rate' },
    text: {
      zh: `年利率（单利）${zh}${floats.zh}；连同全部费用，综合年化成本（单利）不超过 ${cap}。`,
      en: `Annual rate (simple) ${en}${floats.en}; with all fees, the annual cost (simple) never exceeds ${cap}.`,
    },
  }
}

function fees({ fees: rules }: ProductTerms): SummaryPoint {
  const heading = { zh: '费用', en: 'Fees' }
  if (rules.length === 0)
    return { heading, text: { zh: '除利息外没有其他费用。', en: 'There are no fees besides interest.' } }
  const [zh, en] = [rules.map((r) => r.name.zh).join('、'), rules.map((r) => r.name.en).join(', ')]
  return {
    heading,
    text: {
      zh: `另收：${zh}；金额在借款前逐项列明。`,
      en: `Also charged: ${en}; each amount is shown before you borrow.`,
    },
  }
}

function taken({ allocation = DEFAULT_ALLOCATION, refundInterest }: ProductTerms): SummaryPoint {
  const sentences = [...allocationInWords(allocation), ...refundInterestInWords(refundInterest)]
  return {
    heading: { zh: '还款先还什么', en: 'What a payment pays' },
    text: { zh: sentences.map((one) => one.zh).join(''), en: sentences.map((one) => one.en).join(' ') },
  }
}

function late({ penalty, graceDays, acceleration }: ProductTerms): SummaryPoint {
  const percent = formatPercent(penalty.contractRateMultiplePpm)
  const max = formatPercent(penalty.annualRateMaxPpm)
  const grace = {
    zh: graceDays > 0 ? `${graceDays} 天内还清不收罚息；` : '',
    en: graceDays > 0 ? `None if paid within ${graceDays} days. ` : '',
  }
  const called = acceleration ? calledInWords(acceleration) : { zh: '', en: '' }
  return {
    heading: { zh: '如果晚还', en: 'If you pay late' },
    text: {
      zh: `${grace.zh}逾期部分按合同利率的 ${percent} 计收罚息，年利率最高 ${max}。${called.zh}`,
      en: `${grace.en}What is overdue bears penalty interest at ${percent} of the contract rate, at most ${max} a year.${called.en}`,
    },
  }
}

function calledInWords({ afterDays, noticeDays }: AccelerationRule): Localized {
  return {
    zh: `逾期超过 ${afterDays} 天，贷款人可以提前 ${noticeDays} 天通知后宣布全部贷款提前到期；在此之前付清逾期款即不再提前到期。`,
    en: ` Once you are more than ${afterDays} days late, all of the loan may be called due with ${noticeDays} days' notice, unless what is late is paid by then.`,
  }
}

function early({ prepayment }: ProductTerms): SummaryPoint {
  const heading = { zh: '如果提前还', en: 'If you pay early' }
  if (!prepayment.isAllowed) return { heading, text: { zh: '不支持提前还款。', en: 'Early repayment is not offered.' } }
  if (prepayment.feePpm === 0n) {
    return {
      heading,
      text: {
        zh: '随时可以提前还款，不收违约金，利息只算到还款日。',
        en: 'At any time and free; interest stops on the day you pay.',
      },
    }
  }
  const percent = formatPercent(prepayment.feePpm)
  const after = prepayment.freeAfterInstalments
  return {
    heading,
    text: {
      zh: `可以提前还款，利息只算到还款日；前 ${after} 期内按提前归还本金的 ${percent} 收取违约金，之后免收。`,
      en: `Possible; interest stops on the day you pay. A fee of ${percent} of the principal paid early applies until ${after} instalments have fallen due.`,
    },
  }
}
