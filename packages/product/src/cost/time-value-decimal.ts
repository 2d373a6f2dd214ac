import { addDecimal, type Decimal, decimal, divideDecimal, multiplyDecimal, negate, powerDecimal } from './decimal.ts'
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

/** The payment of an annuity; the rate is not zero. Same formula as `pmt`. */
export function pmtDecimal(annuity: Omit<DecimalAnnuity, 'payment'>): Decimal {
  const { rate, periods, presentValue, futureValue } = annuity
  const growth = powerDecimal(addDecimal(ONE, rate), periods)
  const value = addDecimal(futureValue, multiplyDecimal(presentValue, growth))
  return negate(divideDecimal(value, factor(annuity, growth)))
}

/** The value today of an annuity; the rate is not zero. */
export function pvDecimal(annuity: Omit<DecimalAnnuity, 'presentValue'>): Decimal {
  const { rate, periods, payment, futureValue } = annuity
  const growth = powerDecimal(addDecimal(ONE, rate), periods)
  const value = addDecimal(futureValue, multiplyDecimal(payment, factor(annuity, growth)))
  return negate(divideDecimal(value, growth))
}

/** The value at the end of an annuity; the rate is not zero. */
export function fvDecimal(annuity: Omit<DecimalAnnuity, 'futureValue'>): Decimal {
  const { rate, periods, payment, presentValue } = annuity
  const growth = powerDecimal(addDecimal(ONE, rate), periods)
  return negate(addDecimal(multiplyDecimal(presentValue, growth), multiplyDecimal(payment, factor(annuity, growth))))
}

function factor({ rate, when }: Pick<DecimalAnnuity, 'rate' | 'when'>, growth: Decimal): Decimal {
  const early = when === 'begin' ? addDecimal(ONE, rate) : ONE
  return divideDecimal(multiplyDecimal(early, addDecimal(growth, decimal('-1'))), rate)
}
