import type { Day } from '@puhui/calendar'
import type { At, Jsonb } from '../../platform/schema.ts'
import type { Claim, DataSetId, LoadedKind, MarketRecord } from './model.ts'

export interface MarketVersionTable {
  id: string
  data_set: DataSetId
  source: string
  version: number
  kind: LoadedKind
  licence: string
  retrieved_on: Day
  file_name: string
  sha256: string
  mapping: Jsonb
  claims: Jsonb<readonly Claim[]>
  rows: number
  loaded_by: string
  loaded_at: At
}

export interface MarketRowTable {
  version_id: string
  no: number
  record: Jsonb<MarketRecord>
}

declare module '../../platform/database.ts' {
  interface Database {
    market_version: MarketVersionTable
    market_row: MarketRowTable
  }
}
