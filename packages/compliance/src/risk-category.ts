import type { Fen, RatePpm } from '@puhui/money'
import { mulDiv, PPM } from '@puhui/money'

/** The five categories of risk (五级分类): 正常, 关注, 次级, 可疑, 损失, from the best to the worst. */
export const RISK_CATEGORIES = ['normal', 'specialMention', 'substandard', 'doubtful', 'loss'] as const
export type RiskCategory = (typeof RISK_CATEGORIES)[number]

/** Bad loans (不良): what the bad-loan rate counts. */
export const NON_PERFORMING: readonly RiskCategory[] = ['substandard', 'doubtful', 'loss']

/** Above zero when the first is worse: `compareCategory('loss', 'normal') // 4`. */
export function compareCategory(a: RiskCategory, b: RiskCategory): number {
  return RISK_CATEGORIES.indexOf(a) - RISK_CATEGORIES.indexOf(b)
}

/** What a category follows from. Only what is known to be so is set. */
export interface RiskFacts {
  readonly dpd: number
  /** Late for a reason of the payment system, not of the borrower. */
  readonly isTechnical?: boolean
  readonly isImpaired?: boolean
  /** Expected credit loss as a share of the exposure. */
  readonly eclSharePpm?: RatePpm
  readonly isMisused?: boolean
  /** Paid back with a new loan of the same lender (借新还旧). */
  readonly isRolledOver?: boolean
  /** Restructured and still under observation. */
  readonly isRestructured?: boolean
  /** In arrears again while under observation. */
  readonly hasFailedObservation?: boolean
  /** What a person decided, with a second one's consent. */
  readonly manualFloor?: RiskCategory
}

export type RiskTrigger =
  | 'none'
  | 'daysPastDue'
  | 'impaired'
  | 'eclShare'
  | 'misuse'
  | 'rollover'
  | 'restructured'
  | 'observationFailed'
  | 'manual'

export interface RiskLimits {
  readonly specialMentionOverDays: number
  readonly substandardOverDays: number
  readonly doubtfulOverDays: number
  readonly lossOverDays: number
  readonly technicalGraceDays: number
  readonly doubtfulEclPpm: RatePpm
  readonly lossEclPpm: RatePpm
}

export const RISK_LIMITS: RiskLimits = {
  specialMentionOverDays: 0,
  substandardOverDays: 90,
  doubtfulOverDays: 270,
  lossOverDays: 360,
  technicalGraceDays: 7,
  doubtfulEclPpm: 500_000n,
  lossEclPpm: 900_000n,
}

export interface Classified {
  readonly category: RiskCategory
  /** The trigger that set it; the first of the list above where several say the same. */
  readonly trigger: RiskTrigger
}

/**
 * The category that the facts ask for: the worst over all triggers. What a loan may climb to is another question,
 * see `mayUpgrade`.
 *
 * @param facts days past due ≥ 0 and what else is known
 * @param limits days and shares; a lender may set stricter ones
 * @source 商业银行金融资产风险分类办法（2023）; CN-RISK-001; SPEC K1
 * @example riskCategory({ dpd: 91 }) // { category: 'substandard', trigger: 'daysPastDue' }
 */
export function riskCategory(facts: RiskFacts, limits: RiskLimits = RISK_LIMITS): Classified {
  return triggersOf(facts, limits).reduce((worst, each) =>
    compareCategory(each.category, worst.category) > 0 ? each : worst,
  )
}

function triggersOf(facts: RiskFacts, limits: RiskLimits): Classified[] {
  const { eclSharePpm = 0n } = facts
  const found: Classified[] = [{ category: 'normal', trigger: 'none' }]
  const add = (holds: boolean | undefined, category: RiskCategory, trigger: RiskTrigger) => {
    if (holds) found.push({ category, trigger })
  }
  const late = byDaysPastDue(facts, limits)
  add(late !== 'normal', late, 'daysPastDue')
  add(facts.isImpaired, 'substandard', 'impaired')
  add(facts.isImpaired && eclSharePpm >= limits.doubtfulEclPpm, 'doubtful', 'eclShare')
  add(facts.isImpaired && eclSharePpm >= limits.lossEclPpm, 'loss', 'eclShare')
  add(facts.isMisused, 'specialMention', 'misuse')
  add(facts.isRolledOver, 'specialMention', 'rollover')
  add(facts.isRestructured, 'specialMention', 'restructured')
  add(facts.hasFailedObservation, 'substandard', 'observationFailed')
  add(facts.manualFloor !== undefined, facts.manualFloor ?? 'normal', 'manual')
  return found
}

function byDaysPastDue({ dpd, isTechnical }: RiskFacts, limits: RiskLimits): RiskCategory {
  if (isTechnical && dpd <= limits.technicalGraceDays) return 'normal'
  if (dpd > limits.lossOverDays) return 'loss'
  if (dpd > limits.doubtfulOverDays) return 'doubtful'
  if (dpd > limits.substandardOverDays) return 'substandard'
  return dpd > limits.specialMentionOverDays ? 'specialMention' : 'normal'
}

/** How long a loan has been paid up without a break. */
export interface Seasoning {
  readonly isCured: boolean
  readonly monthsCured: number
  readonly periodsCured: number
}

export interface SeasoningLimits {
  readonly upgradeMonths: number
  readonly upgradePeriods: number
}

export const SEASONING_LIMITS: SeasoningLimits = { upgradeMonths: 6, upgradePeriods: 2 }

/**
 * Whether a bad loan may be called better: only when all arrears are paid and it has been paid as due for two periods
 * and six months, whichever is longer. Out of 关注 nothing has to be waited for.
 *
 * @source 商业银行金融资产风险分类办法（2023）第三章; CN-RISK-002; SPEC K2
 * @example mayUpgrade('substandard', { isCured: true, monthsCured: 3, periodsCured: 3 }) // false
 */
export function mayUpgrade(from: RiskCategory, cured: Seasoning, limits: SeasoningLimits = SEASONING_LIMITS): boolean {
  if (!NON_PERFORMING.includes(from)) return true
  return cured.isCured && cured.monthsCured >= limits.upgradeMonths && cured.periodsCured >= limits.upgradePeriods
}

/** What must be set aside for a category, by the regulator's tables; the accounting basis is the expected loss. */
export type ProvisionTable = Readonly<Record<RiskCategory, RatePpm>>

export const PROVISION_TABLES = {
  guide2002: { normal: 0n, specialMention: 20_000n, substandard: 250_000n, doubtful: 500_000n, loss: PPM },
  mof2012: { normal: 15_000n, specialMention: 30_000n, substandard: 300_000n, doubtful: 600_000n, loss: PPM },
} as const satisfies Record<string, ProvisionTable>

/**
 * The least that is set aside for an exposure by a table of the regulator.
 *
 * @example policyProvision(1_000_000n, 'doubtful', PROVISION_TABLES.mof2012) // 600_000n
 */
export function policyProvision(exposureFen: Fen, category: RiskCategory, table: ProvisionTable): Fen {
  return mulDiv(exposureFen, table[category], PPM, 'half-even')
}

/** Money that comes in after a write-off: the claim stood (账销案存), and what was paid is a recovery, whole. */
export function recoveryOf({ isWrittenOff, paidFen }: { readonly isWrittenOff: boolean; readonly paidFen: Fen }): Fen {
  return isWrittenOff ? paidFen : 0n
}
