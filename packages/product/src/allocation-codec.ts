import {
  type AllocationOrder,
  type AllocationOrders,
  type AllocationStep,
  BEYOND_RULES,
  type ChargebackRule,
  DEFAULT_ALLOCATION,
  ORDERED_MONEY,
  orderedBy,
  PARTS,
  type Part,
} from './allocation.ts'
import { type Decoder, type Json, list, oneOf, optional, type Problem, record, toJson } from './decode.ts'
import type { ProductTerms } from './terms.ts'

/** The short form, in which an order of what is due was stored before there was any other. */
interface ShortOrder {
  readonly sequence: 'oldest-first' | 'part-first'
  readonly order: readonly Part[]
}

const part = oneOf(...PARTS)

const shortOrder = record<ShortOrder>({ sequence: oneOf('oldest-first', 'part-first'), order: list(part) })

const order = record<AllocationOrder>({
  steps: list(record<AllocationStep>({ time: oneOf('past-due', 'due', 'in-advance'), part })),
  future: oneOf(...BEYOND_RULES),
})

const wholeOrders = record<AllocationOrders>({
  direction: oneOf('horizontal', 'vertical'),
  default: order,
  byKind: record<AllocationOrders['byKind']>({
    repayment: optional(order),
    'down-payment': optional(order),
    'merchant-refund': optional(order),
    'payout-refund': optional(order),
    'goodwill-credit': optional(order),
    'charge-refund': optional(order),
    'charge-adjustment': optional(order),
    'waive-interest': optional(order),
    'interest-payment-waiver': optional(order),
    'interest-refund': optional(order),
    recovery: optional(order),
    'capitalised-income-adjustment': optional(order),
  }),
  chargeback: optional(record<ChargebackRule>({ order: list(part, true), held: optional(oneOf('stays')) })),
  chargesDue: optional(oneOf('own-day')),
})

/** Reads how money is taken, in the short form or whole; shared with the terms of contracts. */
export const allocationOrders: Decoder<AllocationOrders> = (json, path, problems) => {
  if (typeof json !== 'object' || json === null || !('sequence' in json)) return wholeOrders(json, path, problems)
  const short = shortOrder(json, path, problems)
  return short && ordersOf(short)
}

function ordersOf({ sequence, order }: ShortOrder): AllocationOrders {
  const direction = sequence === 'oldest-first' ? 'horizontal' : 'vertical'
  if (direction === 'horizontal' && isSame(order, PARTS)) return DEFAULT_ALLOCATION
  return { direction, default: orderedBy(direction, order), byKind: {} }
}

function isSame(order: readonly Part[], other: readonly Part[]): boolean {
  return order.length === other.length && order.every((part, at) => part === other[at])
}

/** How money is taken, as JSON: in the short form where that says all of it. Contracts are many, and most are alike. */
export function allocationJson(orders: AllocationOrders): Json {
  const parts = orders.default.steps.filter(({ time }) => time === 'past-due').map((step) => step.part)
  const sequence = orders.direction === 'horizontal' ? 'oldest-first' : 'part-first'
  const short: ShortOrder = { sequence, order: parts }
  const isShort = parts.length > 0 && JSON.stringify(ordersOf(short)) === JSON.stringify(orders)
  return toJson(isShort ? short : orders)
}

/**
 * What the orders of a product leave out, name twice or cannot do, with its place.
 *
 * Everything that falls due is taken; what is taken in advance lowers principal without a fee, so that only a product
 * without a prepayment fee, and with interest on the balance, takes money in advance.
 *
 * @source SPEC O2-O4, O7
 */
export function allocationContradictions(terms: ProductTerms): Problem[] {
  const { allocation } = terms
  if (!allocation) return []
  const { isAllowed, feePpm } = terms.prepayment
  const isFollowed = terms.plan?.rest?.kind === 'as-planned' || !terms.methods.includes('flat')
  const isFree = isAllowed && feePpm === 0n && isFollowed
  const named = Object.entries(allocation.byKind).flatMap(([kind, order]) =>
    order ? [[`/allocation/byKind/${kind}`, order] as const] : [],
  )
  return [
    ...chargebackProblems(allocation.chargeback?.order ?? []),
    ...(allocation.chargesDue && !terms.plan?.rest
      ? [{ path: '/allocation/chargesDue', code: 'not_offered' } as const]
      : []),
    ...named.flatMap(([path]): Problem[] =>
      ORDERED_MONEY.some((kind) => path.endsWith(`/${kind}`)) ? [] : [{ path, code: 'not_offered' }],
    ),
    ...[['/allocation/default', allocation.default] as const, ...named].flatMap(([path, order]) => [
      ...orderProblems(path, order),
      ...(order.future === 'held' || isFree ? [] : [{ path: `${path}/future`, code: 'not_offered' } as const]),
    ]),
  ]
}

/** All parts, each once, or none. */
function chargebackProblems(order: readonly Part[]): Problem[] {
  const path = '/allocation/chargeback/order'
  if (order.length === 0) return []
  return [
    ...(PARTS.every((part) => order.includes(part)) ? [] : [{ path, code: 'missing' } as const]),
    ...order.flatMap((part, at): Problem[] =>
      order.indexOf(part) < at ? [{ path: `${path}/${at}`, code: 'repeated' }] : [],
    ),
  ]
}

function orderProblems(path: string, { steps, future }: AllocationOrder): Problem[] {
  const names = steps.map(({ time, part }) => `${time}:${part}`)
  const wanted = (['past-due', 'due'] as const).flatMap((time) => PARTS.map((part) => `${time}:${part}`))
  const needed = future === 'held' ? wanted : [...wanted, 'in-advance:principal']
  const isWhole = needed.every((name) => names.includes(name))
  return [
    ...(isWhole ? [] : [{ path: `${path}/steps`, code: 'missing' } as const]),
    ...names.flatMap((name, at): Problem[] =>
      names.indexOf(name) < at ? [{ path: `${path}/steps/${at}`, code: 'repeated' }] : [],
    ),
    ...steps.flatMap(({ time }, at): Problem[] =>
      future === 'held' && time === 'in-advance' ? [{ path: `${path}/steps/${at}`, code: 'not_offered' }] : [],
    ),
  ]
}
