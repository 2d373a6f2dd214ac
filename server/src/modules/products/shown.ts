import type { OutputOf, productsApi } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import {
  type CostTable,
  formatPercent,
  type Instalment,
  type InterestStep,
  type ProductTerms,
  type Quote,
  summaryOf,
} from '@puhui/product'
import type { ProductVersion } from './model.ts'

type QuoteShown = OutputOf<typeof productsApi.makeQuote>

/** A quote as the API shows it: amounts as text, rates as numbers, every figure with how it came about. */
export function quoteShown(quote: Quote, version: ProductVersion, rateIs: QuoteShown['rateIs']): QuoteShown {
  const { schedule, cost, request } = quote
  return {
    productCode: quote.productCode,
    productVersion: version.version,
    principalFen: String(schedule.principalFen),
    termMonths: request.termMonths,
    method: request.method,
    annualRatePpm: Number(quote.annualRatePpm),
    rateIs,
    disbursedOn: schedule.disbursedOn,
    instalments: instalmentsShown(schedule.instalments),
    totalInterestFen: String(schedule.totalInterestFen),
    totalFeesFen: String(schedule.totalFeesFen),
    totalCostFen: String(cost.totalCostFen),
    totalPaidFen: String(schedule.totalDueFen),
    receivedFen: String(quote.receivedFen),
    draws: drawsShown(quote),
    annualCostSimplePpm: Number(cost.simpleAnnualPpm),
    annualCostIrrPpm: Number(cost.irrAnnualPpm),
    capPpm: Number(version.terms.costCapPpm),
    isWithinCap: true,
    costTable: costTableShown(quote),
  }
}

function drawsShown({ draws }: Quote): QuoteShown['draws'] {
  if (!draws) return null
  const { firstFen, restFen, lastOn, firstDueFen } = draws
  return { firstFen: String(firstFen), restFen: String(restFen), lastOn, firstDueFen: String(firstDueFen) }
}

/** Instalments with the balance before each and the arithmetic of its interest. */
export function instalmentsShown(instalments: readonly Instalment[]): QuoteShown['instalments'] {
  return instalments.map((one) => ({
    number: one.number,
    periodFrom: one.periodFrom,
    dueOn: one.dueOn,
    days: one.days,
    openingFen: String(one.balanceFen + one.principalFen),
    principalFen: String(one.principalFen),
    interestFen: String(one.interestFen),
    feeFen: String(one.feeFen),
    dueFen: String(one.dueFen),
    balanceFen: String(one.balanceFen),
    explanation: interestInWords(one.interestSteps, one.interestFen),
  }))
}

/** Balance × rate × share of the year, step by step and each with its days where there are several, then rounded once. */
export function interestInWords(steps: readonly InterestStep[], interestFen: bigint): Localized {
  const said = steps.map((step) => stepInWords(step, steps.length > 1))
  const [zh, en] = [said.map((one) => one.zh).join(' + ') || '0', said.map((one) => one.en).join(' + ') || '0']
  return {
    zh: `利息 = ${zh} = ${formatYuan(interestFen)} 元（四舍六入五成双，精确到分）`,
    en: `Interest = ${en} = ¥${formatYuan(interestFen)} (rounded half to even, to the fen)`,
  }
}

function stepInWords(step: InterestStep, isDated: boolean): Localized {
  const { from, to, balanceFen, annualRatePpm, num, den, isSpread } = step
  const sum = `${formatYuan(balanceFen)} × ${formatPercent(annualRatePpm)} × ${num}/${den}`
  if (isSpread) return { zh: `${sum}（全期利息均分）`, en: `${sum} (an equal part of the whole term's)` }
  if (!isDated) return { zh: sum, en: sum }
  const isFree = annualRatePpm === 0n
  return {
    zh: `${sum}（${from} 至 ${to}${isFree ? '，不计息' : ''}）`,
    en: `${sum} (${from} to ${to}${isFree ? ', no interest' : ''})`,
  }
}

/** The cost table with the amount of each item beside its yearly share (CN-RATE-003). */
export function costTableShown({
  costTable,
  schedule,
}: Pick<Quote, 'costTable' | 'schedule'>): QuoteShown['costTable'] {
  const fees = [...schedule.upfrontFees, ...schedule.instalments.flatMap((one) => one.fees)]
  const amountOf = (code: string) =>
    code === 'interest'
      ? schedule.totalInterestFen
      : fees.filter((fee) => fee.code === code).reduce((sum, fee) => sum + fee.amountFen, 0n)
  return {
    principalFen: String(costTable.loanPrincipalFen),
    items: costTable.items.map(({ code, name, collector, collectMethod, standard, annualisedPpm }) => ({
      code,
      name,
      collector,
      collectMethod,
      standard,
      amountFen: String(amountOf(code)),
      annualisedPpm: Number(annualisedPpm ?? 0n),
    })),
    annualCostSimplePpm: Number(costTable.annualCostNormalPerformancePpm),
    contingentItems: contingentShown(costTable),
    statement: costTable.statement,
  }
}

function contingentShown({ contingentItems }: CostTable) {
  return contingentItems.map(({ code, name, collector, standard }) => ({ code, name, collector, standard }))
}

/** The product on one page, one sentence a line, from its terms alone (PRD-20). */
export function summaryShown(terms: ProductTerms): Localized[] {
  return summaryOf(terms).map(({ heading, text }) => ({
    zh: `${heading.zh}：${text.zh}`,
    en: `${heading.en}: ${text.en}`,
  }))
}
