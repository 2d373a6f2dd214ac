import type { ClaimField, PaperKind } from '@puhui/policy'
import type { GeneratedAlways } from 'kysely'
import type { At, Jsonb } from '../../platform/schema.ts'
import type { UnderwritingParameters } from './model.ts'

export interface PaperTable {
  id: string
  customer_id: string
  kind: PaperKind
  file_name: string
  media_type: string
  bytes: number
  picture: Buffer
  software: string | null
  created_said: string | null
  changed_said: string | null
  issued_on: string | null
  valid_until: string | null
  content: Buffer
  uploaded_by: string
  uploaded_at: At
}

/** What a person read on a paper; money in fen as decimal text. */
export interface Shows {
  readonly employer?: string | undefined
  readonly incomeMonthlyFen?: string | undefined
  readonly homeOwnership?: 'own' | 'mortgage' | 'rent' | 'family' | undefined
  readonly purposeSays?: 'confirms' | 'contradicts' | undefined
  readonly addressSays?: 'confirms' | 'contradicts' | undefined
  readonly issuedOn?: string | undefined
  readonly validUntil?: string | undefined
}

export interface PaperReadingTable {
  seq: GeneratedAlways<bigint>
  paper_id: string
  is_owner: boolean
  shows: Jsonb<Shows>
  note: string
  read_by: string
  read_at: At
}

export interface ClaimCheckTable {
  id: string
  application_id: string
  field: ClaimField
  kind: 'phone' | 'visit'
  found_fen: bigint | null
  found_text: string | null
  says: 'confirms' | 'contradicts' | null
  note: string
  checked_by: string
  checked_at: At
}

export interface UnderwritingParametersTable {
  version: number
  values: Jsonb<UnderwritingParameters>
  reason: string
  proposed_by: string
  decided_by: string
  decided_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    paper: PaperTable
    paper_reading: PaperReadingTable
    claim_check: ClaimCheckTable
    underwriting_parameters: UnderwritingParametersTable
  }
}
