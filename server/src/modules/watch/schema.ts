import type { At, NullableAt } from '../../platform/schema.ts'
import type { Span } from './windows.ts'

export type Measure =
  | 'approvalRate'
  | 'referRate'
  | 'declineRate'
  | 'applications'
  | 'requestedFen'
  | 'spike'
  | 'subject'

export interface LiveRuleTable {
  id: string
  measure: Measure
  span: Span
  beyond: 'above' | 'below'
  threshold: number
  events_min: number
  is_on: boolean
  changed_by: string
  changed_at: At
}

export interface LiveAlertTable {
  id: string
  rule_id: string
  slot: bigint
  measure: Measure
  span: Span
  beyond: 'above' | 'below'
  threshold: number
  observed: number
  events: number
  about: string | null
  raised_at: At
  seen_by: string | null
  seen_at: NullableAt
  note: string | null
}

declare module '../../platform/database.ts' {
  interface Database {
    live_rule: LiveRuleTable
    live_alert: LiveAlertTable
  }
}
