import type { Localized } from '@puhui/kernel'

const FIELDS = {
  applicationId: { kind: 'id', label: { zh: '申请编号', en: 'Application id' } },
  contractId: { kind: 'id', label: { zh: '合同编号', en: 'Contract id' } },
  loanId: { kind: 'id', label: { zh: '贷款编号', en: 'Loan id' } },
  customerId: { kind: 'id', label: { zh: '客户编号', en: 'Customer id' } },
  eventId: { kind: 'id', label: { zh: '贷款事件编号', en: 'Id of the loan event' } },
  status: { kind: 'text', label: { zh: '状态', en: 'State' } },
  outcome: { kind: 'text', label: { zh: '决策结果', en: 'Outcome of the decision' } },
  productCode: { kind: 'text', label: { zh: '产品代码', en: 'Product code' } },
  amountFen: { kind: 'fen', label: { zh: '金额', en: 'Amount' } },
  outstandingFen: { kind: 'fen', label: { zh: '剩余本金', en: 'Principal outstanding' } },
  overdueFen: { kind: 'fen', label: { zh: '逾期金额', en: 'Amount overdue' } },
  dpd: { kind: 'count', label: { zh: '逾期天数', en: 'Days past due' } },
  valueOn: { kind: 'day', label: { zh: '起息日', en: 'Value date' } },
  bookedOn: { kind: 'day', label: { zh: '记账日', en: 'Booking date' } },
} as const satisfies Record<string, { kind: 'id' | 'text' | 'fen' | 'count' | 'day'; label: Localized }>

/** A field that an event may carry: an id, a state, an amount in fen as text, a count or a day. */
export type EventField = keyof typeof FIELDS

export const eventFields: Readonly<
  Record<EventField, { readonly kind: 'id' | 'text' | 'fen' | 'count' | 'day'; readonly label: Localized }>
> = FIELDS

const loanMoved = [
  'loanId',
  'customerId',
  'eventId',
  'amountFen',
  'outstandingFen',
  'status',
  'valueOn',
  'bookedOn',
] as const

const TYPES = {
  'customer.registered': { label: { zh: '客户注册', en: 'Customer registered' }, fields: ['customerId'] },
  'application.submitted': {
    label: { zh: '提交申请', en: 'Application submitted' },
    fields: ['applicationId', 'customerId', 'productCode', 'amountFen'],
  },
  'application.decided': {
    label: { zh: '申请已决策', en: 'Application decided' },
    fields: ['applicationId', 'customerId', 'status', 'outcome'],
  },
  'contract.signed': { label: { zh: '合同已签署', en: 'Contract signed' }, fields: ['contractId', 'customerId'] },
  'loan.disbursed': {
    label: { zh: '贷款已发放', en: 'Loan disbursed' },
    fields: ['loanId', 'contractId', 'customerId', 'amountFen'],
  },
  'repayment.received': { label: { zh: '收到还款', en: 'Repayment received' }, fields: loanMoved },
  'repayment.reversed': { label: { zh: '事件已冲正', en: 'Event reversed' }, fields: loanMoved },
  'repayment.charged_back': { label: { zh: '还款被银行追回', en: 'Payment charged back' }, fields: loanMoved },
  'loan.rescheduled': { label: { zh: '还款计划已调整', en: 'Loan rescheduled' }, fields: loanMoved },
  'loan.refunded': { label: { zh: '商户退款已入账', en: 'Merchant refund booked' }, fields: loanMoved },
  'loan.past_due': {
    label: { zh: '贷款逾期', en: 'Loan past due' },
    fields: ['loanId', 'customerId', 'dpd', 'overdueFen', 'bookedOn'],
  },
  'loan.settled': { label: { zh: '贷款已结清', en: 'Loan settled' }, fields: ['loanId', 'customerId', 'bookedOn'] },
  'loan.charged_off': { label: { zh: '贷款已核销', en: 'Loan charged off' }, fields: loanMoved },
  'webhook.test': { label: { zh: '测试消息', en: 'Test message' }, fields: [] },
} as const satisfies Record<string, { label: Localized; fields: readonly EventField[] }>

/** What may be announced; a closed list. */
export type EventType = keyof typeof TYPES

export const eventTypes: Readonly<
  Record<EventType, { readonly label: Localized; readonly fields: readonly EventField[] }>
> = TYPES

/** What each type is called. */
export const eventLabels = Object.fromEntries(
  Object.entries(TYPES).map(([type, { label }]) => [type, label]),
) as Readonly<Record<EventType, Localized>>

/** What an event carries: amounts as decimal text in fen, days as `YYYY-MM-DD`; a field that is not known is left out. */
export type EventData = Readonly<Partial<Record<EventField, string | number>>>

/**
 * Whether a name is a type of event.
 *
 * @example isEventType('loan.disbursed') // true
 */
export function isEventType(name: string): name is EventType {
  return Object.hasOwn(TYPES, name)
}
