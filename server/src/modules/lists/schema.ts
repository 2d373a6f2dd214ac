import type { Day } from '@puhui/calendar'
import type { Generated } from 'kysely'
import type { At, NullableAt } from '../../platform/schema.ts'
import type { EntryStatus, ListName, RequestKind } from './model.ts'
import type { SubjectKind } from './subject.ts'

export interface ListEntryTable {
  id: string
  list: ListName
  kind: SubjectKind
  subject: Buffer
  masked: string
  status: Generated<EntryStatus>
  reason: string
  expires_on: Day
  origin: 'staff' | 'import'
  created_by: string
  created_at: At
  changed_at: At
}

export interface ListRequestTable {
  id: string
  entry_id: string
  kind: RequestKind
  reason: string
  requested_by: string
  requested_at: At
  verdict: 'approved' | 'rejected' | null
  note: Generated<string>
  decided_by: string | null
  decided_at: NullableAt
}

declare module '../../platform/database.ts' {
  interface Database {
    list_entry: ListEntryTable
    list_request: ListRequestTable
  }
}
