import type { Localized } from '@puhui/kernel'
import { formatYuan, mulDiv, type RatePpm } from '@puhui/money'
import { annualCost } from './cost/annual-cost.ts'
import { penaltyRateOf } from './penalty.ts'
import type { Cost, CostItem, CostTable } from './quote-types.ts'
import type { Schedule } from './schedule-types.ts'
import type { Collector, FeeEvent, FeeRule, ProductTerms } from './terms.ts'

const LENDER: Localized = { zh: '贷款人', en: 'the lender' }
const STATEMENT: Localized = {
  zh: '除上述已明示成本外，不再收取其他与贷款相关的息费。',
  en: 'Apart from the costs shown above, no other interest or fee is charged in connection with the loan.',
}

/**
 * The table that the borrower confirms before signing.
 *
 * @source CN-RATE-003 (金规〔2026〕2号); SPEC Q7
 */
export function costTableOf(
  terms: ProductTerms,
  annualRatePpm: RatePpm,
  planned: Schedule,
  cost: Pick<Cost, 'simpleAnnualPpm'>,
): CostTable {
  return {
    loanPrincipalFen: planned.principalFen,
    items: [
      interestItem(terms, annualRatePpm, planned),
      ...terms.fees.filter((rule) => rule.timing !== 'on-event').map((rule) => feeItem(rule, planned)),
    ],
    annualCostNormalPerformancePpm: cost.simpleAnnualPpm,
    contingentItems: contingentItems(terms, annualRatePpm),
    statement: STATEMENT,
  }
}

function interestItem({ plan }: ProductTerms, annualRatePpm: RatePpm, planned: Schedule): CostItem {
  const percent = formatPercent(annualRatePpm)
  const floats = plan?.floating
    ? { zh: `，随 ${plan.floating.benchmark} 浮动`, en: `, floating with ${plan.floating.benchmark}` }
    : { zh: '', en: '' }
  const paid = plan?.subsidy
    ? { zh: `，另由${plan.subsidy.name.zh}贴息`, en: `; ${plan.subsidy.name.en} pays the rest` }
    : { zh: '', en: '' }
  return {
    code: 'interest',
    name: { zh: '利息', en: 'Interest' },
    collectMethod: { zh: '随每期还款收取', en: 'with every instalment' },
    standard: {
      zh: `年利率 ${percent}（单利）${floats.zh}${paid.zh}`,
      en: `${percent} a year (simple)${floats.en}${paid.en}`,
    },
    collector: LENDER,
    annualisedPpm: annualisedWith(planned, []),
  }
}

function feeItem(rule: FeeRule, planned: Schedule): CostItem {
  const alone = annualisedWith(planned, [rule.code]) - annualisedWith(planned, [])
  return {
    code: rule.code,
    name: rule.name,
    collectMethod:
      rule.timing === 'upfront'
        ? { zh: '放款时一次收取', en: 'once, at disbursement' }
        : { zh: '随每期还款收取', en: 'with every instalment' },
    standard: feeStandard(rule),
    collector: collectorName(rule.collector),
    annualisedPpm: alone,
  }
}

function feeStandard(rule: FeeRule): Localized {
  if (rule.amount.kind === 'fixed') {
    const yuan = formatYuan(rule.amount.amountFen)
    return { zh: `每次 ${yuan} 元`, en: `¥${yuan} each time` }
  }
  const percent = formatPercent(rule.amount.ratePpm)
  const of = SHARED[rule.amount.kind]
  return { zh: `每次为${of.zh}的 ${percent}`, en: `${percent} of ${of.en} each time` }
}

const SHARED: Readonly<Record<Exclude<FeeRule['amount']['kind'], 'fixed'>, Localized>> = {
  share: { zh: '贷款本金', en: 'the principal' },
  'share-of-balance': { zh: '剩余本金', en: 'the principal still out' },
  'share-of-instalment': { zh: '当期应还本息', en: 'the instalment' },
  'share-of-instalment-principal': { zh: '当期应还本金', en: 'the principal of the instalment' },
  'share-of-instalment-interest': { zh: '当期应还利息', en: 'the interest of the instalment' },
}

function collectorName(collector: Collector): Localized {
  return collector.kind === 'lender' ? LENDER : collector.name
}

/** The simple annual cost if, of all fees, only those named were charged. */
function annualisedWith(planned: Schedule, codes: readonly string[]): RatePpm {
  const charged = (fees: Schedule['upfrontFees']) =>
    fees.filter((fee) => codes.includes(fee.code)).reduce((sum, fee) => sum + fee.amountFen, 0n)
  const received = planned.principalFen - charged(planned.upfrontFees)
  const flows = planned.instalments.map((i) => ({
    on: i.periodTo,
    amountFen: -(i.principalFen + i.interestFen + charged(i.fees)),
  }))
  return annualCost([{ on: planned.disbursedOn, amountFen: received }, ...flows]).simpleAnnualPpm
}

function contingentItems(terms: ProductTerms, annualRatePpm: RatePpm): readonly CostItem[] {
  const penalty = formatPercent(penaltyRateOf(terms.penalty, annualRatePpm))
  const items: CostItem[] = [
    {
      code: 'penalty',
      name: { zh: '逾期罚息', en: 'Penalty interest' },
      collectMethod: { zh: '逾期后按日计收', en: 'by the day once overdue' },
      standard: { zh: `逾期款项按年利率 ${penalty} 计收`, en: `${penalty} a year on what is overdue` },
      collector: LENDER,
    },
  ]
  if (terms.prepayment.isAllowed && terms.prepayment.feePpm > 0n) items.push(prepaymentItem(terms))
  return [...items, ...terms.fees.filter((rule) => rule.timing === 'on-event').map(eventItem)]
}

/** What each event that costs a fee is called. */
export const FEE_EVENT_NAMES: Readonly<Record<FeeEvent, Localized>> = {
  'late-payment': { zh: '逾期还款时', en: 'when paid late' },
  'failed-debit': { zh: '代扣失败时', en: 'when a direct debit fails' },
  extension: { zh: '展期时', en: 'when the term is extended' },
  reschedule: { zh: '变更还款计划时', en: 'when the plan is changed' },
  statement: { zh: '出具纸质证明时', en: 'for a paper statement' },
  'legal-costs': { zh: '代垫公证、诉讼等费用时', en: 'for notary or court costs that were advanced' },
}

function eventItem(rule: FeeRule): CostItem {
  return {
    code: rule.code,
    name: rule.name,
    collectMethod: FEE_EVENT_NAMES[rule.event ?? 'late-payment'],
    standard: feeStandard(rule),
    collector: collectorName(rule.collector),
  }
}

function prepaymentItem(terms: ProductTerms): CostItem {
  const { feePpm, freeAfterInstalments } = terms.prepayment
  const percent = formatPercent(feePpm)
  return {
    code: 'prepaymentFee',
    name: { zh: '提前还款违约金', en: 'Prepayment fee' },
    collectMethod: { zh: '提前还款时收取', en: 'when paid early' },
    standard: {
      zh: `提前归还本金的 ${percent}，已到期 ${freeAfterInstalments} 期后免收`,
      en: `${percent} of the principal paid early; free once ${freeAfterInstalments} instalments have fallen due`,
    },
    collector: LENDER,
  }
}

/**
 * Writes a rate as per cent with two decimals, half to even.
 *
 * @example formatPercent(128_038n) // '12.80%'
 */
export function formatPercent(ratePpm: RatePpm): string {
  const hundredths = mulDiv(ratePpm, 1n, 100n, 'half-even')
  return `${formatYuan(hundredths)}%`
}
