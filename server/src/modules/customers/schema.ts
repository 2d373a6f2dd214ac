import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { RepaymentMethod } from '@puhui/product'
import type { Generated, GeneratedAlways } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export interface CustomerTable {
  id: string
  name_cipher: Buffer | null
  name_index: Buffer | null
  name_masked: string | null
  mobile_cipher: Buffer
  mobile_index: Buffer
  mobile_masked: string
  resident_id_cipher: Buffer | null
  resident_id_index: Buffer | null
  resident_id_masked: string | null
  bank_card_cipher: Buffer | null
  bank_card_index: Buffer | null
  bank_card_masked: string | null
  bank_name: Jsonb<Localized | null>
  address_cipher: Buffer | null
  address_masked: string | null
  status: Generated<'registered' | 'identified' | 'borrower' | 'closed'>
  born_on: Day | null
  sex: 'male' | 'female' | null
  province_code: string | null
  place: string | null
  city_tier: 'tier1' | 'tier2' | 'tier3' | 'tier4' | 'county' | 'village' | null
  is_rural: boolean | null
  source: 'h5' | 'branch' | 'village' | 'partner' | 'import'
  is_synthetic: Generated<boolean>
  income_monthly_fen: bigint | null
  profile: Jsonb<StoredProfile>
  wish: Jsonb<StoredWish | null>
  created_by: string
  created_at: At
  changed_at: At
  merged_into: Generated<string | null>
}

/** What a person or a file stated, by fact: with where it came from, when, and whether anybody checked it. */
export type StoredProfile = Readonly<Record<string, StoredFact>>

export interface StoredFact {
  /** Money in fen and rates in ppm as decimal text; `null` is unknown. */
  readonly value: string | number | boolean | null
  /** A word that the screens know ('stated'), or the name of where it comes from. */
  readonly source: string | Localized
  readonly at: string
  readonly isVerified: boolean
}

export interface StoredWish {
  readonly productCode: string
  readonly principalFen: string
  readonly termMonths: number
  readonly method: RepaymentMethod
  readonly purpose: string
  readonly purposeNote?: string | undefined
  /** The merchant to be paid. */
  readonly merchantId?: string | undefined
  /** When it was said. */
  readonly at: string
}

export interface CustomerConsentTable {
  id: string
  customer_id: string
  purpose: string
  version: number
  kind: 'separate' | 'bundled'
  answer: 'granted' | 'denied' | 'withdrawn'
  shown: Jsonb
  channel: string
  answered_on: Day
  answered_at: At
  seq: GeneratedAlways<bigint>
}

export interface IdentityCheckTable {
  id: string
  customer_id: string
  kind: 'document' | 'face'
  verdict: 'passed' | 'failed' | 'unknown'
  provider: string
  is_simulated: boolean
  reference: string
  checked_at: At
  seq: GeneratedAlways<bigint>
}

export interface CustomerMergeTable {
  id: string
  kept_id: string
  merged_id: string
  status: Generated<'proposed' | 'rejected' | 'merged' | 'undone'>
  score: number
  evidence: string[]
  reason: string
  proposed_by: string
  proposed_at: At
  decided_by: string | null
  decided_at: NullableAt
  note: string | null
  undone_by: string | null
  undone_at: NullableAt
  undo_reason: string | null
  images: Jsonb<unknown>
  hash_before: string | null
  hash_after: string | null
}

interface CustomerMergeMoveTable {
  merge_id: string
  table_name: string
  row_key: string
}

interface IdentityClaimTable {
  customer_id: string
  holder_id: string
  claimed_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    customer: CustomerTable
    customer_consent: CustomerConsentTable
    identity_check: IdentityCheckTable
    identity_claim: IdentityClaimTable
    customer_merge: CustomerMergeTable
    customer_merge_move: CustomerMergeMoveTable
  }
}
