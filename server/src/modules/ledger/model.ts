import type { Day } from '@puhui/calendar'
import { assert, type Localized } from '@puhui/kernel'
import type { AccountCode, Line } from '@puhui/ledger'
import type { Fen } from '@puhui/money'

/** What makes an entry: the events of loans, the passing of a day, and money of the owners. */
export type EntryKind =
  | 'disbursed'
  | 'repaid'
  | 'prepaid'
  | 'waived'
  | 'reversed'
  | 'chargedOff'
  | 'recovered'
  | 'rescheduled'
  | 'repriced'
  | 'goodwillCredited'
  | 'heldReturned'
  | 'refunded'
  | 'chargedBack'
  | 'charged'
  | 'dueDayMoved'
  | 'extended'
  | 'interestPaused'
  | 'accrued'
  | 'capital'
  | 'adjusted'
  | 'provisioned'
  | 'allowanceUsed'
  | 'corrected'

/** One event inside an entry and the money that it moved. */
export interface Proof {
  readonly loanId: string
  readonly eventId: string
  readonly amountFen: Fen
}

/** An entry before it is posted. Lines above zero are debits. */
export interface NewEntry {
  readonly id: string
  readonly kind: EntryKind
  readonly postedOn: Day
  readonly bookedOn: Day
  /** Posting the same key again changes nothing. */
  readonly naturalKey: string
  readonly productCode: string
  /** The one loan that it is about; null for an entry that stands for many. */
  readonly loanId: string | null
  readonly loans: number
  readonly lines: readonly Line[]
  readonly proof: readonly Proof[]
}

export const ENTRY_TEXTS: Readonly<Record<EntryKind, Localized>> = {
  disbursed: { zh: '放款', en: 'Disbursement' },
  repaid: { zh: '还款', en: 'Repayment' },
  prepaid: { zh: '提前还款', en: 'Prepayment' },
  waived: { zh: '息费减免', en: 'Waiver' },
  reversed: { zh: '冲正', en: 'Reversal' },
  chargedOff: { zh: '核销', en: 'Charge-off' },
  recovered: { zh: '核销后收回', en: 'Recovery' },
  rescheduled: { zh: '调整还款计划', en: 'New terms' },
  repriced: { zh: '利率重定价', en: 'Repricing' },
  heldReturned: { zh: '退还预收款', en: 'Money held, paid back' },
  goodwillCredited: { zh: '客户补偿', en: 'Goodwill credit' },
  refunded: { zh: '商户退款', en: 'Merchant refund' },
  chargedBack: { zh: '银行追回还款', en: 'Chargeback' },
  charged: { zh: '收取费用', en: 'Fee charged' },
  dueDayMoved: { zh: '调整还款日', en: 'Repayment day moved' },
  extended: { zh: '展期', en: 'Extension' },
  interestPaused: { zh: '停息', en: 'Interest pause' },
  accrued: { zh: '日终计提', en: 'Day-end accrual' },
  capital: { zh: '实收资本', en: 'Paid-in capital' },
  adjusted: { zh: '调整分录', en: 'Adjusting entry' },
  provisioned: { zh: '计提损失准备', en: 'Provision' },
  allowanceUsed: { zh: '核销动用准备', en: 'Allowance used by a write-off' },
  corrected: { zh: '更正贷款账目', en: 'Books of a loan corrected' },
}

/** The text of an entry; one that stands for many loans says so. */
export function textOf({ kind, loans, loanId }: Pick<NewEntry, 'kind' | 'loans' | 'loanId'>): Localized {
  const { zh, en } = ENTRY_TEXTS[kind]
  return loanId === null && loans > 0
    ? { zh: `${zh}（汇总 ${loans} 笔贷款）`, en: `${en} (${loans} loans in one entry)` }
    : { zh, en }
}

/** One line per account, without zeros and in the order of the chart. */
export function sumLines(lines: Iterable<Line>): Line[] {
  const totals = new Map<AccountCode, Fen>()
  for (const { account, amountFen } of lines) totals.set(account, (totals.get(account) ?? 0n) + amountFen)
  return [...totals]
    .filter(([, amountFen]) => amountFen !== 0n)
    .map(([account, amountFen]) => ({ account, amountFen }))
    .sort((a, b) => (a.account < b.account ? -1 : 1))
}

/** The money that lines move: the sum of their debits. */
export function movedFen(lines: readonly Line[]): Fen {
  return lines.reduce((sum, { amountFen }) => (amountFen > 0n ? sum + amountFen : sum), 0n)
}

/** Stops an entry that does not balance before it comes to the database, where it would be stopped again. */
export function assertBalanced({ id, kind, lines }: Pick<NewEntry, 'id' | 'kind' | 'lines'>): void {
  const differenceFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  assert(differenceFen === 0n && lines.length >= 2, 'an entry balances', { id, kind, differenceFen })
}
