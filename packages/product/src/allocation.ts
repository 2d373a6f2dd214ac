/** What money received is taken for. */
export type Part = 'penalty' | 'fee' | 'interest' | 'principal'

export const PARTS: readonly Part[] = ['penalty', 'fee', 'interest', 'principal']

/** When a piece of an instalment falls due, seen from the day of the payment. */
export type DueTime = 'past-due' | 'due' | 'in-advance'

/** One step of an order: `{ time: 'past-due', part: 'penalty' }`. */
export interface AllocationStep {
  readonly time: DueTime
  readonly part: Part
}

/** Which instalments to come take money that is more than what is due. */
export type FutureRule = 'next-instalment' | 'last-instalment' | 'next-then-last' | 'spread'

/** `held` keeps it for the borrower; it pays the next instalments on the days they fall due. */
export type BeyondRule = FutureRule | 'held'

export const BEYOND_RULES: readonly BeyondRule[] = [
  'held',
  'next-instalment',
  'last-instalment',
  'next-then-last',
  'spread',
]

/** The order in which a kind of money is taken. */
export interface AllocationOrder {
  readonly steps: readonly AllocationStep[]
  readonly future: BeyondRule
}

/** The kinds of money that may have an order of their own. */
export type MoneyKind =
  | 'repayment'
  | 'down-payment'
  | 'merchant-refund'
  | 'payout-refund'
  | 'goodwill-credit'
  | 'charge-refund'
  | 'charge-adjustment'
  | 'waive-interest'
  | 'interest-payment-waiver'
  | 'interest-refund'
  | 'recovery'
  | 'capitalised-income-adjustment'

/** The kinds of money for which a product may name an order. */
export const ORDERED_MONEY = ['goodwill-credit', 'merchant-refund', 'recovery'] as const satisfies readonly MoneyKind[]

/** How a payment that the bank takes back is owed again. */
export interface ChargebackRule {
  readonly order: readonly Part[]
  readonly held?: 'stays'
}

/** How a contract takes money 还款冲销顺序: one order for all of it, and others for kinds that have their own. */
export interface AllocationOrders {
  /** `horizontal` settles an instalment before the next; `vertical` settles a part over all instalments before the next part. */
  readonly direction: 'horizontal' | 'vertical'
  readonly default: AllocationOrder
  readonly byKind: Readonly<Partial<Record<MoneyKind, AllocationOrder>>>
  /**
   * What a payment that the bank takes back brings back is new debt in the running instalment 追回款计入当期: part by part
   * in this order, never more of a part than the payment took; without parts it is all principal. Without the rule, the
   * instalments that the payment had paid are open again. Money held is given back first; where it `stays`, the whole is
   * owed again, and money held pays it as it pays what is due.
   */
  readonly chargeback?: ChargebackRule
  /** A charge with a day of its own 自有到期日 counts as due from that day; without the rule, with its instalment. */
  readonly chargesDue?: 'own-day'
}

/** The order of a kind of money. */
export function orderOf(orders: AllocationOrders, kind: MoneyKind): AllocationOrder {
  return orders.byKind[kind] ?? orders.default
}

/**
 * The order that takes what is due part by part: past due before due, or the same part of both before the next part.
 *
 * @param parts in their order, each once
 * @param beyond for money that is more than what is due; where it is not held, the parts are taken in advance in the same order; there is no penalty in advance
 * @source SPEC A1, A2
 * @example orderedBy('horizontal', ['interest', 'principal']).steps.length // 4
 */
export function orderedBy(
  direction: AllocationOrders['direction'],
  parts: readonly Part[],
  beyond: BeyondRule = 'held',
): AllocationOrder {
  const at = (time: DueTime) => parts.map((part) => ({ time, part }))
  const due =
    direction === 'horizontal'
      ? [...at('past-due'), ...at('due')]
      : parts.flatMap((part): AllocationStep[] => [
          { time: 'past-due', part },
          { time: 'due', part },
        ])
  const ahead = at('in-advance').filter(({ part }) => part !== 'penalty')
  return { steps: beyond === 'held' ? due : [...due, ...ahead], future: beyond }
}

/** The oldest instalment first, in it penalty, fee, interest, principal; what is more is held. */
export const DEFAULT_ALLOCATION: AllocationOrders = {
  direction: 'horizontal',
  default: orderedBy('horizontal', PARTS),
  byKind: {},
}
