import { addMonths, type Day, dayOfMonth } from '@puhui/calendar'
import type { Fen, RatePpm } from '@puhui/money'
import { irr, xirr } from './irr.ts'

/** Money that the borrower receives (above zero) or pays (below zero), in the order of time; the first is the disbursement. */
export interface FenFlow {
  readonly on: Day
  readonly amountFen: Fen
}

export interface AnnualCost {
  /** (1 + r)^12 − 1 of the monthly rate r. */
  readonly irrAnnualPpm: RatePpm
  /** 12 × r. */
  readonly simpleAnnualPpm: RatePpm
}

/**
 * The annual cost by the regulator's two methods.
 *
 * Flows that all lie whole months after the first are solved by the month; others by actual days / 365, from which
 * the monthly rate follows.
 *
 * @returns both rates in millionths, rounded to the nearest
 * @source CN-RATE-002 (中国人民银行公告〔2021〕第3号 and annex); SPEC C1-C3
 * @example annualCost(flows) // { irrAnnualPpm: 135826n, simpleAnnualPpm: 128038n } for the annex example
 */
export function annualCost(flows: readonly FenFlow[]): AnnualCost {
  const monthly = monthlyRate(flows)
  return { irrAnnualPpm: toPpm((1 + monthly) ** 12 - 1), simpleAnnualPpm: toPpm(12 * monthly) }
}

function monthlyRate(flows: readonly FenFlow[]): number {
  const byMonth = monthlyFlows(flows)
  if (byMonth) return irr(byMonth)
  const annual = xirr(flows.map(({ on, amountFen }) => ({ on, amount: Number(amountFen) })))
  return (1 + annual) ** (1 / 12) - 1
}

/** Amounts at months 0, 1, 2 …, or nothing when a flow lies on another day. */
function monthlyFlows(flows: readonly FenFlow[]): readonly number[] | undefined {
  const first = flows[0]!
  const byMonth: number[] = []
  const anchorDay = dayOfMonth(first.on)
  for (const { on, amountFen } of flows) {
    let month = byMonth.length === 0 ? 0 : byMonth.length - 1
    while (addMonths(first.on, month, anchorDay) < on) month++
    if (addMonths(first.on, month, anchorDay) !== on) return undefined
    while (byMonth.length <= month) byMonth.push(0)
    byMonth[month]! += Number(amountFen)
  }
  return byMonth
}

/** A million times the amount a year: what a loan is said to cost of which nothing is received, or next to nothing. */
const BEYOND_MEASURE_PPM: RatePpm = 1_000_000_000_000n

function toPpm(rate: number): RatePpm {
  const isMeasured = Number.isFinite(rate) && rate * 1_000_000 < Number(BEYOND_MEASURE_PPM)
  return isMeasured ? BigInt(Math.round(rate * 1_000_000)) : BEYOND_MEASURE_PPM
}
