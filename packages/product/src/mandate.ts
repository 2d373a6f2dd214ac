import { type Day, daysBetween } from '@puhui/calendar'
import { type Fen, minFen } from '@puhui/money'

/**
 * A direct debit that a borrower signs as a rule 代扣授权: on which days it is executed, what it may take, from which
 * account. It executes itself; nobody decides at the time.
 */
export interface MandateRule {
  readonly loanId: string
  /** The last four digits of the account. */
  readonly accountTail: string
  /** Days after the due day, ascending; 0 is the due day itself. */
  readonly days: readonly number[]
  readonly amount: 'all-due' | 'oldest-instalment'
  /** The most that is taken on one day. */
  readonly maxFen: Fen
  /** The last day on which it is executed. */
  readonly until: Day
}

/** What a loan shows on the day on which the rule is asked. */
export interface MandateInputs {
  readonly on: Day
  /** The oldest due day with something open; null when nothing is. */
  readonly dueOn: Day | null
  readonly allDueFen: Fen
  readonly oldestFen: Fen
  /** Of the account that the borrower has now. */
  readonly accountTail: string
}

export type MandateOutcome =
  | { readonly kind: 'execute'; readonly amountFen: Fen }
  | { readonly kind: 'skip'; readonly reason: MandateSkip }

export type MandateSkip = 'expired' | 'account-changed' | 'nothing-due' | 'not-a-day'

/**
 * What a mandate does on a day, from the rule and what the loan shows, and from nothing else: asked again with the same
 * it says the same.
 *
 * @source TEC-06; SPEC E1, E2
 * @example mandateOutcome({ ...rule, days: [0, 3] }, { ...inputs, dueOn: '2026-09-10', on: '2026-09-11' }) // { kind: 'skip', reason: 'not-a-day' }
 */
export function mandateOutcome(rule: MandateRule, inputs: MandateInputs): MandateOutcome {
  const { on, dueOn, allDueFen, oldestFen, accountTail } = inputs
  if (on > rule.until) return { kind: 'skip', reason: 'expired' }
  if (accountTail !== rule.accountTail) return { kind: 'skip', reason: 'account-changed' }
  const wantedFen = rule.amount === 'all-due' ? allDueFen : minFen(oldestFen, allDueFen)
  if (dueOn === null || wantedFen <= 0n) return { kind: 'skip', reason: 'nothing-due' }
  if (!rule.days.includes(daysBetween(dueOn, on))) return { kind: 'skip', reason: 'not-a-day' }
  return { kind: 'execute', amountFen: minFen(wantedFen, rule.maxFen) }
}
