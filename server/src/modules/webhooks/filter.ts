import { catalogueOf, evaluate, type FactRecord, readCondition } from '@puhui/condition'
import type { EventData, EventType } from '@puhui/events'
import { RefusalError } from '../../platform/refusal-error.ts'

/** What a filter may speak of: what events carry. */
export const filterFacts = catalogueOf([
  { id: 'amount', label: { zh: '金额', en: 'amount' }, type: 'money', source: 'own-history' },
  { id: 'overdue', label: { zh: '逾期金额', en: 'amount overdue' }, type: 'money', source: 'own-history' },
  { id: 'outstanding', label: { zh: '剩余本金', en: 'principal outstanding' }, type: 'money', source: 'own-history' },
  { id: 'dpd', label: { zh: '逾期天数', en: 'days past due' }, type: 'integer', source: 'own-history' },
  { id: 'status', label: { zh: '状态', en: 'state' }, type: 'text', source: 'own-history' },
  { id: 'outcome', label: { zh: '决策结果', en: 'outcome' }, type: 'text', source: 'own-history' },
  { id: 'product', label: { zh: '产品代码', en: 'product code' }, type: 'text', source: 'own-history' },
])

/** @refuses webhooks.filter_invalid with the piece of text it is about */
export function requireFilter(filter: string): void {
  const read = readCondition(filter, filterFacts)
  if (read.ok) return
  const text = read.error.problems[0]?.text ?? ''
  throw new RefusalError({ code: 'webhooks.filter_invalid', text })
}

export interface Listener {
  readonly types: readonly EventType[]
  readonly filter: string | null
}

/** Whether a receiver wants an event. Where the filter asks for what the event does not carry, it does not. */
export function wants({ types, filter }: Listener, type: EventType, data: EventData): boolean {
  if (types.length > 0 && !types.includes(type)) return false
  if (filter === null) return true
  const read = readCondition(filter, filterFacts)
  return read.ok && evaluate(read.value, factsOf(data)) === true
}

function factsOf({ amountFen, overdueFen, outstandingFen, dpd, status, outcome, productCode }: EventData): FactRecord {
  const fen = (text: string | number | undefined) => (text === undefined ? null : BigInt(text))
  return {
    amount: fen(amountFen),
    overdue: fen(overdueFen),
    outstanding: fen(outstandingFen),
    dpd: dpd ?? null,
    status: status ?? null,
    outcome: outcome ?? null,
    product: productCode ?? null,
  }
}
