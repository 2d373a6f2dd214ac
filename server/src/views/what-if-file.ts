import type { OutputOf, QueryOf, regulationsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import { whatIfById } from '../flows/what-if-rule.ts'
import { readParametersOf, regulationById, type WhatIfResult } from '../modules/regulations/index.ts'
import { actorName } from '../platform/actor-names.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { measuresOf } from './regulation-file.ts'

type Api = typeof regulationsApi
type Shown = OutputOf<Api['getWhatIf']>

export async function whatIfList(
  ctx: ReadContext,
  spec: Api['listWhatIfs']['list'],
  query: QueryOf<Api['listWhatIfs']>,
): Promise<OutputOf<Api['listWhatIfs']>> {
  const page = await listPage(ctx.db, spec, query, {
    base: ctx.db
      .selectFrom('regulation_what_if as w')
      .leftJoin('staff_user as u', 'u.id', 'w.made_by')
      .leftJoin('regulation as r', 'r.id', 'w.regulation_id')
      .select(['w.id', 'w.name', 'w.regulation_id', 'w.status', 'w.as_of', 'w.made_at', 'r.number'])
      .select([
        sql<Day>`w.scenario->>'effectiveOn'`.as('effective_on'),
        sql<number | null>`(w.result->'changed'->>'count')::int`.as('changed'),
        sql<string>`coalesce(u.name, w.made_by)`.as('made_by'),
      ]),
    columns: { status: sql.ref('w.status'), asOf: sql.ref('w.as_of'), madeAt: sql.ref('w.made_at') },
    search: [sql.ref('w.name')],
    tiebreak: sql.ref('w.id'),
  })
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      name: row.name,
      regulationId: row.regulation_id,
      regulation: row.number,
      status: row.status,
      asOf: row.as_of,
      effectiveOn: row.effective_on,
      changed: row.changed,
      madeBy: row.made_by,
      madeAt: row.made_at,
    })),
  }
}

/** @refuses regulations.what_if_not_found */
export async function whatIfFile(ctx: ReadContext, id: string): Promise<Shown> {
  const row = await whatIfById(ctx, id)
  const { numbers, ...scenario } = row.scenario
  const measures = row.regulation_id === null ? [] : await measuresOf(ctx, row.regulation_id)
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    jobId: row.job_id,
    regulation: row.regulation_id === null ? null : await entryOf(ctx, row.regulation_id),
    scenario: { ...scenario, numbers: [...numbers] },
    asOf: row.as_of,
    inputsHash: row.inputs_hash,
    resultHash: row.result_hash,
    madeBy: await actorName(ctx, row.made_by),
    madeAt: row.made_at,
    finishedAt: row.finished_at,
    result: row.result as WhatIfResult | null,
    measures: measures.map(({ productCode, kind, version }) => ({ productCode, kind, version })),
  }
}

async function entryOf(ctx: ReadContext, id: string): Promise<NonNullable<Shown['regulation']>> {
  const row = await regulationById(ctx, id)
  const numbers = await readParametersOf(ctx.db, id)
  const isNumbersReleased = numbers.some(({ status }) => status === 'released')
  return { id, number: row.number, title: row.title as Localized, effectiveOn: row.effective_on, isNumbersReleased }
}
