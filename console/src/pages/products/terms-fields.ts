import { labelOf } from '@puhui/api'
import { showMoney, showRate } from '@puhui/design'
import type { Locale } from '@puhui/kernel'
import {
  allocationInWords,
  DEFAULT_ALLOCATION,
  dueDayInWords,
  type FeeRule,
  type ProductTerms,
  planInWords,
} from '@puhui/product'
import { allocationText } from '../../i18n/allocation.ts'
import { defaultTermsText } from '../../i18n/default-terms.ts'
import { planText } from '../../i18n/plan.ts'
import type { ProductsText } from '../../i18n/products.ts'

/** One term of a product in the reader's words. `key` is the same in every version that has the term. */
export interface TermsField {
  readonly key: string
  readonly label: string
  readonly text: string
}

/** The language a term is written in when it is not the reader's own: a product carries its name in both. */
export function languageOf(key: string): 'zh-CN' | 'en' | undefined {
  if (key.endsWith('.zh')) return 'zh-CN'
  return key.endsWith('.en') ? 'en' : undefined
}

/** All terms of a product, flat and in the order of the form. */
export function fieldsOf(terms: ProductTerms, t: ProductsText, locale: Locale): readonly TermsField[] {
  const { amountFen, penalty, prepayment, dueDay, instalment } = terms
  const plain: readonly (readonly [key: string, label: string, text: string])[] = [
    ['code', t.code, terms.code],
    ['name.zh', t.nameZh, terms.name.zh],
    ['name.en', t.nameEn, terms.name.en],
    ['purpose.zh', t.purposeZh, terms.purpose.zh],
    ['purpose.en', t.purposeEn, terms.purpose.en],
    ['methods', t.methods, terms.methods.map((method) => labelOf('method', method)[locale]).join(' · ')],
    ['amountFen.min', t.amountMin, showMoney(amountFen.min)],
    ['amountFen.max', t.amountMax, showMoney(amountFen.max)],
    ['amountFen.step', t.amountStep, showMoney(amountFen.step)],
    ['termMonths', t.terms, terms.termMonths.join(' · ')],
    ...terms.prices.map(
      ({ grade, annualRatePpm }) => [`prices.${grade}`, `${t.rate} ${grade}`, showRate(annualRatePpm)] as const,
    ),
    ...terms.fees.map((fee) => [`fees.${fee.code}`, `${t.fees} ${fee.code}`, feeText(fee, t, locale)] as const),
    ['penalty.multiple', `${t.penalty} · ${t.multiple}`, showRate(penalty.contractRateMultiplePpm)],
    ['penalty.max', `${t.penalty} · ${t.penaltyMax}`, showRate(penalty.annualRateMaxPpm)],
    ['penalty.base', `${t.penalty} · ${t.base}`, t.bases[penalty.base]],
    ['penalty.daysInYear', `${t.penalty} · ${t.daysInYear}`, String(penalty.daysInYear)],
    ['graceDays', t.graceDays, String(terms.graceDays)],
    ['prepayment.isAllowed', t.isAllowed, prepayment.isAllowed ? t.yes : t.no],
    ['prepayment.fee', `${t.prepayment} · ${t.prepayFee}`, showRate(prepayment.feePpm)],
    ['prepayment.freeAfter', `${t.prepayment} · ${t.freeAfter}`, String(prepayment.freeAfterInstalments)],
    ['prepayment.min', t.minPrepay, showMoney(prepayment.minAmountFen)],
    ['prepayment.modes', t.modes, prepayment.modes.map((mode) => t.modeNames[mode]).join(' · ')],
    ...defaultFields(terms, locale),
    [
      'allocation',
      t.allocation,
      allocationInWords(terms.allocation ?? DEFAULT_ALLOCATION)
        .map((one) => one[locale])
        .join(' '),
    ],
    ...refundFields(terms, locale),
    ['interestBasis', t.basis, t.basisNames[terms.interestBasis]],
    ['dueDay.kind', t.dueDay, t.dueDays[dueDay.kind]],
    ...(dueDay.kind === 'fixed'
      ? [
          ['dueDay.dayOfMonth', t.dayOfMonth, String(dueDay.dayOfMonth)] as const,
          ['dueDay.minDays', t.minDays, String(dueDay.minDaysToFirst)] as const,
        ]
      : []),
    ['workingDayShift', t.shift, t.shifts[terms.workingDayShift]],
    ['instalment.multiple', t.multipleFen, showMoney(instalment.multipleFen)],
    ['instalment.rounding', t.rounding, t.roundings[instalment.rounding]],
    ['costCap', t.cap, showRate(terms.costCapPpm)],
    ...planFields(terms, locale),
    ...ruleFields(terms, locale),
    ...(terms.scenes ?? []).map(
      ({ scene, payee }) =>
        [`scenes.${scene}`, labelOf('scene', scene)[locale], labelOf('payee', payee)[locale]] as const,
    ),
  ]
  return plain.map(([key, label, text]) => ({ key, label, text }))
}

