import { solveRate, type TimedFlow } from './irr.ts'

/** Whether payments come at the end or at the beginning of each period. */
export type When = 'end' | 'begin'

/** The four amounts of an annuity: received above zero, paid below. Rates are per period, as fractions. */
export interface Annuity {
  readonly rate: number
  readonly periods: number
  readonly payment: number
  readonly presentValue: number
  readonly futureValue: number
  readonly when: When
}

type Without<Key extends keyof Annuity> = Omit<Annuity, Key>

/**
 * The payment of an annuity.
 *
 * @source pv·(1+r)^n + pmt·(1+r·w)·((1+r)^n − 1)/r + fv = 0, w = 1 at the beginning; SPEC V1
 * @example pmt({ rate: 0.08 / 12, periods: 60, presentValue: 15_000, futureValue: 0, when: 'end' }) // -304.1459…
 */
export function pmt(annuity: Without<'payment'>): number {
  const { rate, periods, presentValue, futureValue } = annuity
  return -(futureValue + presentValue * (1 + rate) ** periods) / annuityFactor(annuity)
}

/** The value today of an annuity. */
export function pv(annuity: Without<'presentValue'>): number {
  const { rate, periods, payment, futureValue } = annuity
  return -(futureValue + payment * annuityFactor(annuity)) / (1 + rate) ** periods
}

/** The value at the end of an annuity. */
export function fv(annuity: Without<'futureValue'>): number {
  const { rate, periods, payment, presentValue } = annuity
  return -(presentValue * (1 + rate) ** periods + payment * annuityFactor(annuity))
}

/** The number of periods; not whole as a rule, infinite when nothing is ever paid. */
export function nper({ rate, payment, presentValue, futureValue, when }: Without<'periods'>): number {
  if (rate === 0 && payment === 0) return Number.POSITIVE_INFINITY
  if (rate === 0) return -(futureValue + presentValue) / payment
  const perpetual = (payment * (1 + rate * early(when))) / rate
  return Math.log((perpetual - futureValue) / (presentValue + perpetual)) / Math.log(1 + rate)
}

/** The rate per period; NaN when there is none. */
export function rateOf({ periods, payment, presentValue, futureValue, when }: Without<'rate'>): number {
  const payments: TimedFlow[] = Array.from({ length: periods }, (_, i) => ({
    time: i + 1 - early(when),
    amount: payment,
  }))
  return solveRate([{ time: 0, amount: presentValue }, ...payments, { time: periods, amount: futureValue }])
}

/** The interest in the payment of a period, counted from 1; NaN before the first. */
export function ipmt(annuity: Without<'payment'> & { readonly period: number }): number {
  const { rate, period, when } = annuity
  if (period < 1) return Number.NaN
  if (when === 'begin' && period === 1) return 0
  const balance = fv({ ...annuity, periods: period - 1, payment: pmt(annuity) })
  return when === 'begin' ? (balance * rate) / (1 + rate) : balance * rate
}

/** The principal in the payment of a period. */
export function ppmt(annuity: Without<'payment'> & { readonly period: number }): number {
  return pmt(annuity) - ipmt(annuity)
}

/** The value of flows at the times 0, 1, 2 … at a rate. */
export function npv(rate: number, flows: readonly number[]): number {
  return flows.reduce((sum, amount, time) => sum + amount / (1 + rate) ** time, 0)
}

/** The return when what is paid in is financed at one rate and what comes back is reinvested at another. */
export function mirr(flows: readonly number[], financeRate: number, reinvestRate: number): number {
  if (!flows.some((amount) => amount > 0) || !flows.some((amount) => amount < 0)) return Number.NaN
  const back = Math.abs(
    npv(
      reinvestRate,
      flows.map((amount) => Math.max(amount, 0)),
    ),
  )
  const paid = Math.abs(
    npv(
      financeRate,
      flows.map((amount) => Math.min(amount, 0)),
    ),
  )
  return (back / paid) ** (1 / (flows.length - 1)) * (1 + reinvestRate) - 1
}

function annuityFactor({ rate, periods, when }: Pick<Annuity, 'rate' | 'periods' | 'when'>): number {
  return rate === 0 ? periods : ((1 + rate * early(when)) * ((1 + rate) ** periods - 1)) / rate
}

function early(when: When): number {
  return when === 'begin' ? 1 : 0
}
