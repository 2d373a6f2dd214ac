import {
  type Annuity,
  compareDecimal,
  type Decimal,
  type DecimalAnnuity,
  decimal,
  formatDecimal,
  fv,
  fvDecimal,
  ipmt,
  ipmtDecimal,
  irr,
  mirr,
  mirrDecimal,
  nper,
  npv,
  npvDecimal,
  pmt,
  pmtDecimal,
  ppmt,
  ppmtDecimal,
  pv,
  pvDecimal,
  rateOf,
  type When,
} from '@puhui/product'
import { DECIMALS, FLOATS, workOut } from './expression.ts'
import { readGolden } from './golden.ts'
import { type CaseResult, type ConformanceSet, runEach } from './report.ts'

type Scalar = number | string
type Argument = Scalar | readonly Scalar[] | null

interface Vector {
  readonly fn: string
  readonly args: readonly Argument[]
  readonly expect: Scalar | null | readonly (Scalar | null)[]
  readonly tolerance?: string
}

export const pmtIrr: ConformanceSet = {
  name: 'pmt-irr',
  run: () => {
    const file = readGolden<{ vectors: readonly Vector[] }>('pmt-irr.json')
    return file && runEach(file.vectors, runVector, ({ fn }, index) => `${fn}#${index + 1}`)
  },
}

function runVector(vector: Vector, index: number): CaseResult {
  const base = { id: `${vector.fn}#${index + 1}`, category: vector.fn }
  const wanted = Array.isArray(vector.expect) ? (vector.expect as readonly Scalar[]) : [vector.expect as Scalar]
  const got = eachOf(vector, wanted.length).map((single) => {
    const isDecimal = vector.tolerance?.includes('28 digits') === true
    return isDecimal ? decimalResult(single) : floatResult(single)
  })
  const isSame = got.every((value, at) => isAsWanted(value, wanted[at] ?? null, vector.tolerance ?? ''))
  return isSame ? base : { ...base, difference: `expected ${wanted.join(', ')}, got ${got.map(shown).join(', ')}` }
}

/** Where several answers are wanted, the arguments that are lists are taken one by one beside the others. */
function eachOf(vector: Vector, count: number): readonly Vector[] {
  if (!Array.isArray(vector.expect) || FLOWS.has(vector.fn)) return [vector]
  return Array.from({ length: count }, (_, at) => ({
    ...vector,
    args: vector.args.map((argument) =>
      Array.isArray(argument) ? (argument[Math.min(at, argument.length - 1)] as Scalar) : argument,
    ),
  }))
}

/** The functions of flows; the others are of an annuity. */
const FLOWS: ReadonlySet<string> = new Set(['npv', 'irr', 'mirr'])

function shown(value: number | Decimal | undefined): string {
  return typeof value === 'object' ? formatDecimal(value) : String(value ?? Number.NaN)
}

function isAsWanted(got: number | Decimal | undefined, expect: Scalar | null, tolerance: string): boolean {
  const wanted = Number(expect ?? Number.NaN)
  if (typeof got === 'object') return !Number.isNaN(wanted) && compareDecimal(got, decimal(String(expect))) === 0
  if (got === undefined || Number.isNaN(wanted)) return Number.isNaN(wanted) && Number.isNaN(got ?? Number.NaN)
  if (!Number.isFinite(wanted)) return got === wanted
  return Math.abs(got - wanted) <= (Number(tolerance) || 1e-9 * Math.max(1, Math.abs(wanted)))
}

/** Reads `0.08/12` and the like. */
function num(argument: Argument | undefined): number {
  return typeof argument === 'number' ? argument : workOut(String(argument ?? 0), FLOATS)
}

function dec(argument: Argument | undefined): Decimal {
  return typeof argument === 'number' ? decimal(String(argument)) : workOut(String(argument ?? 0), DECIMALS)
}

const list = (argument: Argument | undefined) => (Array.isArray(argument) ? (argument as readonly Scalar[]) : [])
const when = (argument: Argument | undefined): When =>
  /^(?:b|begin|beginning|s|start|1)$/iu.test(String(argument ?? 'end')) ? 'begin' : 'end'

function floatResult({ fn, args }: Vector): number {
  const [a, b, c, d, e, f] = args
  const of = (values: Partial<Annuity>): Annuity => ({
    rate: 0,
    periods: 0,
    payment: 0,
    presentValue: 0,
    futureValue: 0,
    when: when(e),
    ...values,
  })
  switch (fn) {
    case 'pmt':
      return pmt(of({ rate: num(a), periods: num(b), presentValue: num(c), futureValue: num(d) }))
    case 'pv':
      return pv(of({ rate: num(a), periods: num(b), payment: num(c), futureValue: num(d) }))
    case 'fv':
      return fv(of({ rate: num(a), periods: num(b), payment: num(c), presentValue: num(d) }))
    case 'nper':
      return nper(of({ rate: num(a), payment: num(b), presentValue: num(c), futureValue: num(d) }))
    case 'rate':
      return rateOf(of({ periods: num(a), payment: num(b), presentValue: num(c), futureValue: num(d) }))
    case 'ipmt':
    case 'ppmt': {
      const given = { rate: num(a), periods: num(c), presentValue: num(d), futureValue: num(e), when: when(f) }
      return (fn === 'ipmt' ? ipmt : ppmt)({ ...of(given), period: num(b) })
    }
    case 'npv':
      return npv(num(a), list(b).map(num))
    case 'irr':
      return irr(list(a).map(num))
    case 'mirr':
      return mirr(list(a).map(num), num(b), num(c))
    default:
      throw new Error(`function not known: ${fn}`)
  }
}

function decimalResult({ fn, args }: Vector): Decimal | undefined {
  const [a, b, c, d, e, f] = args
  const zero = decimal('0')
  const of = (values: Partial<DecimalAnnuity>): DecimalAnnuity => ({
    rate: zero,
    periods: 0,
    payment: zero,
    presentValue: zero,
    futureValue: zero,
    when: when(e),
    ...values,
  })
  switch (fn) {
    case 'pmt':
      return pmtDecimal(of({ rate: dec(a), periods: num(b), presentValue: dec(c), futureValue: dec(d) }))
    case 'pv':
      return pvDecimal(of({ rate: dec(a), periods: num(b), payment: dec(c), futureValue: dec(d) }))
    case 'fv':
      return fvDecimal(of({ rate: dec(a), periods: num(b), payment: dec(c), presentValue: dec(d) }))
    case 'ipmt':
    case 'ppmt': {
      const given = { rate: dec(a), periods: num(c), presentValue: dec(d), futureValue: dec(e), when: when(f) }
      return (fn === 'ipmt' ? ipmtDecimal : ppmtDecimal)({ ...of(given), period: num(b) })
    }
    case 'npv':
      return npvDecimal(dec(a), list(b).map(dec))
    case 'mirr':
      return mirrDecimal(list(a).map(dec), dec(b), dec(c))
    default:
      throw new Error(`not to be had in decimals: ${fn}`)
  }
}