/** The parts of the plan, each with the sentence that the borrower reads. */
function planFields({ plan = {}, dueDay }: ProductTerms, locale: Locale) {
  const t = planText[locale]
  const { frequency, rates, ...parts } = plan
  const said = (Object.keys(parts) as (keyof typeof parts)[]).map(
    (key) =>
      [
        `plan.${key}`,
        t[key],
        planInWords({ [key]: plan[key] })
          .map((one) => one[locale])
          .join(' '),
      ] as const,
  )
  return [
    ...(frequency ? [['plan.frequency', t.frequency, dueDayInWords(dueDay, frequency)[locale]] as const] : []),
    ...said,
    ...(rates ?? []).map((r) => [`plan.rates.${r.from}`, `${t.rates} ${r.from}`, showRate(r.annualRatePpm)] as const),
  ]
}

/** What holds for a loan that stays late. */
function defaultFields({ acceleration, chargeOff }: ProductTerms, locale: Locale) {
  const t = defaultTermsText[locale]
  return [
    ...(acceleration
      ? [['acceleration', t.acceleration, t.accelerationIs(acceleration.afterDays, acceleration.noticeDays)] as const]
      : []),
    ...(chargeOff ? [['chargeOff', t.chargeOff, t.chargeOffs[chargeOff]] as const] : []),
  ]
}

function refundFields({ refundInterest }: ProductTerms, locale: Locale) {
  const t = allocationText[locale]
  return refundInterest ? [['refundInterest', t.refundInterest, t.refundInterests[refundInterest]] as const] : []
}

function ruleFields({ rules }: ProductTerms, locale: Locale) {
  const t = planText[locale]
  const { limit, review } = rules ?? {}
  return [
    ...(limit ? [['rules.limit', t.perCustomerFen, showMoney(limit.perCustomerFen)] as const] : []),
    ...(review
      ? [
          ['rules.review.above', t.manualAboveFen, showMoney(review.manualAboveFen)] as const,
          ['rules.review.grades', t.manualGrades, review.manualGrades.join(' · ')] as const,
        ]
      : []),
  ]
}

function feeText(fee: FeeRule, t: ProductsText, locale: Locale): string {
  const own = planText[locale]
  const kind = own.feeKinds[fee.kind ?? 'service']
  const when = fee.event ? own.feeEvents[fee.event] : t.timings[fee.timing]
  const amount = fee.amount.kind === 'fixed' ? showMoney(fee.amount.amountFen) : showRate(fee.amount.ratePpm)
  const who = fee.collector.kind === 'lender' ? t.collectors.lender : fee.collector.name[locale]
  return [fee.name[locale], kind, when, amount, who].join(' · ')
}

export interface TermsChange {
  readonly key: string
  readonly label: string
  /** `undefined` where a version does not have the term. */
  readonly one: string | undefined
  readonly other: string | undefined
}

/** The terms that two lists do not share, in the order of the second. */
export function changesOf(one: readonly TermsField[], other: readonly TermsField[]): readonly TermsChange[] {
  const gone = one.filter(({ key }) => !other.some((field) => field.key === key))
  return [...other, ...gone]
    .map(({ key, label }) => ({
      key,
      label,
      one: one.find((field) => field.key === key)?.text,
      other: other.find((field) => field.key === key)?.text,
    }))
    .filter((change) => change.one !== change.other)
}
