import {
  addDecimal,
  compareDecimal,
  type Decimal,
  decimal,
  divideDecimal,
  multiplyDecimal,
  negate,
  powerDecimal,
  rootDecimal,
} from './decimal.ts'
import type { When } from './time-value.ts'

/** An annuity in decimals of 28 digits, for figures that are quoted to the last digit. */
export interface DecimalAnnuity {
  readonly rate: Decimal
  readonly periods: number
  readonly payment: Decimal
  readonly presentValue: Decimal
  readonly futureValue: Decimal
  readonly when: When
}

const ONE = decimal('1')
const ZERO = decimal('0')

/** The payment of an annuity. Same formula as `pmt`. */
export function pmtDecimal(annuity: Omit<DecimalAnnuity, 'payment'>): Decimal {
  const { rate, periods, presentValue, futureValue } = annuity
  const growth = powerDecimal(addDecimal(ONE, rate), periods)
  const value = addDecimal(futureValue, multiplyDecimal(presentValue, growth))
  return negate(divideDecimal(value, factor(annuity, growth)))
}

/** The value today of an annuity. */
export function pvDecimal(annuity: Omit<DecimalAnnuity, 'presentValue'>): Decimal {
  const { rate, periods, payment, futureValue } = annuity
  const growth = powerDecimal(addDecimal(ONE, rate), periods)
  const value = addDecimal(futureValue, multiplyDecimal(payment, factor(annuity, growth)))
  return negate(divideDecimal(value, growth))
}

/** The value at the end of an annuity. */
export function fvDecimal(annuity: Omit<DecimalAnnuity, 'futureValue'>): Decimal {
  const { rate, periods, payment, presentValue } = annuity
  const growth = powerDecimal(addDecimal(ONE, rate), periods)
  return negate(addDecimal(multiplyDecimal(presentValue, growth), multiplyDecimal(payment, factor(annuity, growth))))
}

/** The interest in the payment of a period, counted from 1; undefined before the first. */
export function ipmtDecimal(
  annuity: Omit<DecimalAnnuity, 'payment'> & { readonly period: number },
): Decimal | undefined {
  const { rate, period, when } = annuity
  if (period < 1) return undefined
  if (when === 'begin' && period === 1) return ZERO
  const balance = fvDecimal({ ...annuity, periods: period - 1, payment: pmtDecimal(annuity) })
  const interest = multiplyDecimal(balance, rate)
  return when === 'begin' ? divideDecimal(interest, addDecimal(ONE, rate)) : interest
}

/** The principal in the payment of a period; undefined before the first. */
export function ppmtDecimal(
  annuity: Omit<DecimalAnnuity, 'payment'> & { readonly period: number },
): Decimal | undefined {
  const interest = ipmtDecimal(annuity)
  return interest && addDecimal(pmtDecimal(annuity), negate(interest))
}

/** The value of flows at the times 0, 1, 2 … at a rate. */
export function npvDecimal(rate: Decimal, flows: readonly Decimal[]): Decimal {
  const growth = addDecimal(ONE, rate)
  return flows.reduce((sum, amount, time) => addDecimal(sum, divideDecimal(amount, powerDecimal(growth, time))), ZERO)
}

/** The modified return, as `mirr`; undefined without both signs. */
export function mirrDecimal(
  flows: readonly Decimal[],
  financeRate: Decimal,
  reinvestRate: Decimal,
): Decimal | undefined {
  const sign = (amount: Decimal) => compareDecimal(amount, ZERO)
  if (!flows.some((amount) => sign(amount) > 0) || !flows.some((amount) => sign(amount) < 0)) return undefined
  const only = (wanted: number) => flows.map((amount) => (sign(amount) === wanted ? amount : ZERO))
  const ratio = divideDecimal(npvDecimal(reinvestRate, only(1)), negate(npvDecimal(financeRate, only(-1))))
  const growth = multiplyDecimal(rootDecimal(ratio, flows.length - 1), addDecimal(ONE, reinvestRate))
  return addDecimal(growth, decimal('-1'))
}

function factor({ rate, periods, when }: Pick<DecimalAnnuity, 'rate' | 'periods' | 'when'>, growth: Decimal): Decimal {
  if (rate.digits === 0n) return decimal(String(periods))
  const early = when === 'begin' ? addDecimal(ONE, rate) : ONE
  return divideDecimal(multiplyDecimal(early, addDecimal(growth, decimal('-1'))), rate)
}
