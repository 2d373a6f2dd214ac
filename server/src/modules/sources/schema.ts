import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'
import type { SourceAnswer, SourceName } from './model.ts'

export interface SourceCallTable {
  id: string
  source: SourceName
  customer_id: string
  question: Buffer
  purpose: string
  consent_version: number
  provider: string
  status: SourceAnswer['status']
  facts: Jsonb<SourceAnswer['facts']>
  price_fen: bigint
  latency_ms: number
  is_simulated: boolean
  reference: string
  asked_at: At
  good_until: NullableAt
}

declare module '../../platform/database.ts' {
  interface Database {
    source_call: SourceCallTable
  }
}
