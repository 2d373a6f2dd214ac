import type { Localized } from '@puhui/kernel'
import type { PaperKind } from '@puhui/policy'
import type { RepaymentMethod, SceneCode } from '@puhui/product'
import type { Generated, GeneratedAlways } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'
import type { BureauAnswer } from './facts.ts'
import type { RowProblem } from './import/check-row.ts'
import type { Encoding } from './import/file.ts'
import type { ApplicationStatus, FactGroup, Outcome, Step } from './model.ts'

export interface ApplicationTable {
  id: string
  customer_id: string
  product_code: string
  product_version_id: string
  channel: 'h5' | 'branch' | 'village' | 'partner' | 'import'
  purpose: string
  purpose_note: Generated<string | null>
  /** Follows from the purpose. */
  scene: GeneratedAlways<SceneCode>
  merchant_id: Generated<string | null>
  requested_fen: bigint
  term_months: number
  method: RepaymentMethod
  status: ApplicationStatus
  outcome: Outcome | null
  principal_reason: Jsonb<Localized | null>
  grade: string | null
  score_points: number | null
  approved_fen: bigint | null
  annual_rate_ppm: bigint | null
  decision_id: string | null
  contract_id: string | null
  loan_id: string | null
  import_id: string | null
  row_no: number | null
  past_performance: Generated<'good' | 'bad' | null>
  source_key: string | null
  facts: Jsonb<readonly FactGroup[] | null>
  steps: Jsonb<readonly Step[]>
  created_by: string
  created_at: At
  submitted_at: NullableAt
  decided_at: NullableAt
  changed_at: At
}

export interface ApplicationReviewTable {
  id: string
  application_id: string
  verdict: Outcome
  reason: string
  reviewer_id: string
  approved_fen: bigint | null
  papers: Generated<PaperKind[]>
  reviewed_at: At
}

export interface BureauQueryTable {
  id: string
  customer_id: string
  application_id: string | null
  provider: string
  status: 'answered' | 'timedOut'
  facts: Jsonb<BureauAnswer['facts']>
  price_fen: bigint
  latency_ms: number
  is_simulated: boolean
  reference: string
  consent_version: number
  asked_at: At
}

export interface ImportRunTable {
  id: string
  file_name: string
  sha256: string
  encoding: Encoding
  delimiter: ',' | ';' | '\t'
  bytes: bigint
  status: Generated<'uploaded' | 'checking' | 'checked' | 'importing' | 'imported' | 'failed'>
  header: Jsonb<readonly string[]>
  map: string | null
  rows: number | null
  good: number | null
  bad: number | null
  job_id: string | null
  created_by: string
  created_at: At
  imported_at: NullableAt
}

interface ImportChunkTable {
  import_id: string
  no: number
  content: Buffer
}

interface ImportBadRowTable {
  import_id: string
  row_no: number
  problems: Jsonb<readonly RowProblem[]>
}

export type OpinionNeed = 'large' | 'againstPolicy' | 'aboveLimit' | 'thinFile'

export interface ApplicationOpinionTable {
  id: string
  application_id: string
  approved_fen: bigint
  reason: string
  needs: readonly OpinionNeed[]
  proposed_by: string
  proposed_at: At
  verdict: 'confirmed' | 'rejected' | null
  decided_by: string | null
  decided_at: NullableAt
  comment: string | null
}

declare module '../../platform/database.ts' {
  interface Database {
    application_opinion: ApplicationOpinionTable
    application: ApplicationTable
    application_review: ApplicationReviewTable
    bureau_query: BureauQueryTable
    import_run: ImportRunTable
    import_chunk: ImportChunkTable
    import_bad_row: ImportBadRowTable
  }
}
