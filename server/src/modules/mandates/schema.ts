import type { Day } from '@puhui/calendar'
import type { Json } from '@puhui/product'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export interface DebitMandateTable {
  id: string
  loan_id: string
  customer_id: string
  rule: Jsonb<Json>
  rule_hash: string
  status: Generated<'active' | 'replaced' | 'revoked'>
  signed_at: At
  ended_at: NullableAt
}

export interface MandateExecutionTable {
  id: string
  mandate_id: string
  loan_id: string
  on_day: Day
  rule_hash: string
  inputs: Jsonb<Json>
  outcome: 'execute' | 'skip'
  reason: string | null
  amount_fen: bigint | null
  instruction_id: string | null
  recorded_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    debit_mandate: DebitMandateTable
    mandate_execution: MandateExecutionTable
  }
}
