import type { ContactChannel, ContactKind, ContactRefusal } from '@puhui/contact'
import type { Localized } from '@puhui/kernel'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export type CampaignStatus = 'draft' | 'submitted' | 'approved' | 'rejected' | 'sending' | 'sent' | 'cancelled'
export type CampaignMeasure = 'applied' | 'approved' | 'borrowed'
export type Arm = 'treated' | 'holdout'

export interface Goal {
  readonly measure: CampaignMeasure
  readonly count: number
}

interface CampaignTable {
  id: string
  code: string
  name: Jsonb<Localized>
  kind: ContactKind
  origin: Generated<'own' | 'imported'>
  segment_id: string | null
  audience_id: string | null
  product_code: string | null
  channel: ContactChannel
  subject: Jsonb<Localized | null>
  body: Jsonb<Localized>
  offered_fen: bigint | null
  holdout_ppm: number
  budget_fen: bigint | null
  unit_cost_fen: bigint
  goal: Jsonb<Goal | null>
  window_days: number
  status: Generated<CampaignStatus>
  version: Generated<number>
  created_by: string
  created_at: At
  changed_at: At
  submitted_by: string | null
  decided_by: string | null
  decided_at: NullableAt
  note: Generated<string>
  started_at: NullableAt
  ended_at: NullableAt
  reached: Generated<number>
}

interface CampaignMemberTable {
  campaign_id: string
  customer_id: string
  arm: Arm
  status: Generated<'waiting' | 'sent' | 'task' | 'refused' | 'held-out' | 'over-budget'>
  refusal: ContactRefusal | null
  refusals: Generated<string[]>
  is_eligible: boolean | null
  decided_at: NullableAt
}

interface ContactPermitTable {
  id: string
  campaign_id: string | null
  customer_id: string
  survey_invitation_id: Generated<string | null>
  channel: ContactChannel
  kind: ContactKind
  content_hash: string
  issued_at: At
  expires_at: At
  used_at: NullableAt
}

interface ContactChannelTable {
  customer_id: string
  channel: ContactChannel
  is_open: boolean
  address_cipher: Buffer | null
  address_masked: string | null
  changed_at: At
}

interface CampaignUnitTable {
  campaign_id: string
  no: number
  arm: string
  before: number | null
  measures: number[]
}

interface CampaignImportTable {
  campaign_id: string
  file_name: string
  sha256: string
  control: string
  arms: Jsonb<readonly string[]>
  measures: Jsonb<readonly string[]>
  rows: number
}

declare module '../../platform/database.ts' {
  interface Database {
    campaign: CampaignTable
    campaign_member: CampaignMemberTable
    contact_permit: ContactPermitTable
    contact_channel: ContactChannelTable
    campaign_unit: CampaignUnitTable
    campaign_import: CampaignImportTable
  }
}
