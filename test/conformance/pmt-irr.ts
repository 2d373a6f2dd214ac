import {
  type Annuity,
  type Decimal,
  decimal,
  divideDecimal,
  formatDecimal,
  fv,
  fvDecimal,
  ipmt,
  irr,
  mirr,
  nper,
  npv,
  pmt,
  pmtDecimal,
  ppmt,
  pv,
  pvDecimal,
  rateOf,
  type When,
} from '@puhui/product'
import { readGolden } from './golden.ts'
import type { CaseResult, ConformanceSet } from './report.ts'

type Argument = number | string | readonly number[]

interface Vector {
  readonly fn: string
  readonly args: readonly Argument[]
  readonly expect: number | string
  readonly tolerance: string
}

export const pmtIrr: ConformanceSet = {
  name: 'pmt-irr',
  run: () => readGolden<{ vectors: readonly Vector[] }>('pmt-irr.json').vectors.map(runVector),
}

function runVector(vector: Vector, index: number): CaseResult {
  const base = { id: `${vector.fn}#${index + 1}`, category: vector.fn }
  const isDecimal = vector.tolerance.includes('28 digits')
  const got = isDecimal ? formatDecimal(decimalResult(vector)) : floatResult(vector)
  const isSame = typeof got === 'string' ? got === vector.expect : isNear(got, vector)
  return isSame ? base : { ...base, difference: `expected ${vector.expect}, got ${got}` }
}

function isNear(got: number, { expect, tolerance }: Vector): boolean {
  if (typeof expect === 'string' && expect.startsWith('no real solution')) return Number.isNaN(got)
  const wanted = Number(expect)
  if (Number.isNaN(wanted)) return Number.isNaN(got)
  if (!Number.isFinite(wanted)) return got === wanted
  return Math.abs(got - wanted) <= (Number(tolerance) || 1e-9 * Math.max(1, Math.abs(wanted)))
}

/** Reads `0.08/12` and the like. */
function num(argument: Argument | undefined): number {
  const [top, bottom = '1'] = String(argument).split(' ')[0]!.split('/')
  return Number(top) / Number(bottom)
}

function dec(argument: Argument | undefined): Decimal {
  const [top, bottom] = String(argument).split(' ')[0]!.split('/')
  return bottom === undefined ? decimal(top!) : divideDecimal(decimal(top!), decimal(bottom))
}

const list = (argument: Argument | undefined) => argument as readonly number[]
const when = (argument: Argument | undefined) => (argument ?? 'end') as When

function floatResult({ fn, args }: Vector): number {
  const [a, b, c, d, e, f] = args
  const annuity = (values: Partial<Annuity>): Annuity => ({
    rate: 0,
    periods: 0,
    payment: 0,
    presentValue: 0,
    futureValue: 0,
    when: 'end',
    ...values,
  })
  switch (fn) {
    case 'pmt':
      return pmt(
        annuity({ rate: num(a), periods: num(b), presentValue: num(c), futureValue: num(d ?? 0), when: when(e) }),
      )
    case 'pv':
      return pv(annuity({ rate: num(a), periods: num(b), payment: num(c), futureValue: num(d ?? 0), when: when(e) }))
    case 'fv':
      return fv(annuity({ rate: num(a), periods: num(b), payment: num(c), presentValue: num(d), when: when(e) }))
    case 'nper':
      return nper(
        annuity({ rate: num(a), payment: num(b), presentValue: num(c), futureValue: num(d ?? 0), when: when(e) }),
      )
    case 'rate':
      return rateOf(
        annuity({ periods: num(a), payment: num(b), presentValue: num(c), futureValue: num(d), when: when(e) }),
      )
    case 'ipmt':
    case 'ppmt': {
      const given = { rate: num(a), periods: num(c), presentValue: num(d), futureValue: num(e ?? 0), when: when(f) }
      return (fn === 'ipmt' ? ipmt : ppmt)({ ...annuity(given), period: num(b) })
    }
    case 'npv':
      return npv(num(a), list(b))
    case 'irr':
      return irr(list(a))
    case 'mirr':
      return mirr(list(a), num(b), num(c))
    default:
      return Number.NaN
  }
}

function decimalResult({ fn, args }: Vector): Decimal {
  const [a, b, c, d, e] = args
  const zero = decimal('0')
  const common = {
    rate: dec(a),
    periods: num(b),
    payment: zero,
    presentValue: zero,
    futureValue: dec(d ?? 0),
    when: when(e),
  }
  switch (fn) {
    case 'pmt':
      return pmtDecimal({ ...common, presentValue: dec(c) })
    case 'pv':
      return pvDecimal({ ...common, payment: dec(c) })
    case 'fv':
      return fvDecimal({ ...common, payment: dec(c), presentValue: dec(d) })
    default:
      return zero
  }
}
