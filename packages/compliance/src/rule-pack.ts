import type { Day } from '@puhui/calendar'
import { ok, type Refusal, type Result } from '@puhui/kernel'
import type { LawfulLender } from './lender-kind.ts'
import type { Parameter, ParameterValue, Rule } from './rule.ts'
import { advertisingMessage } from './rules/advertising-message.ts'
import { affordability } from './rules/affordability.ts'
import { aiAdmission } from './rules/ai-admission.ts'
import { assistedLending } from './rules/assisted-lending.ts'
import { automatedDecision } from './rules/automated-decision.ts'
import { averageCost } from './rules/average-cost.ts'
import { bankCardNumber } from './rules/bank-card-number.ts'
import { bureauFields } from './rules/bureau-fields.ts'
import { bureauQuery } from './rules/bureau-query.ts'
import { consumerFinanceLimit } from './rules/consumer-finance-limit.ts'
import { costCap } from './rules/cost-cap.ts'
import { costTable } from './rules/cost-table.ts'
import { creditCode } from './rules/credit-code.ts'
import { dataClassRule } from './rules/data-class.ts'
import { dataCopy } from './rules/data-copy.ts'
import { dataDeletion } from './rules/data-deletion.ts'
import { earlyRepayment } from './rules/early-repayment.ts'
import { inclusiveTagRule } from './rules/inclusive-tag.ts'
import { interestSubsidy } from './rules/interest-subsidy.ts'
import { internetLoanLimit } from './rules/internet-loan-limit.ts'
import { jointLending } from './rules/joint-lending.ts'
import { lawfulBasis } from './rules/lawful-basis.ts'
import { licensedBureau } from './rules/licensed-bureau.ts'
import { loanPrimeRate } from './rules/loan-prime-rate.ts'
import { microloanCost } from './rules/microloan-cost.ts'
import { microloanLimit } from './rules/microloan-limit.ts'
import { minimumAge } from './rules/minimum-age.ts'
import { mobileNumber } from './rules/mobile-number.ts'
import { onlineMarketing } from './rules/online-marketing.ts'
import { penaltyBand } from './rules/penalty-band.ts'
import { personalLoanLimits } from './rules/personal-loan-limits.ts'
import { privateLendingLine } from './rules/private-lending-line.ts'
import { prohibitedPurpose } from './rules/prohibited-purpose.ts'
import { provisioning } from './rules/provisioning.ts'
import { rateCalculation } from './rules/rate-calculation.ts'
import { rateDisclosure } from './rules/rate-disclosure.ts'
import { recommendationDuties } from './rules/recommendation-duties.ts'
import { regionCode } from './rules/region-code.ts'
import { residentIdNumber } from './rules/resident-id-number.ts'
import { riskClassification } from './rules/risk-classification.ts'
import { riskUpgrade } from './rules/risk-upgrade.ts'
import { separateConsent } from './rules/separate-consent.ts'
import { studentLoans } from './rules/student-loans.ts'
import { withheldInterest } from './rules/withheld-interest.ts'
import { workingDays } from './rules/working-days.ts'
import { ALLOW, type Verdict } from './verdict.ts'

/** The rules by their ids, in the order of a loan's life. */
export const RULES = {
  'CN-RATE-001': rateDisclosure,
  'CN-RATE-002': rateCalculation,
  'CN-RATE-003': costTable,
  'CN-RATE-004': costCap,
  'CN-RATE-005': averageCost,
  'CN-RATE-006': microloanCost,
  'CN-RATE-007': privateLendingLine,
  'CN-RATE-008': withheldInterest,
  'CN-RATE-009': penaltyBand,
  'CN-RATE-010': earlyRepayment,
  'CN-SUBS-001': interestSubsidy,
  'CN-ORIG-001': internetLoanLimit,
  'CN-ORIG-002': prohibitedPurpose,
  'CN-ORIG-003': personalLoanLimits,
  'CN-ORIG-004': consumerFinanceLimit,
  'CN-ORIG-005': jointLending,
  'CN-ORIG-006': assistedLending,
  'CN-ORIG-007': studentLoans,
  'CN-ORIG-008': minimumAge,
  'CN-ORIG-009': microloanLimit,
  'CN-ORIG-012': affordability,
  'CN-CRED-001': bureauQuery,
  'CN-CRED-006': licensedBureau,
  'CN-CRED-007': bureauFields,
  'CN-RISK-001': riskClassification,
  'CN-RISK-002': riskUpgrade,
  'CN-RISK-003': provisioning,
  'CN-INCL-001': inclusiveTagRule,
  'CN-CONS-004': onlineMarketing,
  'CN-CONS-005': advertisingMessage,
  'CN-PRIV-001': lawfulBasis,
  'CN-PRIV-002': separateConsent,
  'CN-PRIV-003': automatedDecision,
  'CN-PRIV-004': dataCopy,
  'CN-PRIV-005': dataDeletion,
  'CN-PRIV-008': dataClassRule,
  'CN-ALGO-001': recommendationDuties,
  'CN-ALGO-002': aiAdmission,
  'CN-DATA-001': residentIdNumber,
  'CN-DATA-002': mobileNumber,
  'CN-DATA-003': bankCardNumber,
  'CN-DATA-004': workingDays,
  'CN-DATA-005': regionCode,
  'CN-DATA-006': creditCode,
  'CN-DATA-007': loanPrimeRate,
} as const

