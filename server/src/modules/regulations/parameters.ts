import {
  type LenderKind,
  type OverrideProblem,
  type Parameter,
  type ParameterValue,
  RULES,
  type RuleId,
  type RulePack,
  rulePack,
} from '@puhui/compliance'
import { assert } from '@puhui/kernel'

/** A number that a regulation sets in a rule of law; the value as text, as people and JSON write it. */
export interface SetParameter {
  readonly rule: string
  readonly parameter: string
  readonly value: string
}

export type ParameterUnit = 'ppm' | 'fen' | 'months' | 'flag' | 'count'

/** The numbers that offers are checked for one by one: what is released takes effect, and a what-if can count it. */
const OF_OFFERS: readonly (readonly [RuleId, string])[] = [
  ['CN-RATE-004', 'capAnnualPpm'],
  ['CN-ORIG-001', 'maxConsumerLineFen'],
  ['CN-ORIG-003', 'consumerMaxMonths'],
  ['CN-ORIG-004', 'maxBorrowerBalanceFen'],
  ['CN-ORIG-012', 'maxDtiPpm'],
]

export interface ShippedNumber {
  readonly rule: RuleId
  readonly parameter: string
  readonly unit: ParameterUnit
  readonly bound: Parameter['bound']
  readonly law: string
}

/** Every number that this kind of lender may set. */
export function settables(kind: LenderKind): ShippedNumber[] {
  const own = OF_OFFERS.filter(([rule]) => (RULES[rule].lenderKinds as readonly string[]).includes(kind))
  return own.flatMap(([rule, name]) => numbersOf(rule).filter(({ parameter }) => parameter === name))
}

/** The numbers and switches of a rule as the platform ships them. */
export function numbersOf(rule: RuleId): ShippedNumber[] {
  return Object.entries(RULES[rule].parameters as Readonly<Record<string, Parameter>>).flatMap(([parameter, law]) => {
    const unit = unitOf(parameter, law)
    return unit === null ? [] : [{ rule, parameter, unit, bound: law.bound, law: textOf(law.value) }]
  })
}

function unitOf(name: string, { value }: Parameter): ParameterUnit | null {
  if (typeof value === 'boolean') return 'flag'
  if (typeof value !== 'bigint' && typeof value !== 'number') return null
  if (name.endsWith('Ppm')) return 'ppm'
  if (name.endsWith('Fen')) return 'fen'
  return /months/i.test(name) ? 'months' : 'count'
}

export function textOf(value: ParameterValue): string {
  return value === null ? '' : String(value)
}

/** The text as the rule's own type; undefined when the rule or the parameter is unknown or the text is not of its type. */
export function numberOf({ rule, parameter, value }: SetParameter): ParameterValue | undefined {
  const law = lawOf(rule, parameter)
  switch (typeof law?.value) {
    case 'bigint':
      return /^\d{1,18}$/.test(value) ? BigInt(value) : undefined
    case 'number':
      return /^\d{1,9}$/.test(value) ? Number(value) : undefined
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : undefined
    default:
      return undefined
  }
}

export function isRuleId(rule: string): rule is RuleId {
  return Object.hasOwn(RULES, rule)
}

function lawOf(rule: string, parameter: string): Parameter | undefined {
  if (!isRuleId(rule)) return undefined
  const parameters: Readonly<Record<string, Parameter>> = RULES[rule].parameters
  return Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined
}

export interface ParameterProblem {
  readonly at: number
  readonly code: OverrideProblem['code']
}

/**
 * What is wrong with numbers that somebody wants to set: all of it, with its place.
 *
 * @refuses compliance.parameter_unknown, compliance.parameter_wrong_type, compliance.parameter_past_the_law
 */
export function parameterProblems(kind: LenderKind, wanted: readonly SetParameter[]): ParameterProblem[] {
  const known = settables(kind)
  return wanted.flatMap((one, at): ParameterProblem[] => {
    const isKnown = known.some(({ rule, parameter }) => rule === one.rule && parameter === one.parameter)
    if (!isKnown) return [{ at, code: 'compliance.parameter_unknown' }]
    const value = numberOf(one)
    if (value === undefined) return [{ at, code: 'compliance.parameter_wrong_type' }]
    const pack = rulePack(kind, { [one.rule]: { [one.parameter]: value } })
    return pack.ok ? [] : pack.error.problems.map(({ code }) => ({ at, code }))
  })
}

/**
 * The rules with numbers laid over them, the later over the earlier. A number that the law has overtaken since (it is
 * stricter now) is left out: the law holds.
 */
export function packWith(kind: LenderKind, numbers: readonly SetParameter[]): RulePack {
  const known = numbers.length === 0 ? plain.get(kind) : undefined
  if (known) return known
  const overrides: Record<string, Record<string, ParameterValue>> = {}
  for (const one of numbers) {
    if (parameterProblems(kind, [one]).length > 0) continue
    overrides[one.rule] = { ...overrides[one.rule], [one.parameter]: numberOf(one)! }
  }
  const pack = rulePack(kind, overrides)
  assert(pack.ok, 'numbers that were checked one by one make a pack')
  if (numbers.length === 0) plain.set(kind, pack.value)
  return pack.value
}

const plain = new Map<LenderKind, RulePack>()
