import type { Day } from '@puhui/calendar'
import type { FundUse } from '@puhui/compliance'
import type { Generated } from 'kysely'
import type { At, NullableAt } from '../../platform/schema.ts'

export type AlertStatus = 'open' | 'proofAsked' | 'explained' | 'calledIn'

export interface FundMovementTable {
  id: string
  loan_id: string
  moved_on: Day
  amount_fen: bigint
  counterparty: string
  note: string
  use: FundUse
  word: string | null
  source: 'file' | 'bank'
  is_simulated: boolean
  natural_key: string
  recorded_by: string
  recorded_at: At
}

export interface FundAlertTable {
  id: string
  loan_id: string
  movement_id: string
  use: FundUse
  status: Generated<AlertStatus>
  reason: string | null
  raised_on: Day
  raised_at: At
  handled_by: string | null
  handled_at: NullableAt
}

export interface FundWatchTable {
  loan_id: string
  asked_until: Day
}

declare module '../../platform/database.ts' {
  interface Database {
    fund_movement: FundMovementTable
    fund_alert: FundAlertTable
    fund_watch: FundWatchTable
  }
}
