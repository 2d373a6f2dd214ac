import type { Fen } from '@puhui/money'
import type { MoneyKind } from '@puhui/product'
import type { LifeEntry } from './life.ts'

/** What an account is for; the chart of the lender says which account that is. */
export type AccountRole =
  | 'clearing'
  | 'loan'
  | 'receivable'
  | 'overpayment'
  | 'interest-income'
  | 'fee-income'
  | 'deferred-income'
  | 'goodwill-expense'
  | 'goodwill-interest'
  | 'goodwill-charges'
  | 'credit-loss'
  | 'charged-off-interest'
  | 'charged-off-charges'
  | 'written-off'
  | 'recovery'

/** A line of an entry: debit positive, credit negative. */
export interface RoleLine {
  readonly role: AccountRole
  readonly amountFen: Fen
}

/**
 * The balanced lines an event of a loan's life posts, by role.
 *
 * @param isAfterChargeOff the loan had been charged off before the event: its claim is no longer on the books
 * @returns lines that sum to zero, none of them zero
 */
export function postingOf(entry: LifeEntry, isAfterChargeOff: boolean): readonly RoleLine[] {
  return merged(linesOf(entry, isAfterChargeOff))
}

function linesOf(entry: LifeEntry, isAfterChargeOff: boolean): readonly RoleLine[] {
  const { event, parts, amountFen, overpaidFen } = entry
  const incomeFen = parts.interestFen + parts.feeFen + parts.penaltyFen
  switch (event.kind) {
    case 'paidOut':
      return [debit('loan', amountFen - overpaidFen), debit('overpayment', overpaidFen), credit('clearing', amountFen)]
    case 'incomeCapitalised':
      return [
        debit('loan', amountFen - overpaidFen),
        debit('overpayment', overpaidFen),
        credit('deferred-income', amountFen),
      ]
    case 'moneyIn':
      return [...settled(entry, isAfterChargeOff), ...sourceOf(event.money, entry)]
    case 'chargedBack':
      return chargedBack(entry)
    case 'balanceRefunded':
      return [debit('overpayment', overpaidFen), debit('loan', parts.principalFen), credit('clearing', amountFen)]
    case 'chargedOff':
      return [
        credit('loan', parts.principalFen),
        credit('receivable', incomeFen),
        debit('credit-loss', parts.principalFen),
        debit('charged-off-interest', parts.interestFen),
        debit('charged-off-charges', parts.feeFen + parts.penaltyFen),
      ]
    case 'writtenOff':
      return [debit('written-off', amountFen), ...claim(entry, isAfterChargeOff)]
    default:
      return []
  }
}

/** What the money settles: the claim on the books, or, after a charge-off, a recovery. */
function settled(entry: LifeEntry, isAfterChargeOff: boolean): readonly RoleLine[] {
  const { parts, overpaidFen, event } = entry
  const takenFen = parts.principalFen + parts.interestFen + parts.feeFen + parts.penaltyFen
  if (!isAfterChargeOff) return [...claim(entry, false), credit('overpayment', overpaidFen)]
  const isWaiver = event.kind === 'moneyIn' && isCredit(event.money)
  const role = isWaiver ? 'charged-off-interest' : 'recovery'
  return [credit(role, takenFen), credit('overpayment', overpaidFen)]
}

function claim({ parts }: LifeEntry, isAfterChargeOff: boolean): readonly RoleLine[] {
  const chargesFen = parts.feeFen + parts.penaltyFen
  if (!isAfterChargeOff) {
    return [credit('loan', parts.principalFen), credit('receivable', parts.interestFen + chargesFen)]
  }
  return [
    credit('credit-loss', parts.principalFen),
    credit('charged-off-interest', parts.interestFen),
    credit('charged-off-charges', chargesFen),
  ]
}

function isCredit(money: MoneyKind): boolean {
  return money === 'interest-payment-waiver' || money === 'interest-refund'
}

/** Where the money comes from: the bank, or the lender's own income. */
function sourceOf(money: MoneyKind, { parts, amountFen, overpaidFen }: LifeEntry): readonly RoleLine[] {
  if (isCredit(money)) return [debit('interest-income', amountFen)]
  if (money === 'capitalised-income-adjustment') return [debit('deferred-income', amountFen)]
  if (money === 'charge-adjustment') return [debit('fee-income', amountFen)]
  if (money !== 'goodwill-credit') return [debit('clearing', amountFen)]
  return [
    debit('goodwill-expense', parts.principalFen + overpaidFen),
    debit('goodwill-interest', parts.interestFen),
    debit('goodwill-charges', parts.feeFen + parts.penaltyFen),
  ]
}

/** The claim lives again, less what an overpayment paid of it at once. */
function chargedBack({ parts, amountFen, repaid }: LifeEntry): readonly RoleLine[] {
  const principalFen = parts.principalFen - repaid.principalFen
  const repaidIncomeFen = repaid.interestFen + repaid.feeFen + repaid.penaltyFen
  const incomeFen = parts.interestFen + parts.feeFen + parts.penaltyFen - repaidIncomeFen
  return [
    debit('loan', principalFen),
    debit('receivable', incomeFen),
    debit('overpayment', amountFen - principalFen - incomeFen),
    credit('clearing', amountFen),
  ]
}

/** What a day of accrual posts. */
export function accrualPosting(interestFen: Fen, chargesFen: Fen): readonly RoleLine[] {
  return merged([
    debit('receivable', interestFen + chargesFen),
    credit('interest-income', interestFen),
    credit('fee-income', chargesFen),
  ])
}

function debit(role: AccountRole, amountFen: Fen): RoleLine {
  return { role, amountFen }
}

function credit(role: AccountRole, amountFen: Fen): RoleLine {
  return { role, amountFen: -amountFen }
}

function merged(lines: readonly RoleLine[]): readonly RoleLine[] {
  return lines.filter(({ amountFen }) => amountFen !== 0n)
}
