import type { OutputOf, policiesApi } from '@puhui/api'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { type BacktestRow, readBacktest } from './backtest-store.ts'
import type { DraftRow } from './draft-store.ts'
import { draftById } from './drafts.ts'

type Draft = OutputOf<typeof policiesApi.getDraft>
type Backtest = OutputOf<typeof policiesApi.getBacktest>

/** The names of members of staff by id; what is no member of staff stays as it is. */
export async function namesOf(reader: Reader, ids: readonly string[]): Promise<(id: string) => string> {
  const rows = await reader
    .selectFrom('staff_user')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${[...new Set(ids)]})`)
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

export function draftBrief(row: DraftRow, nameOf: (id: string) => string): Draft['brief'] {
  return {
    id: row.id,
    status: row.status,
    baseVersion: row.base_version,
    version: row.version,
    authors: row.authors.map(nameOf),
    approver: row.approver_id === null ? null : nameOf(row.approver_id),
    note: row.note,
    effectiveOn: row.effective_on,
    takesForce: row.takes_force,
    changedAt: row.changed_at,
  }
}

export async function draftShown(reader: Reader, id: string): Promise<Draft> {
  const row = await draftById({ db: reader } as never, id)
  const nameOf = await namesOf(reader, [...row.authors, row.approver_id ?? ''])
  return {
    brief: draftBrief(row, nameOf),
    code: row.code,
    hash: row.hash,
    definition: row.definition as Draft['definition'],
    scenarios: row.scenarios as never,
    backtestId: row.backtest_id,
  }
}

export async function backtestShown(reader: Reader, id: string): Promise<Backtest> {
  const row = await readBacktest(reader, id)
  if (!row) throw new RefusalError({ code: 'policies.backtest_not_found' })
  const nameOf = await namesOf(reader, [row.created_by])
  return { ...backtestBrief({ ...row, created_by: nameOf(row.created_by) }), result: row.result as Backtest['result'] }
}

export function backtestBrief(row: Omit<BacktestRow, 'result' | 'content_hash'>): Omit<Backtest, 'result'> {
  return {
    id: row.id,
    code: row.code,
    draftId: row.draft_id,
    version: row.version,
    againstVersion: row.against_version,
    from: row.population.from ?? null,
    to: row.population.to ?? null,
    importId: row.population.importId ?? null,
    status: row.status,
    jobId: row.job_id,
    createdBy: row.created_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
