import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { LiveEvent } from './windows.ts'

/** A line of the journal that the watch counts. */
export interface Line {
  readonly id: bigint
  readonly action: string
  readonly object_kind: string
  readonly object_id: string
  readonly recorded_at: string
  readonly after: Readonly<Record<string, unknown>> | null
}

const KINDS: Readonly<Record<string, LiveEvent['kind']>> = {
  'applications.submitted': 'applied',
  'applications.imported': 'applied',
  'applications.decided': 'decided',
  'underwriting.decided_again': 'decided',
  'loans.disbursed': 'disbursed',
  'loans.repaid': 'repaid',
  'loans.prepaid': 'repaid',
}
const ACTIONS = Object.keys(KINDS)
const CHUNK = 5_000

/** What the line says happened. */
export function eventOf({ action, recorded_at, after }: Line): LiveEvent {
  const outcome = after?.outcome
  const reasons = after?.reasons
  return {
    kind: KINDS[action]!,
    at: Date.parse(recorded_at),
    amountFen: amountIn(after),
    outcome: typeof outcome === 'string' ? outcome : null,
    reasons: Array.isArray(reasons) ? reasons.map(String) : [],
  }
}

function amountIn(after: Line['after']): number {
  const amount = after?.requestedFen ?? after?.amountFen ?? after?.principalFen ?? 0
  return Number(amount) || 0
}

/** Lines after a number, oldest first; `only` says of which customers. */
export async function readLines(reader: Reader, after: bigint, only: RawBuilder<SqlBool> = sql`true`): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select id, action, object_kind, object_id, recorded_at, after from journal
    where id > ${after} and action = any(${ACTIONS}) and ${only} order by id limit ${CHUNK}`.execute(reader)
  return rows
}

/** The highest number of the journal, or the last one before an instant: where the tail begins. */
export async function lastBefore(reader: Reader, instant: string): Promise<bigint> {
  const { rows } = await sql<{ id: bigint | null }>`
    select id from journal where id > (select coalesce(max(id), 0) - ${BACK} from journal)
      and recorded_at > ${instant}::timestamptz order by id limit 1`.execute(reader)
  if (rows[0]?.id) return rows[0].id - 1n
  const last = await sql<{ id: bigint | null }>`select max(id) as id from journal`.execute(reader)
  const end = last.rows[0]?.id ?? 0n
  return end > 200n ? end - 200n : 0n
}

/** How many lines back the start looks for the last hour. */
const BACK = 200_000

export interface SubjectRow {
  readonly seq: bigint
  readonly kind: string
  readonly subject: string
  readonly customer_id: string
  readonly at: string
}

export async function readSubjects(
  reader: Reader,
  after: bigint,
  only: RawBuilder<SqlBool> = sql`true`,
): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow>`
    select seq, kind, encode(subject, 'hex') as subject, customer_id, at from subject_event
    where seq > ${after} and ${only} order by seq limit ${CHUNK}`.execute(reader)
  return rows
}

export async function subjectsBefore(reader: Reader, instant: string): Promise<bigint> {
  const { rows } = await sql<{ seq: bigint | null }>`
    select max(seq) as seq from subject_event where at <= ${instant}::timestamptz`.execute(reader)
  return rows[0]?.seq ?? 0n
}
