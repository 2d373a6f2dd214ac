import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Json } from '@puhui/product'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export interface ProductTable {
  id: string
  code: string
  kind: 'instalment' | 'cash'
  sub_market: 'ecommerce' | 'mobilePayment' | 'virtualCard' | 'student' | 'crossBorder'
  name: Jsonb<Localized>
  current_version_id: string | null
  created_at: At
  retired_at: NullableAt
  retired_why: string | null
}

export interface ProductVersionTable {
  id: string
  product_id: string
  version: number
  status: Generated<'draft' | 'submitted' | 'released' | 'rejected' | 'retired'>
  terms: Jsonb<Json>
  terms_hash: string
  author_id: string
  approval_id: string | null
  approver_id: string | null
  withdrawn_from: Generated<Day | null>
  withdrawn_why: Generated<string | null>
  withdrawn_by: Generated<string | null>
  withdrawn_approved_by: Generated<string | null>
  effective_on: Day | null
  note: string | null
  created_at: At
  submitted_at: NullableAt
  decided_at: NullableAt
}

export interface BenchmarkRateTable {
  benchmark: 'LPR1Y' | 'LPR5Y'
  published_on: Day
  rate_ppm: bigint
  source: string
  entered_by: string
  created_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    product: ProductTable
    product_version: ProductVersionTable
    benchmark_rate: BenchmarkRateTable
  }
}
