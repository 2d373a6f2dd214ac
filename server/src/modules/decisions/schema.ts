import type { Outcome } from '@puhui/policy'
import type { At, Jsonb } from '../../platform/schema.ts'
import type { StoredReason, StoredTrace } from './model.ts'

export interface DecisionTable {
  id: string
  application_id: string
  customer_id: string
  policy_code: string
  policy_version: number
  policy_hash: string
  facts: Jsonb<Readonly<Record<string, string | number | boolean | null>>>
  facts_hash: string
  outcome: Outcome
  grade: string | null
  score_points: number | null
  limit_fen: bigint | null
  annual_rate_ppm: bigint | null
  reasons: Jsonb<readonly StoredReason[]>
  trace: Jsonb<StoredTrace>
  decided_by: string
  decided_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    decision: DecisionTable
  }
}
