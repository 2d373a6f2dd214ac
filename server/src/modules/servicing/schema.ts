import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { LoanEventKind } from '@puhui/loan'
import type { RepaymentMethod } from '@puhui/product'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'
import type { DueCallStatus } from './due-call-store.ts'
import type { HardshipReason, HardshipStatus, StoredPlan } from './hardship-store.ts'
import type { Bucket, LoanStatus } from './model.ts'
import type { ServicingParameters } from './parameters.ts'
import type { PayoutKind } from './payout-store.ts'

export interface LoanTable {
  id: string
  number: string
  customer_id: string
  contract_id: string
  application_id: string
  product_code: string
  product_version: number
  grade: string
  method: RepaymentMethod
  principal_fen: bigint
  annual_rate_ppm: bigint
  annual_cost_simple_ppm: bigint
  term_months: number
  created_at: At
  status: LoanStatus
  outstanding_fen: bigint
  overdue_fen: bigint
  bucket: Bucket
  dpd: number
  next_due_on: Day | null
  next_due_fen: bigint
  disbursed_on: Day | null
  matures_on: Day | null
  settled_on: Day | null
  event_seq: number
  overdue_since: Day | null
  accrues_from: Day | null
  next_event_on: Day | null
  is_accruing: boolean
  accrual: bigint[]
  booked_interest_fen: bigint
  booked_penalty_fen: bigint
  booked_fee_fen: bigint
  booked_held_fen: bigint
  booked_off_balance_fen: bigint
  undrawn_fen: bigint | null
  draw_until: Day | null
  /** Kept by the database: the booking day since which money is held. */
  held_since: Generated<Day | null>
}

/** What was agreed with a loan; it never changes. */
export interface LoanTermsTable {
  loan_id: string
  terms: Jsonb
}

export interface LoanEventTable {
  id: string
  loan_id: string
  seq: number
  kind: LoanEventKind
  value_on: Day
  booked_on: Day
  payload: Jsonb
  entry_id: string | null
  external_key: string | null
  actor: string
  recorded_at: At
}

export interface DebitInstructionTable {
  id: string
  natural_key: string
  loan_id: string
  kind: 'directDebit' | 'h5'
  requested_on: Day
  due_on: Day | null
  amount_fen: bigint
  status: 'requested' | 'succeeded' | 'failed' | 'unknown'
  reason: string | null
  bank_reference: string | null
  is_simulated: boolean
  event_id: string | null
  result: Jsonb
  created_at: At
  answered_at: NullableAt
  resolved_on: Day | null
}

export interface DayEndTable {
  id: string
  business_on: Day
  status: 'running' | 'completed' | 'completedWithSetAside' | 'failed'
  figures: Generated<Record<string, unknown>>
  started_at: At
  finished_at: NullableAt
  took_ms: Generated<number>
  actor: string
}

interface DayEndDoneTable {
  business_on: Day
  step: string
  chunk: number
  count: number
  amount_fen: bigint | null
  took_ms: number
  figures: Generated<Record<string, unknown>>
}

interface AccrualProofTable {
  entry_id: string
  product_code: string
  business_on: Day
  loans: number
  digest: string
}

interface DayEndSetAsideTable {
  business_on: Day
  step: string
  loan_id: string
  error: string
  recorded_at: At
}

interface OriginationBatchTable {
  id: string
  import_id: string | null
  confirmed_by: string
  statement: Jsonb<Localized>
  job_id: string | null
  created_at: At
}

export interface HardshipRequestTable {
  id: string
  loan_id: string
  customer_id: string
  status: HardshipStatus
  reason: HardshipReason
  story: string
  income_before_fen: bigint
  income_now_fen: bigint
  payable_fen: bigint
  channel: 'h5' | 'counter'
  asked_on: Day
  asked_at: At
  plan: Jsonb<StoredPlan> | null
  advice: string | null
  agreed_by: 'phone' | 'branch' | 'writing' | null
  proposed_by: string | null
  proposed_at: NullableAt
  sent_back: string | null
  approval_id: string | null
  decided_by: string | null
  decided_at: NullableAt
  decline_reason: string | null
  event_id: string | null
}

export interface BooksComparisonTable {
  id: string
  job_id: string
  last_id: string | null
  loans_read: bigint
  loans_differing: bigint
  loans_unread: bigint
  started_by: string
  started_on: Day
  started_at: At
  ended_at: NullableAt
}

export interface BooksDifferenceTable {
  comparison_id: string
  loan_id: string
  number: string
  hash: string
  parts: Jsonb<unknown>
  lines: Jsonb<unknown>
  corrected_on: Day | null
}

export interface BooksCorrectionTable {
  id: string
  approval_id: string
  status: 'asked' | 'booked' | 'rejected'
}

export interface BooksCorrectionLoanTable {
  correction_id: string
  loan_id: string
  is_open: boolean
}

export interface DueCallTable {
  id: string
  loan_id: string
  status: DueCallStatus
  reason: string
  dpd: number
  notice_days: number
  noticed_on: Day
  due_on: Day
  approval_id: string
  asked_by: string
  decided_by: string
  noticed_at: At
  event_id: string | null
  ended_on: Day | null
  end_reason: string | null
}

export interface LoanPayoutTable {
  event_id: string
  loan_id: string
  kind: PayoutKind
  amount_fen: bigint
  alone_fen_max: bigint
  approval_id: string | null
  asked_by: string
  decided_by: string | null
  paid_on: Day
  recorded_at: At
}

export interface ServicingParametersTable {
  version: number
  values: Jsonb<ServicingParameters>
  reason: string
  proposed_by: string
  decided_by: string
  decided_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    loan: LoanTable
    loan_terms: LoanTermsTable
    loan_event: LoanEventTable
    debit_instruction: DebitInstructionTable
    accrual_proof: AccrualProofTable
    day_end: DayEndTable
    day_end_done: DayEndDoneTable
    day_end_set_aside: DayEndSetAsideTable
    origination_batch: OriginationBatchTable
    hardship_request: HardshipRequestTable
    books_comparison: BooksComparisonTable
    books_correction: BooksCorrectionTable
    books_correction_loan: BooksCorrectionLoanTable
    books_difference: BooksDifferenceTable
    due_call: DueCallTable
    loan_payout: LoanPayoutTable
    servicing_parameters: ServicingParametersTable
  }
}
