import type { Day } from '@puhui/calendar'
import { assert, type Localized } from '@puhui/kernel'
import type { AccountCode, AccountType } from '@puhui/ledger'
import { type Fen, sumFen } from '@puhui/money'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { assertBalanced, type NewEntry } from './model.ts'
import { assertMonthOpen } from './months.ts'
import {
  callPostAdjustment,
  callPostEntry,
  lockBooking,
  moveDayWhileHeld,
  readBookingDay,
  readTotals,
} from './store.ts'

/**
 * Posts entries in the open transaction. One whose natural key is known already is left alone.
 *
 * @returns the ids of the entries that were new
 */
export async function post(ctx: WriteContext, entries: readonly NewEntry[]): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set()
  entries.forEach(assertBalanced)
  return new Set(await callPostEntry(ctx.tx, entries, { actor: ctx.actor.id, recordedAt: ctx.clock.now() }))
}

/**
 * Books an entry on an earlier day: the provision of a month, or an adjusting entry that a second person approved.
 *
 * @refuses ledger.month_closed
 */
export async function postApproved(
  ctx: WriteContext,
  entry: NewEntry,
  approved: { readonly approvalId: string; readonly approvedObject: string },
): Promise<void> {
  assertBalanced(entry)
  // No month is closed from here to the end of the transaction.
  await readBookingDay(ctx.tx)
  await assertMonthOpen(ctx, entry.bookedOn)
  await callPostAdjustment(ctx.tx, { ...entry, ...approved }, { actor: ctx.actor.id, recordedAt: ctx.clock.now() })
}

/** The day on which what happens now is booked. It stays open until the transaction ends. */
export function bookingDay(ctx: WriteContext): Promise<Day> {
  return readBookingDay(ctx.tx)
}

/** Closes the books for a moment, so that the business date can move: nothing is on its way, nothing begins. */
export function holdBooking(ctx: WriteContext): Promise<void> {
  return lockBooking(ctx.tx)
}

/**
 * The cut: whatever is booked on the day has been booked, and the next day is open. People who pay wait until the
 * transaction ends, so it is the last thing that one does.
 */
export async function openNextDay(ctx: WriteContext, on: Day): Promise<void> {
  const isMoved = await moveDayWhileHeld(ctx.tx, on)
  assert(isMoved, 'the day was open', { on })
}

export interface AccountTotals {
  readonly code: AccountCode
  readonly name: Localized
  readonly type: AccountType
  readonly debitFen: Fen
  readonly creditFen: Fen
  /** Above zero on the account's normal side. */
  readonly balanceFen: Fen
}

export interface TrialBalance {
  readonly asOf: Day
  readonly accounts: readonly AccountTotals[]
  readonly totalDebitFen: Fen
  readonly totalCreditFen: Fen
}

/** Every account at the close of a day, entries of that day included. */
export async function trialBalance({ db }: Pick<ReadContext, 'db'>, asOf: Day): Promise<TrialBalance> {
  const rows = await readTotals(db, asOf)
  const accounts = rows.map((row) => ({
    code: row.code as AccountCode,
    name: row.name,
    type: row.type,
    debitFen: row.debit_fen,
    creditFen: row.credit_fen,
    balanceFen: row.normal_side === 'debit' ? row.debit_fen - row.credit_fen : row.credit_fen - row.debit_fen,
  }))
  const totalDebitFen = sumFen(accounts.map((account) => account.debitFen))
  const totalCreditFen = sumFen(accounts.map((account) => account.creditFen))
  return { asOf, accounts, totalDebitFen, totalCreditFen }
}
