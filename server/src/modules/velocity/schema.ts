import type { GeneratedAlways } from 'kysely'
import type { At } from '../../platform/schema.ts'
import type { SubjectKind } from '../lists/index.ts'

export interface SubjectEventTable {
  seq: GeneratedAlways<bigint>
  application_id: string
  kind: SubjectKind
  subject: Buffer
  customer_id: string
  at: At
}

export interface VelocityTable {
  kind: SubjectKind
  subject: Buffer
  ats: readonly bigint[]
  customers: readonly string[]
}

declare module '../../platform/database.ts' {
  interface Database {
    subject_event: SubjectEventTable
    velocity: VelocityTable
  }
}
