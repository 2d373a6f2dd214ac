import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Generated } from 'kysely'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'
import type { Measure } from './what-if/types.ts'

export interface RegulationTable {
  id: string
  number: string
  origin: 'law' | 'entered'
  title: Jsonb<Localized>
  issuer: Jsonb<Localized>
  reference: Jsonb<Localized>
  address: string | null
  body: Jsonb<Localized>
  published_on: Day | null
  effective_on: Day
  effective_to: Day | null
  state: 'watched' | 'interpreted' | 'planned' | 'superseded'
  old_contracts: 'kept' | 'repriced'
  rules: string[]
  owner_id: string | null
  superseded_by: string | null
  revision: Generated<number>
  created_by: string
  created_at: At
  changed_at: At
}

export interface RegulationParameterTable {
  id: string
  regulation_id: string
  rule: string
  parameter: string
  value: string
  effective_on: Day
  status: Generated<'proposed' | 'released' | 'rejected'>
  author_id: string
  approval_id: string
  approver_id: string | null
  proposed_at: At
  decided_at: NullableAt
  ended_on: Day | null
}

export interface RegulationActionTable {
  id: string
  regulation_id: string
  title: Jsonb<Localized>
  owner_id: string
  due_on: Day
  done_on: Day | null
  done_by: string | null
  note: Generated<string>
  created_by: string
  created_at: At
}

interface RegulationNoteTable {
  id: string
  regulation_id: string
  body: Jsonb<Localized>
  author_id: string
  written_at: At
}

interface RegulationReadingTable {
  regulation_id: string
  revision: number
  reader_id: string
  read_at: At
}

export interface RegulationWhatIfTable {
  id: string
  regulation_id: string | null
  name: string
  scenario: Jsonb
  as_of: Day
  status: Generated<'queued' | 'running' | 'done' | 'cancelled' | 'failed'>
  job_id: string | null
  inputs_hash: string | null
  result: Jsonb
  result_hash: string | null
  made_by: string
  made_at: At
  finished_at: NullableAt
}

interface RegulationWhatIfInputTable {
  what_if_id: string
  no: number
  content: Buffer
}

export interface RegulationMeasureTable {
  id: string
  what_if_id: string
  regulation_id: string
  product_code: string
  kind: Measure
  version_id: string | null
  effective_on: Day
  taken_by: string
  taken_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    regulation: RegulationTable
    regulation_parameter: RegulationParameterTable
    regulation_action: RegulationActionTable
    regulation_note: RegulationNoteTable
    regulation_reading: RegulationReadingTable
    regulation_what_if: RegulationWhatIfTable
    regulation_what_if_input: RegulationWhatIfInputTable
    regulation_measure: RegulationMeasureTable
  }
}
