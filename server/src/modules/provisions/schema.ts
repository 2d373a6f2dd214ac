import type { Day } from '@puhui/calendar'
import type { RiskCategory } from '@puhui/compliance'
import type { Generated, GeneratedAlways } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

interface LoanRiskTable {
  loan_id: string
  category: RiskCategory
  trigger: string
  since: Day
  cured_on: Day | null
  manual_floor: RiskCategory | null
  manual_reason: string | null
  restructured_on: Day | null
  checked_on: Day
}

interface RiskCategoryChangeTable {
  number: GeneratedAlways<bigint>
  loan_id: string
  changed_on: Day
  from_category: RiskCategory
  to_category: RiskCategory
  trigger: string
  dpd: number
  outstanding_fen: bigint
  reason: string | null
  approval_id: string | null
  actor: string
  recorded_at: At
}

interface ProvisionTableTable {
  version: number
  terms: Jsonb
  terms_hash: string
  note: string
  effective_on: Day
  status: Generated<'proposed' | 'released' | 'rejected'>
  author: string
  approval_id: string | null
  proposed_at: At
  released_by: string | null
  decided_at: NullableAt
}

interface ProvisionRunTable {
  id: string
  month_end: Day
  table_version: number
  status: Generated<'proposed' | 'posted' | 'rejected'>
  loans: number
  exposure_fen: bigint
  allowance_fen: bigint
  before_fen: bigint
  charge_fen: bigint
  figures: Jsonb
  approval_id: string | null
  made_by: string
  made_at: At
  posted_by: string | null
  posted_at: NullableAt
}

interface ProvisionLoanTable {
  run_id: string
  loan_id: string
  product_code: string
  category: RiskCategory
  dpd: number
  stage: number
  principal_fen: bigint
  exposure_fen: bigint
  default_ppm: bigint
  loss_ppm: bigint
  ecl_fen: bigint
  policy_fen: bigint
  allowance_fen: bigint
}

interface WriteOffTable {
  id: string
  loan_id: string
  reason: string
  category: RiskCategory
  dpd: number
  principal_fen: bigint
  claim_fen: bigint
  allowance_used_fen: bigint
  event_id: string
  entry_id: string
  approval_id: string
  asked_by: string
  decided_by: string
  written_off_on: Day
  recorded_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    loan_risk: LoanRiskTable
    risk_category_change: RiskCategoryChangeTable
    provision_table: ProvisionTableTable
    provision_run: ProvisionRunTable
    provision_loan: ProvisionLoanTable
    write_off: WriteOffTable
  }
}
