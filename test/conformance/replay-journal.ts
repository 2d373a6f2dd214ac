import { formatYuan } from '@puhui/money'
import type { LifeEntry } from './life/life.ts'
import type { LifeEvent } from './life/life-event.ts'
import { type AccountRole, accrualPosting, postingOf, type RoleLine } from './life/life-postings.ts'
import { type ReplayRow, type ReplayStep, textOf } from './replay-case.ts'
import type { ReplayRun } from './replay-run.ts'
import { MONEY } from './replay-terms.ts'
import { nameOf } from './replay-transactions.ts'
import { disbursementFees } from './replay-view.ts'

/** The account numbers of the outside system, by what the accounts are for. */
const CODES: Readonly<Record<AccountRole | 'buy-down-expense' | 'buy-down-income', string>> = {
  'buy-down-expense': '450280',
  'buy-down-income': '450281',
  clearing: '145023',
  loan: '112601',
  receivable: '112603',
  overpayment: 'l1',
  'interest-income': '404000',
  'fee-income': '404007',
  'deferred-income': '145024',
  'goodwill-expense': '744003',
  'goodwill-interest': '404001',
  'goodwill-charges': '404008',
  'credit-loss': '744007',
  'charged-off-interest': '404001',
  'charged-off-charges': '404008',
  'written-off': 'e4',
  recovery: '744008',
}
const FRAUD_LOSS = '744037'

const KINDS: Readonly<Record<string, LifeEvent['kind']>> = {
  DISBURSEMENT: 'paidOut',
  CHARGEBACK: 'chargedBack',
  CREDIT_BALANCE_REFUND: 'balanceRefunded',
  CHARGE_OFF: 'chargedOff',
  WRITE_OFF: 'writtenOff',
  CAPITALIZED_INCOME: 'incomeCapitalised',
}

/** The journal lines of the transactions of a type and a day, one list for each transaction. */
export function journalOf(run: ReplayRun, step: ReplayStep): readonly (readonly string[])[] {
  const [type, on] = [textOf(step, 'txnType'), textOf(step, 'txnDate')]
  if (type === 'REPAYMENT_AT_DISBURSEMENT') return [feeLines(run)]
  if (/AMORTIZATION(?:_ADJUSTMENT)?$/u.test(type))
    return run.deferred.journal(type, on).map((lines) => shown(run, lines))
  if (type.startsWith('BUY_DOWN_FEE'))
    return run.deferred.feeJournal(type, on, run.product.merchantBuyDownFee === false).map((lines) => shown(run, lines))
  if (type === 'ACCRUAL' || type === 'ACCRUAL_ADJUSTMENT') {
    const sign = type === 'ACCRUAL' ? 1n : -1n
    return run
      .accrualRows()
      .filter((row) => isNamed(row.type, type) && row.on === on)
      .map((row) => shown(run, accrualPosting(sign * row.interestFen, sign * (row.feeFen + row.penaltyFen))))
  }
  return [...run.known.values()]
    .filter(({ event }) => event.valueOn === on && isOf(event, type))
    .map((entry) => entryLines(run, entry))
}

function isOf(event: LifeEvent, type: string): boolean {
  if (event.kind === 'moneyIn' && event.money === MONEY[type]) return true
  return event.kind === KINDS[type] || isNamed(nameOf(event) ?? '', type)
}

/** `Accrual Adjustment` is ACCRUAL_ADJUSTMENT in the journal. */
function isNamed(name: string, type: string): boolean {
  return name.toUpperCase().replace(/[^A-Z]+/gu, '_') === type
}

function entryLines(run: ReplayRun, entry: LifeEntry): readonly string[] {
  const chargeOff = run.live('chargedOff')[0]
  const isAfter = chargeOff !== undefined && comesBefore(chargeOff, entry.event)
  const lines = postingOf(entry, isAfter)
  const isUndone = run.isUndone(entry.event.id) || entry.isVoid
  return shown(
    run,
    isUndone ? [...lines, ...lines.map(({ role, amountFen }) => ({ role, amountFen: -amountFen }))] : lines,
  )
}

function comesBefore(a: LifeEvent, b: LifeEvent): boolean {
  if (a.id === b.id) return false
  return a.valueOn === b.valueOn ? a.seq < b.seq : a.valueOn < b.valueOn
}

function feeLines(run: ReplayRun): readonly string[] {
  const feeFen = disbursementFees(run)
  return shown(run, [
    { role: 'fee-income', amountFen: -feeFen },
    { role: 'clearing', amountFen: feeFen },
  ])
}

type Line = RoleLine | { readonly role: 'buy-down-expense' | 'buy-down-income'; readonly amountFen: bigint }

function shown(run: ReplayRun, lines: readonly Line[]): readonly string[] {
  return lines
    .map(({ role, amountFen }) => {
      const code = role === 'credit-loss' && isFraudLoss(run) ? FRAUD_LOSS : CODES[role]
      const size = formatYuan(amountFen < 0n ? -amountFen : amountFen).replaceAll(',', '')
      return `${code} ${amountFen < 0n ? 'C' : 'D'} ${size}`
    })
    .sort()
}

/** A charge-off with a reason of its own is booked by its reason. */
function isFraudLoss(run: ReplayRun): boolean {
  const chargeOff = run.events.filter((event) => event.kind === 'chargedOff').at(-1)
  const isReasoned = chargeOff?.kind === 'chargedOff' && chargeOff.reason !== ''
  return run.isFraud && !isReasoned
}

export function journalWanted(step: ReplayStep): readonly string[] {
  const rows = step.entries as readonly ReplayRow[]
  return rows.map((row) => `${row.code} ${row.debit ? `D ${row.debit}` : `C ${row.credit}`}`).sort()
}
