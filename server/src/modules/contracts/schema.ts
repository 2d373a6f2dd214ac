import type { Day } from '@puhui/calendar'
import type { RepaymentMethod } from '@puhui/product'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'
import type { AgreementStatus, AgreementTerms } from './agreement-model.ts'
import type { Acknowledgement, CostTableShown, Signature, StoredTerms } from './model.ts'

export interface ContractTable {
  id: string
  number: string
  application_id: string
  customer_id: string
  product_code: string
  product_version_id: string
  product_version: number
  grade: string
  principal_fen: bigint
  term_months: number
  method: RepaymentMethod
  annual_rate_ppm: bigint
  annual_cost_simple_ppm: bigint
  annual_cost_irr_ppm: bigint
  status: Generated<'prepared' | 'disclosed' | 'signed' | 'void'>
  channel: 'online' | 'batch'
  clauses_version: number
  prepared_on: Day
  terms: Jsonb<StoredTerms>
  cost_table: Jsonb<CostTableShown>
  terms_hash: string
  opened_at: At
  acknowledgement: Jsonb<Acknowledgement | null>
  signature: Jsonb<Signature | null>
  pdf_sha256: string | null
  created_at: At
  signed_at: NullableAt
  loan_id: string | null
}

interface ContractPaperTable {
  contract_id: string
  sha256: string
  content: Buffer
  made_at: At
}

export interface SupplementaryAgreementTable {
  id: string
  number: string
  contract_id: string
  loan_id: string
  customer_id: string
  request_id: string
  status: AgreementStatus
  terms: Jsonb<AgreementTerms>
  terms_hash: string
  event_seq: number
  prepared_on: Day
  sign_by: Day
  created_at: At
  acknowledgement: Jsonb<Acknowledgement | null>
  signature: Jsonb<Signature | null>
  signed_how: 'online' | 'paper' | null
  pdf_sha256: string | null
  signed_at: NullableAt
  event_id: string | null
  approval_id: string | null
  ended_at: NullableAt
  end_reason: string | null
}

interface SupplementaryPaperTable {
  agreement_id: string
  sha256: string
  content: Buffer
  made_at: At
}

export interface SupplementaryCopyTable {
  id: string
  agreement_id: string
  file_name: string
  media_type: string
  bytes: number
  sha256: string
  signed_on: Day
  content: Buffer
  uploaded_by: string
  uploaded_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    contract: ContractTable
    contract_paper: ContractPaperTable
    supplementary_agreement: SupplementaryAgreementTable
    supplementary_paper: SupplementaryPaperTable
    supplementary_copy: SupplementaryCopyTable
  }
}
