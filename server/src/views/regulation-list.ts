import type { OutputOf, QueryOf, regulationsApi } from '@puhui/api'
import { type Day, daysBetween } from '@puhui/calendar'
import { sql } from 'kysely'
import { stateOn } from '../modules/regulations/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'

type Api = typeof regulationsApi

/** The register as a list: the state is that of the open day. */
export async function regulationList(
  ctx: ReadContext,
  spec: Api['listRegulations']['list'],
  query: QueryOf<Api['listRegulations']>,
): Promise<OutputOf<Api['listRegulations']>> {
  const on = await businessDate(ctx.db)
  const page = await listPage(ctx.db, spec, query, {
    base: registerBase(ctx),
    columns: {
      number: sql.ref('r.number'),
      state: stateSql(on),
      origin: sql.ref('r.origin'),
      effectiveOn: sql.ref('r.effective_on'),
    },
    search: [sql.ref('r.number'), sql`r.title->>'zh'`, sql`r.title->>'en'`, sql`r.reference->>'zh'`],
    tiebreak: sql.ref('r.id'),
  })
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      issuer: row.issuer,
      reference: row.reference,
      origin: row.origin,
      state: stateOn(row, on),
      effectiveOn: row.effective_on,
      daysLeft: daysLeft(row.effective_on, on),
      openActions: Number(row.open_actions),
      owner: row.owner,
      readers: Number(row.readers),
      isRead: row.is_read,
    })),
  }
}

function registerBase(ctx: ReadContext) {
  return ctx.db
    .selectFrom('regulation as r')
    .leftJoin('staff_user as u', 'u.id', 'r.owner_id')
    .select(['r.id', 'r.number', 'r.title', 'r.issuer', 'r.reference', 'r.origin', 'r.state'])
    .select(['r.effective_on', 'r.effective_to', 'u.name as owner'])
    .select([
      sql<bigint>`(select count(*) from regulation_action a where a.regulation_id = r.id and a.done_on is null)`.as(
        'open_actions',
      ),
      sql<bigint>`(select count(*) from regulation_reading g where g.regulation_id = r.id and g.revision = r.revision)`.as(
        'readers',
      ),
      sql<boolean>`exists (select 1 from regulation_reading g where g.regulation_id = r.id
        and g.revision = r.revision and g.reader_id = ${ctx.actor.id})`.as('is_read'),
    ])
}

/** The same as `stateOn`, for sorting and filtering. */
function stateSql(on: Day) {
  return sql<string>`case when r.state <> 'planned' or r.effective_on > ${on} then r.state
    when r.effective_to < ${on} then 'superseded' else 'inForce' end`
}

/** Days until it comes into force; null once it is. */
export function daysLeft(effectiveOn: Day, on: Day): number | null {
  return effectiveOn > on ? daysBetween(on, effectiveOn) : null
}

/** How many days ahead somebody is told, unless they look for themselves. */
const AHEAD_DAYS = 120

/** What comes into force soon, and what has come while something was left to do; the nearest first. */
export async function regulationAlerts(ctx: ReadContext): Promise<OutputOf<Api['regulationAlerts']>> {
  const on = await businessDate(ctx.db)
  const { rows } = await sql<AlertRow>`
    select r.id, r.number, r.title, r.state, r.effective_on, r.effective_to,
      count(a.id) filter (where a.done_on is null) as open_actions,
      count(a.id) filter (where a.done_on is null and a.due_on < ${on}) as late_actions,
      exists (select 1 from regulation_parameter p where p.regulation_id = r.id and p.status = 'proposed') as pending
    from regulation r left join regulation_action a on a.regulation_id = r.id
    where r.origin = 'entered' and r.state <> 'superseded'
    group by r.id
    having r.effective_on > ${on} or count(a.id) filter (where a.done_on is null) > 0
    order by r.effective_on, r.id`.execute(ctx.db)
  const near = rows.filter((row) => row.effective_on <= on || daysBetween(on, row.effective_on) <= AHEAD_DAYS)
  return {
    alerts: near.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      state: stateOn(row, on),
      effectiveOn: row.effective_on,
      daysLeft: daysBetween(on, row.effective_on),
      openActions: Number(row.open_actions),
      lateActions: Number(row.late_actions),
      numbersPending: row.pending,
    })),
  }
}

interface AlertRow {
  readonly id: string
  readonly number: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly state: 'watched' | 'interpreted' | 'planned' | 'superseded'
  readonly effective_on: Day
  readonly effective_to: Day | null
  readonly open_actions: bigint
  readonly late_actions: bigint
  readonly pending: boolean
}
