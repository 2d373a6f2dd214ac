import type { Day } from '@puhui/calendar'
import { checkRule, type LenderKind, type RuleId, type RulePack } from '@puhui/compliance'
import { formatPercent } from '@puhui/product'
import type { ReadContext } from '../../platform/context.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { lenderProfile } from '../../platform/settings.ts'
import { readNumbersInForce } from './parameter-store.ts'
import { packWith } from './parameters.ts'

/** Where a number of the law in force comes from. */
export interface Citation {
  readonly regulationId: string
  readonly number: string
  readonly since: Day
}

/** The rules that bind this lender on a day, with the numbers that its register has put in force. */
export interface Law {
  readonly kind: LenderKind
  readonly on: Day
  readonly pack: RulePack
  readonly cited: ReadonlyMap<string, Citation>
}

/** The law of a day: what the platform ships, made stricter by what was released in the register. */
export async function lawOn(ctx: Pick<ReadContext, 'db'>, on: Day): Promise<Law> {
  const { kind } = await lenderProfile(ctx)
  const numbers = await readNumbersInForce(ctx.db, on)
  const cited = new Map(
    numbers.map(({ rule, parameter, regulationId, number, effectiveOn }) => [
      `${rule}.${parameter}`,
      { regulationId, number, since: effectiveOn },
    ]),
  )
  return { kind, on, pack: packWith(kind, numbers), cited }
}

/** What the law asks of an offer, whoever it is made to. */
export interface OfferFacts {
  readonly simpleAnnualPpm: bigint
  readonly termMonths: number
}

/**
 * Refuses an offer that the register no longer allows on the day, and names the rule and the entry.
 *
 * @refuses regulations.cost_above_cap, regulations.term_above_limit
 * @source CN-RATE-004, CN-ORIG-003
 */
export function requireLawfulOffer(law: Law, { simpleAnnualPpm, termMonths }: OfferFacts): void {
  const { pack, on } = law
  const cap = citationOf(law, 'CN-RATE-004', 'capAnnualPpm')
  if (cap && checkRule(pack, 'CN-RATE-004', on, { simpleAnnualPpm }).decision === 'refuse') {
    const [cost, limit] = [formatPercent(simpleAnnualPpm), formatPercent(BigInt(cap.value))]
    throw new RefusalError({ code: 'regulations.cost_above_cap', cost, cap: limit, ...cap.facts })
  }
  const term = citationOf(law, 'CN-ORIG-003', 'consumerMaxMonths')
  if (term && checkRule(pack, 'CN-ORIG-003', on, { act: 'apply', termMonths }).decision === 'refuse') {
    throw new RefusalError({
      code: 'regulations.term_above_limit',
      term: termMonths,
      months: term.value,
      ...term.facts,
    })
  }
}

/**
 * Refuses what would bring one borrower above the amount for this kind of lender.
 *
 * @refuses regulations.balance_above_limit when an entry of the register set it, else compliance.limit_exceeded
 * @source CN-ORIG-001 (banks, online), CN-ORIG-004 (consumer finance companies)
 */
export function requireWithinBalance(law: Law, owedFen: bigint, newFen: bigint): void {
  const { pack, on } = law
  const verdicts = [
    { at: BALANCES[0], verdict: checkRule(pack, 'CN-ORIG-001', on, { consumerLinesFen: owedFen + newFen }) },
    {
      at: BALANCES[1],
      verdict: checkRule(pack, 'CN-ORIG-004', on, { act: 'approve', outstandingFen: owedFen, newFen }),
    },
  ] as const
  for (const { at, verdict } of verdicts) {
    if (verdict.decision !== 'refuse') continue
    const limit = BigInt(String(pack.values[at.rule][at.parameter]))
    const cited = citationOf(law, at.rule, at.parameter)
    if (cited) throw new RefusalError({ code: 'regulations.balance_above_limit', limit, ...cited.facts })
    throw new RefusalError({ code: 'compliance.limit_exceeded', limit, rule: verdict.code })
  }
}

const BALANCES = [
  { rule: 'CN-ORIG-001', parameter: 'maxConsumerLineFen' },
  { rule: 'CN-ORIG-004', parameter: 'maxBorrowerBalanceFen' },
] as const

export interface BurdenAsked {
  readonly monthlyIncomeFen: bigint
  readonly monthlyDueFen: bigint
}

/** Whether an approval goes to a person because an entry of the register limits debts against income; with its number. */
export function referredForBurden(law: Law, asked: BurdenAsked): Citation | null {
  const cited = law.cited.get('CN-ORIG-012.maxDtiPpm')
  if (!cited || checkRule(law.pack, 'CN-ORIG-012', law.on, asked).decision === 'allow') return null
  return cited
}

function citationOf({ cited, pack }: Law, rule: RuleId, parameter: string) {
  const found = cited.get(`${rule}.${parameter}`)
  if (!found) return null
  const { number, since } = found
  return { value: String(pack.values[rule][parameter]), facts: { rule, regulation: number, since } }
}
