import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Outcome, Scenario } from '@puhui/policy'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export interface PolicyVersionTable {
  code: string
  version: number
  title: Jsonb<Localized>
  definition: Jsonb
  hash: string
  effective_on: Day
  created_by: string
  created_at: At
  author_id: string
  approver_id: string
  note: string
  scenarios: Jsonb<readonly Scenario[]>
  draft_id: string | null
  backtest_id: string | null
}

export interface PolicyPointerTable {
  seq: Generated<bigint>
  code: string
  version: number
  effective_on: Day
  kind: 'release' | 'rollback' | 'fallback'
  reason: string
  moved_by: string
  moved_at: At
}

export type DraftStatus = 'draft' | 'submitted' | 'released' | 'rejected' | 'discarded'

export interface PolicyDraftTable {
  id: string
  code: string
  base_version: number
  status: Generated<DraftStatus>
  definition: Jsonb
  scenarios: Jsonb<readonly Scenario[]>
  hash: string
  content_hash: string
  authors: readonly string[]
  backtest_id: string | null
  approval_id: string | null
  approver_id: string | null
  version: number | null
  effective_on: Day | null
  takes_force: Generated<boolean>
  note: Generated<string>
  created_at: At
  changed_at: At
  submitted_at: NullableAt
  decided_at: NullableAt
}

export type BacktestStatus = 'queued' | 'running' | 'done' | 'cancelled' | 'failed'

export interface PolicyBacktestTable {
  id: string
  code: string
  draft_id: string | null
  version: number | null
  against_version: number
  content_hash: string
  population: Jsonb<{ readonly from?: Day; readonly to?: Day; readonly importId?: string }>
  status: Generated<BacktestStatus>
  job_id: string | null
  result: Jsonb | null
  created_by: string
  created_at: At
  finished_at: NullableAt
}

export interface PolicyChallengeTable {
  id: string
  code: string
  version: number
  mode: 'share' | 'shadow'
  share_ppm: number
  salt: string
  reason: string
  started_by: string
  started_at: At
  ended_at: NullableAt
  ended_by: string | null
  ended_why: string | null
}

export interface ShadowVerdictTable {
  decision_id: string
  code: string
  version: number
  outcome: Outcome
  reason_codes: readonly string[]
  grade: string | null
  score_points: number | null
  limit_fen: bigint | null
  annual_rate_ppm: bigint | null
  missing: readonly string[]
  at: At
}

export interface PolicyWatchTable {
  code: string
  window_hours: number
  decisions_min: number
  approval_drift_ppm: number
  reason_drift_ppm: number
  falls_back: boolean
  changed_by: string
  changed_at: At
}

export interface PolicyAlarmTable {
  id: string
  code: string
  version: number
  measure: string
  expected_ppm: number
  observed_ppm: number
  decisions: number
  baseline_decisions: number
  fell_back_to: number | null
  raised_at: At
}

/** From a day on a version decides nothing more. */
export interface PolicyWithdrawalTable {
  code: string
  version: number
  from_on: Day
  reason: string
  withdrawn_by: string
  /** Another person; null for those made before a second one was asked for. */
  approved_by: string | null
  withdrawn_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    policy_withdrawal: PolicyWithdrawalTable
    policy_version: PolicyVersionTable
    policy_pointer: PolicyPointerTable
    policy_draft: PolicyDraftTable
    policy_backtest: PolicyBacktestTable
    policy_challenge: PolicyChallengeTable
    shadow_verdict: ShadowVerdictTable
    policy_watch: PolicyWatchTable
    policy_alarm: PolicyAlarmTable
  }
}
