import type { Day } from '@puhui/calendar'
import { type Fen, parseYuan } from '@puhui/money'

/** One scenario as it stands in the file: inputs and assertions in order. */
export interface ReplayCase {
  readonly id: string
  readonly source: string
  readonly exampleRow?: number
  readonly categories: readonly string[]
  readonly events: readonly ReplayStep[]
}

/** A step is an input (`op`) or an assertion (`expect`); its other fields depend on which. */
export type ReplayStep = Readonly<Record<string, unknown>> & { readonly op?: string; readonly expect?: string }

export type ReplayRow = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface ReplayProduct {
  readonly loanScheduleType?: 'PROGRESSIVE'
  readonly interestCalculationPeriodType: string
  readonly transactionProcessingStrategyCode: string
  readonly interestRateFrequencyType: string
  readonly daysInYearType: string
  readonly daysInMonthType: string
  readonly daysInYearCustomStrategy?: string
  readonly interestType: string
  readonly isInterestRecalculationEnabled: boolean
  readonly recalculationRestFrequencyType?: string
  readonly preClosureInterestCalculationStrategy?: string
  readonly disallowInterestCalculationOnPastDue?: boolean
  readonly allowPartialPeriodInterestCalculation?: boolean
  readonly installmentAmountInMultiplesOf?: number
  readonly fixedLength?: number
  readonly enableDownPayment?: boolean
  readonly enableAutoRepaymentForDownPayment?: boolean
  readonly disbursedAmountPercentageForDownPayment?: number | string
  readonly allowFullTermForTranche?: boolean
  readonly interestRecognitionOnDisbursementDate?: boolean
  readonly repaymentStartDateType?: string
  readonly loanScheduleProcessingType?: 'HORIZONTAL' | 'VERTICAL'
  readonly paymentAllocation?: readonly ReplayAllocation[]
  readonly creditAllocation?: readonly { readonly transactionType: string; readonly order: readonly string[] }[]
  readonly chargeOffBehaviour?: string
  readonly supportedInterestRefundTypes?: readonly string[]
  readonly accountingRule: string
  readonly enableAccrualActivityPosting?: boolean
  readonly charges?: readonly string[]
  readonly merchantBuyDownFee?: boolean
  readonly capitalizedIncomeType?: string
  readonly buyDownFeeIncomeType?: string
}

export interface ReplayAllocation {
  readonly transactionType: string
  readonly futureInstallmentRule: string
  readonly order: readonly string[]
}

export function fenOf(value: unknown): Fen {
  const read = parseYuan(String(value ?? '0'))
  if (!read.ok) throw new Error(`no amount: ${String(value)}`)
  return read.value
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Days come as 2024-06-23 and, in some scenarios, as 23 Jun 2024 or 23 June 2024. */
export function dayOf(value: unknown): Day {
  const text = String(value)
  const parts = /^(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})$/iu.exec(text)
  if (!parts) return text as Day
  const month = String(MONTHS.indexOf(parts[2]!.toLowerCase()) + 1).padStart(2, '0')
  return `${parts[3]}-${month}-${parts[1]!.padStart(2, '0')}` as Day
}

export function textOf(step: ReplayStep, key: string): string {
  return String(step[key] ?? '')
}
