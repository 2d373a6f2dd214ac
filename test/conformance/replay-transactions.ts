import { type Fen, formatYuan } from '@puhui/money'
import type { MoneyKind } from '@puhui/product'
import type { LifeEntry } from './life/life.ts'
import type { LifeEvent } from './life/life-event.ts'
import type { Accrual } from './replay-accruals.ts'
import type { DeferredRow } from './replay-deferred.ts'
import type { ReplayRun } from './replay-run.ts'
import { disbursementFees } from './replay-view.ts'

type Cells = Readonly<Record<string, string>>

const yuan = (fen: Fen): string => formatYuan(fen).replaceAll(',', '')

const MONEY_NAMES: Readonly<Record<MoneyKind, string>> = {
  repayment: 'Repayment',
  'down-payment': 'Down Payment',
  'merchant-refund': 'Merchant Issued Refund',
  'payout-refund': 'Payout Refund',
  'goodwill-credit': 'Goodwill Credit',
  'charge-refund': 'Charge Refund',
  'charge-adjustment': 'Charge Adjustment',
  'waive-interest': 'Waive interest',
  'interest-payment-waiver': 'Interest Payment Waiver',
  'interest-refund': 'Interest Refund',
  recovery: 'Recovery Repayment',
  'capitalised-income-adjustment': 'Capitalized Income Adjustment',
}

const NAMES: Readonly<Partial<Record<LifeEvent['kind'], string>>> = {
  paidOut: 'Disbursement',
  chargedBack: 'Chargeback',
  balanceRefunded: 'Credit Balance Refund',
  chargeWaived: 'Waive loan charges',
  reAged: 'Re-age',
  reAmortised: 'Re-amortize',
  chargedOff: 'Charge-off',
  writtenOff: 'Close (as written-off)',
  terminated: 'Contract Termination',
  incomeCapitalised: 'Capitalized Income',
}

export function nameOf(event: LifeEvent): string | undefined {
  return event.kind === 'moneyIn' ? MONEY_NAMES[event.money] : NAMES[event.kind]
}

interface Item {
  readonly key: string
  readonly name: string
  readonly entry?: LifeEntry
  readonly accrual?: Accrual
  readonly feeFen?: Fen
  readonly deferred?: DeferredRow
  readonly isReverted: boolean
  readonly isReplayed: boolean
}

/** All transactions in the order of their days, with the balance after each. */
export function transactionsOf(run: ReplayRun): readonly Cells[] {
  const items = itemsOf(run).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  let balanceFen = 0n
  return items.map((item) => {
    if (item.accrual?.type === 'Accrual Activity') return accrualRow(item, 0n)
    const before = balanceFen
    balanceFen += changeOf(run, item)
    const shown = shownBalance(run, item, balanceFen < 0n ? 0n : balanceFen)
    if (item.isReverted) balanceFen = before
    if (item.accrual) return accrualRow(item, 0n)
    if (item.deferred) return deferredRow(run, item.deferred)
    return item.entry ? entryRow(run, item, item.entry, shown) : feeRow(item, item.feeFen!, shown)
  })
}

/** What was undone keeps the balance that was last shown after it. */
function shownBalance(run: ReplayRun, { entry, isReverted }: Item, balanceFen: Fen): Fen {
  const id = entry?.event.id
  if (id === undefined) return balanceFen
  if (isReverted) return run.balances.get(id) ?? balanceFen
  run.balances.set(id, balanceFen)
  return balanceFen
}

function itemsOf(run: ReplayRun): Item[] {
  const items: Item[] = []
  for (const [id, entry] of run.known) {
    const name = nameOf(entry.event)
    const isReverted = run.isUndone(id) || entry.isVoid
    if (!name || run.erased.has(id)) continue
    if (entry.isVoid && !run.isUndone(id)) continue
    items.push({
      key: keyOf(entry.event, run.replayOrder.get(id)),
      name,
      entry,
      isReverted,
      isReplayed: run.replayed.has(id),
    })
  }
  const feeFen = disbursementFees(run)
  const first = run.live('paidOut')[0]
  if (first && feeFen > 0n) {
    items.push({
      key: `${keyOf(first)}+`,
      name: 'Repayment (at time of disbursement)',
      feeFen,
      isReverted: false,
      isReplayed: false,
    })
  }
  for (const accrual of run.accrualRows()) {
    const key = [
      accrual.on,
      accrual.type === 'Accrual Activity' ? 1 : 0,
      accrual.bookedOn,
      String(accrual.afterSeq).padStart(5, '0'),
      'z',
    ].join(' ')
    items.push({ key, name: accrual.type, accrual, isReverted: false, isReplayed: accrual.isReplayed })
  }
  for (const deferred of run.deferred.rows) {
    const key = [deferred.on, 0, deferred.bookedOn, '00000', String(deferred.afterSeq).padStart(5, '0'), 'z'].join(' ')
    items.push({ key, name: deferred.name, deferred, isReverted: deferred.isReverted, isReplayed: false })
  }
  return items
}

