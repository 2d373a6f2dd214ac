import type { Condition } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import type { Generated, GeneratedAlways } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

export interface Strategy {
  readonly productCode: string | null
  readonly channel: 'h5' | 'sms' | 'email' | 'branch' | 'village' | 'partner'
  readonly message: Localized
  readonly why?: Localized | undefined
}

interface SegmentTable {
  id: string
  code: string
  name: Jsonb<Localized>
  kind: 'living' | 'static'
  purpose: 'segment' | 'persona'
  version: number
  created_by: string
  created_at: At
  refreshed_at: NullableAt
}

interface SegmentVersionTable {
  segment_id: string
  version: number
  text: string
  tree: Jsonb<Condition>
  content_hash: string
  strategy: Jsonb<Strategy | null>
  reason: string
  created_by: string
  created_at: At
}

interface SegmentSnapshotTable {
  id: string
  rows: number
  bytes: bigint
  taken_at: At
}

interface SegmentSnapshotPartTable {
  snapshot_id: string
  no: number
  content: Buffer
}

interface SegmentColumnsTable {
  is_only: Generated<boolean>
  id: string
  facts_hash: string
  rows: number
  since_xid: string
  cluster_id: string
  taken_at: At
}

interface SegmentColumnsPartTable {
  no: number
  content: Buffer
}

interface SegmentAudienceTable {
  id: string
  segment_id: string
  version: number
  content_hash: string
  snapshot_id: string
  count: number
  sha256: string
  created_by: string
  created_at: At
}

interface SegmentMemberTable {
  seq: GeneratedAlways<bigint>
  segment_id: string
  customer_id: string
  version: number
  entered_at: At
  left_at: NullableAt
}

declare module '../../platform/database.ts' {
  interface Database {
    segment: SegmentTable
    segment_version: SegmentVersionTable
    segment_snapshot: SegmentSnapshotTable
    segment_snapshot_part: SegmentSnapshotPartTable
    segment_columns: SegmentColumnsTable
    segment_columns_part: SegmentColumnsPartTable
    segment_audience: SegmentAudienceTable
    segment_member: SegmentMemberTable
  }
}
