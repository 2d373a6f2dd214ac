import type { Day } from '@puhui/calendar'
import { checkRule, type RulePack } from '@puhui/compliance'
import type { RepaymentMethod } from '@puhui/product'
import type { Breach } from './types.ts'

/** An offer as the rules see it. */
export interface Judged {
  readonly costPpm: bigint
  readonly termMonths: number
  readonly method: RepaymentMethod
  readonly amountFen: bigint
  readonly owedFen: bigint
  readonly incomeFen: bigint | null
  readonly monthlyDueFen: bigint
}

/** What in an offer the rules would not let pass, asked of the rules themselves. */
export function breachesOf(pack: RulePack, on: Day, offer: Judged): Breach[] {
  const { costPpm, termMonths, amountFen, owedFen, incomeFen, monthlyDueFen, method } = offer
  const lines = { consumerLinesFen: owedFen + amountFen }
  const borrower = { act: 'approve', outstandingFen: owedFen, newFen: amountFen } as const
  const repayment = method === 'bullet' ? ('bullet' as const) : ('instalments' as const)
  const stops: readonly (readonly [Breach, boolean])[] = [
    ['cost', checkRule(pack, 'CN-RATE-004', on, { simpleAnnualPpm: costPpm }).decision === 'refuse'],
    [
      'term',
      checkRule(pack, 'CN-ORIG-003', on, { act: 'apply', termMonths }).decision === 'refuse' ||
        checkRule(pack, 'CN-ORIG-001', on, { repayment, termMonths }).decision === 'refuse',
    ],
    [
      'balance',
      checkRule(pack, 'CN-ORIG-001', on, lines).decision === 'refuse' ||
        checkRule(pack, 'CN-ORIG-004', on, borrower).decision === 'refuse',
    ],
    ['burden', incomeFen !== null && isBurdened(pack, on, incomeFen, monthlyDueFen)],
  ]
  return stops.flatMap(([breach, isStopped]) => (isStopped ? [breach] : []))
}

function isBurdened(pack: RulePack, on: Day, monthlyIncomeFen: bigint, monthlyDueFen: bigint): boolean {
  return checkRule(pack, 'CN-ORIG-012', on, { monthlyIncomeFen, monthlyDueFen }).decision !== 'allow'
}

/** The numbers themselves, for what would make an offer lawful. */
export interface Limits {
  readonly capPpm: bigint
  readonly months: number
  readonly balanceFen: bigint | null
  readonly burdenPpm: bigint
}

export function limitsOf({ values, lenderKind }: RulePack): Limits {
  const balances: Partial<Record<typeof lenderKind, bigint>> = {
    bank: BigInt(String(values['CN-ORIG-001'].maxConsumerLineFen)),
    consumer_finance_company: BigInt(String(values['CN-ORIG-004'].maxBorrowerBalanceFen)),
  }
  return {
    capPpm: BigInt(String(values['CN-RATE-004'].capAnnualPpm)) + BigInt(String(values['CN-RATE-004'].tolerancePpm)),
    months: Number(values['CN-ORIG-003'].consumerMaxMonths),
    balanceFen: balances[lenderKind] ?? null,
    burdenPpm: BigInt(String(values['CN-ORIG-012'].maxDtiPpm)),
  }
}
