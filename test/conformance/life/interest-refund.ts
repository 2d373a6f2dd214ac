import type { Fen } from '@puhui/money'
import type { LifeEvent, MoneyIn } from './life-event.ts'
import type { LifeTerms } from './life-terms.ts'
import { interestDueUntil } from './model-until.ts'
import { takeMoney } from './take-money.ts'
import type { Outcome, Work } from './work.ts'

type Fold = (terms: LifeTerms, events: readonly LifeEvent[], until: number) => Work | undefined

/**
 * Interest that the refunded goods have cost is credited: what has run, less what would have run had the refund been
 * there on the day of disbursement.
 */
export function refundInterest(work: Work, outcome: Outcome, event: MoneyIn, fold: Fold): void {
  if (event.amountFen === 0n) outcome.amountFen = refundOf(work, outcome, fold)
  work.refundedInterestFen += outcome.amountFen
  if (outcome.amountFen === 0n) {
    outcome.isVoid = true
    return
  }
  takeMoney(work, outcome, event)
}

function refundOf(work: Work, { on }: Outcome, fold: Fold): Fen {
  const ranFen = interestDueUntil(work.model, on)
  const without = fold(work.terms, asIfRefundedAtOnce(work), on)
  const wouldFen = without ? interestDueUntil(without.model, on) : 0n
  return ranFen - work.refundedInterestFen - wouldFen
}

function asIfRefundedAtOnce({ terms, outcomes }: Work): readonly LifeEvent[] {
  const past = outcomes.filter(({ isVoid }) => !isVoid).map(({ event }) => event)
  const isRefund = (event: LifeEvent) => event.kind === 'moneyIn' && terms.interestRefundKinds.includes(event.money)
  let leftFen = past
    .filter(isRefund)
    .reduce((sum, event) => sum + (event.kind === 'moneyIn' ? event.amountFen : 0n), 0n)
  return past
    .filter((event) => !isRefund(event) && !(event.kind === 'moneyIn' && event.money === 'interest-refund'))
    .flatMap((event): readonly LifeEvent[] => {
      if (event.kind !== 'paidOut' || leftFen <= 0n) return [event]
      const amountFen = event.amountFen < leftFen ? event.amountFen : leftFen
      leftFen -= amountFen
      return [event, { ...event, id: `${event.id}:refunded`, kind: 'moneyIn', money: 'repayment', amountFen }]
    })
}