/** A transaction that was written anew comes after those of its day that stood already. */
function keyOf({ valueOn, bookedOn, seq }: LifeEvent, replayed = seq): string {
  return [valueOn, 0, bookedOn, String(replayed).padStart(5, '0'), String(seq).padStart(5, '0')].join(' ')
}

function changeOf(run: ReplayRun, { entry }: Item): Fen {
  if (!entry) return 0n
  const { event, amountFen, overpaidFen, parts } = entry
  switch (event.kind) {
    case 'paidOut':
    case 'incomeCapitalised':
      return amountFen - overpaidFen
    case 'chargedBack':
    case 'balanceRefunded': {
      if (overpaidFen === 0n) return parts.principalFen
      const hasOrder = run.terms.chargebackOrder !== undefined
      const leftFen = hasOrder ? parts.principalFen - entry.repaid.principalFen : amountFen - overpaidFen
      return leftFen < 0n ? 0n : leftFen
    }
    case 'reAged':
    case 'reAmortised':
    case 'chargedOff':
      return 0n
    default:
      return -parts.principalFen
  }
}

function entryRow(run: ReplayRun, item: Item, entry: LifeEntry, balanceFen: Fen): Cells {
  const { event, parts, amountFen, overpaidFen } = entry
  const isPlain = event.kind === 'paidOut'
  const isNonMonetary = event.kind === 'reAged' || event.kind === 'reAmortised' || event.kind === 'chargedOff'
  const isUnearned = event.kind === 'chargeWaived' && run.accruals.chargesBefore(event) < amountFen
  return {
    date: event.valueOn,
    type: item.name,
    amount: yuan(amountFen),
    principal: yuan(isPlain ? 0n : event.kind === 'incomeCapitalised' ? amountFen : parts.principalFen),
    interest: yuan(parts.interestFen),
    fees: yuan(isUnearned ? 0n : parts.feeFen),
    penalties: yuan(isUnearned ? 0n : parts.penaltyFen),
    balance: yuan(isNonMonetary ? 0n : balanceFen),
    overpayment: yuan(overpaidFen),
    reverted: String(item.isReverted),
    replayed: String(item.isReplayed),
  }
}

function accrualRow({ accrual, name, isReplayed }: Item, balanceFen: Fen): Cells {
  const { on, interestFen, feeFen, penaltyFen } = accrual!
  return {
    date: on,
    type: name,
    amount: yuan(interestFen + feeFen + penaltyFen),
    principal: '0.00',
    interest: yuan(interestFen),
    fees: yuan(feeFen),
    penalties: yuan(penaltyFen),
    balance: yuan(balanceFen),
    overpayment: '0.00',
    reverted: 'false',
    replayed: String(isReplayed),
  }
}

function deferredRow(run: ReplayRun, row: DeferredRow): Cells {
  const isBuyDown = row.name.startsWith('Buy Down')
  const isFee = (isBuyDown ? run.product.buyDownFeeIncomeType : run.product.capitalizedIncomeType) === 'FEE'
  const amount = yuan(row.amountFen)
  return {
    date: row.on,
    type: row.name,
    amount,
    principal: '0.00',
    interest: isFee ? '0.00' : amount,
    fees: isFee ? amount : '0.00',
    penalties: '0.00',
    balance: '0.00',
    overpayment: '0.00',
    reverted: String(row.isReverted),
    replayed: 'false',
  }
}

function feeRow({ name, key }: Item, feeFen: Fen, balanceFen: Fen): Cells {
  return {
    date: key.slice(0, 10),
    type: name,
    amount: yuan(feeFen),
    principal: '0.00',
    interest: '0.00',
    fees: yuan(feeFen),
    penalties: '0.00',
    balance: yuan(balanceFen),
    overpayment: '0.00',
    reverted: 'false',
    replayed: 'false',
  }
}
