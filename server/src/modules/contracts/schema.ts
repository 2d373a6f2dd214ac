import type { Day } from '@puhui/calendar'
import type { RepaymentMethod } from '@puhui/product'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'
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

declare module '../../platform/database.ts' {
  interface Database {
    contract: ContractTable
    contract_paper: ContractPaperTable
  }
}
