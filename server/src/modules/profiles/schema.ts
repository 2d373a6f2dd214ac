import type { Day } from '@puhui/calendar'
import type { Generated, GeneratedAlways } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export type FactScalar = string | number | boolean
export type Basis = 'contract' | 'law' | 'marketing' | 'own-wish' | 'device-habits'

interface CustomerProfileTable {
  customer_id: string
  is_personalised: Generated<boolean>
  holdout_bucket: number
  version: Generated<number>
  computed_at: At
  deleted_at: NullableAt
  changed_xid: Generated<string>
}

interface ProfileFactTable {
  customer_id: string
  fact_id: string
  value: Jsonb<FactScalar>
  source: string
  observed_at: At
  confidence_ppm: number
  basis: Basis
}

interface ProfileChangeTable {
  seq: GeneratedAlways<bigint>
  customer_id: string
  version: number
  fact_id: string
  before: Jsonb<FactScalar | null>
  after: Jsonb<FactScalar | null>
  source: string
  reason: string
  changed_at: At
}

interface ProfileCorrectionTable {
  customer_id: string
  fact_id: string
  value: Jsonb<FactScalar>
  corrected_at: At
}

interface TransactionImportTable {
  id: string
  file_name: string
  sha256: string
  source: string
  mapping: Jsonb
  rows: number
  good: number
  bad: number
  problems: Jsonb<readonly { readonly row: number; readonly problem: string }[]>
  created_by: string
  created_at: At
}

interface CustomerTransactionTable {
  id: string
  customer_id: string
  import_id: string
  occurred_on: Day
  direction: 'in' | 'out'
  amount_fen: bigint
  category: string | null
  channel: 'mobile' | 'online' | 'card' | 'cash' | null
  region_code: string | null
  merchant: string | null
}

interface RiskAnswerTable {
  seq: GeneratedAlways<bigint>
  customer_id: string
  questionnaire_version: number
  answers: Jsonb<readonly number[]>
  points: number
  level: string
  channel: string
  answered_at: At
}

interface DeviceEventTable {
  customer_id: string
  source: string
  event_id: string
  kind: 'use' | 'appliance' | 'trip'
  occurred_at: At
  minutes: number | null
  distance_m: number | null
  received_at: At
}

interface ProfileSettingTable {
  seq: GeneratedAlways<bigint>
  setting: Jsonb<ProfileSetting>
  reason: string
  set_by: string
  set_at: At
}

/** Where age bands and income levels begin. */
export interface ProfileSetting {
  /** First age of each band after the first, ascending; 20 and 36 stand in it, so that 20–35 is one band. */
  readonly ageCuts: readonly number[]
  /** Where middle and high income begin, in fen a month. */
  readonly incomeCutsFen: readonly [string, string]
}

declare module '../../platform/database.ts' {
  interface Database {
    customer_profile: CustomerProfileTable
    profile_fact: ProfileFactTable
    profile_change: ProfileChangeTable
    profile_correction: ProfileCorrectionTable
    transaction_import: TransactionImportTable
    customer_transaction: CustomerTransactionTable
    risk_answer: RiskAnswerTable
    device_event: DeviceEventTable
    profile_setting: ProfileSettingTable
  }
}
