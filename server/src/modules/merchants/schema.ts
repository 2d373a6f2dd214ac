import type { SceneCode } from '@puhui/product'
import type { Generated } from 'kysely'
import type { At, NullableAt } from '../../platform/schema.ts'

export type MerchantStatus = 'submitted' | 'active' | 'rejected' | 'suspended'

export interface MerchantTable {
  id: string
  code: string
  name: string
  licence_no: string
  scenes: readonly SceneCode[]
  bank_name: string
  account_no: string
  status: Generated<MerchantStatus>
  created_by: string
  created_at: At
  decided_by: string | null
  decided_at: NullableAt
  changed_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    merchant: MerchantTable
  }
}
