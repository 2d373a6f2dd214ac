import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { GeneratedAlways } from 'kysely'
import type { At, Jsonb } from '../../platform/schema.ts'

interface LedgerAccountTable {
  code: string
  name: Jsonb<Localized>
  type: 'asset' | 'liability' | 'equity' | 'income' | 'expense' | 'memorandum'
  normal_side: 'debit' | 'credit'
  is_loan_account: boolean
}

interface LedgerEntryTable {
  id: string
  number: GeneratedAlways<bigint>
  kind: string
  posted_on: Day
  booked_on: Day
  text: Jsonb<Localized>
  natural_key: string
  product_code: string
  loan_id: string | null
  loans: number
  amount_fen: bigint
  actor: string
  recorded_at: At
}

interface LedgerLineTable {
  entry_id: string
  account: string
  product_code: string
  booked_on: Day
  debit_fen: bigint
  credit_fen: bigint
}

/** A view: what is listed, and what entries of one event say themselves. */
interface EntryProofView {
  entry_id: string
  loan_id: string
  event_id: string
  amount_fen: bigint
}

interface LedgerMonthActTable {
  number: GeneratedAlways<bigint>
  month: string
  act: 'closed' | 'reopened'
  reason: string
  figures: Jsonb<Readonly<Record<string, string>>>
  approval_id: string | null
  actor: string
  recorded_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    ledger_account: LedgerAccountTable
    ledger_entry: LedgerEntryTable
    ledger_line: LedgerLineTable
    entry_proof: EntryProofView
    ledger_month_act: LedgerMonthActTable
  }
}