export type RuleId = keyof typeof RULES
/** A rule without the types of its own input, for lists. */
export type RuleFacts = Omit<Rule, 'check'>
export type InputOf<Id extends RuleId> = Parameters<(typeof RULES)[Id]['check']>[0]
export type CodeOf<Id extends RuleId> = (typeof RULES)[Id]['codes'][number]
export type ComplianceCode = CodeOf<RuleId>

/** The lender's own numbers, by rule and parameter. */
export type Overrides = { readonly [Id in RuleId]?: Readonly<Record<string, ParameterValue>> }

export type OverrideProblem =
  | (Refusal<'compliance.parameter_unknown'> & { readonly rule: RuleId; readonly parameter: string })
  | (Refusal<'compliance.parameter_wrong_type'> & { readonly rule: RuleId; readonly parameter: string })
  | (Refusal<'compliance.parameter_past_the_law'> & {
      readonly rule: RuleId
      readonly parameter: string
      readonly wanted: ParameterValue
      readonly law: ParameterValue
    })

export type OverridesRefusal = Refusal<'compliance.overrides_refused'> & {
  readonly problems: readonly OverrideProblem[]
}

/** The rules with the numbers of one lender. Made by `rulePack`, so its numbers are never past the law. */
export interface RulePack {
  readonly lenderKind: LawfulLender
  readonly values: { readonly [Id in RuleId]: Readonly<Record<string, ParameterValue>> }
}

/**
 * Lays a lender's numbers over those of the law.
 *
 * @param overrides a `max` may only be lowered, a `min` only raised, a `fixed` not moved, a `free` set at will
 * @refuses compliance.overrides_refused with all problems: compliance.parameter_unknown, compliance.parameter_wrong_type,
 *   compliance.parameter_past_the_law
 * @source SPEC L4–L6
 * @example rulePack('bank', { 'CN-RATE-004': { capAnnualPpm: 180_000n } }).ok // true
 */
export function rulePack(lenderKind: LawfulLender, overrides: Overrides = {}): Result<RulePack, OverridesRefusal> {
  const problems = RULE_IDS.flatMap((id) =>
    Object.entries(overrides[id] ?? {}).flatMap(([parameter, value]) => problemsOf(id, parameter, value)),
  )
  if (problems.length > 0) return { ok: false, error: { code: 'compliance.overrides_refused', problems } }
  const values = Object.fromEntries(RULE_IDS.map((id) => [id, { ...lawValues(id), ...overrides[id] }]))
  return ok({ lenderKind, values: values as RulePack['values'] })
}

/**
 * The rules that bind a lender on a day, without regard to whether anything breaks them.
 *
 * @example rulesInForce('2026-07-31' as Day, 'bank').some((rule) => rule.id === 'CN-RATE-003') // false
 */
export function rulesInForce(on: Day, lenderKind: LawfulLender): readonly RuleFacts[] {
  return RULE_IDS.map((id): RuleFacts => RULES[id]).filter((rule) => binds(rule, on, lenderKind))
}

/**
 * Applies one rule as it stands on the day of the act (the contract's day for pricing).
 *
 * @returns allow when the rule does not bind this lender on this day
 * @example checkRule(pack, 'CN-RATE-004', today, { simpleAnnualPpm: 250_000n }).decision // 'refuse'
 */
export function checkRule<Id extends RuleId>(pack: RulePack, id: Id, on: Day, input: InputOf<Id>): Verdict<CodeOf<Id>> {
  const rule = RULES[id]
  if (!binds(rule, on, pack.lenderKind)) return ALLOW
  // The pack's values were made from this rule's own parameters; the compiler cannot follow that by id.
  const check = rule.check as unknown as (input: InputOf<Id>, values: RulePack['values'][Id]) => Verdict<CodeOf<Id>>
  return check(input, pack.values[id])
}

const RULE_IDS = Object.keys(RULES) as RuleId[]

function binds(rule: RuleFacts, on: Day, lenderKind: LawfulLender): boolean {
  const inTime = rule.effectiveFrom <= on && (rule.effectiveTo === null || on <= rule.effectiveTo)
  return inTime && rule.lenderKinds.includes(lenderKind)
}

function lawValues(id: RuleId): Record<string, ParameterValue> {
  return Object.fromEntries(Object.entries(parametersOf(id)).map(([name, parameter]) => [name, parameter.value]))
}

function parametersOf(id: RuleId): Readonly<Record<string, Parameter>> {
  return RULES[id].parameters
}

function problemsOf(rule: RuleId, parameter: string, wanted: ParameterValue): OverrideProblem[] {
  const law = Object.hasOwn(parametersOf(rule), parameter) ? parametersOf(rule)[parameter] : undefined
  if (!law) return [{ code: 'compliance.parameter_unknown', rule, parameter }]
  if (!isSameType(law, wanted)) return [{ code: 'compliance.parameter_wrong_type', rule, parameter }]
  if (isWithinLaw(law, wanted)) return []
  return [{ code: 'compliance.parameter_past_the_law', rule, parameter, wanted, law: law.value }]
}

function isSameType(law: Parameter, wanted: ParameterValue): boolean {
  if (law.value === null) return wanted === null || typeof wanted === 'number'
  return typeof law.value === typeof wanted && Array.isArray(law.value) === Array.isArray(wanted)
}

function isWithinLaw(law: Parameter, wanted: ParameterValue): boolean {
  if (law.bound === 'free') return true
  if (law.bound === 'max') return isCount(wanted) && isCount(law.value) && wanted >= 0 && wanted <= law.value
  if (law.bound === 'min') return isCount(wanted) && isCount(law.value) && wanted >= law.value
  return String(wanted) === String(law.value)
}

function isCount(value: ParameterValue): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))
}
