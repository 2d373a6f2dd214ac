import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import type { Subject } from '../lists/index.ts'
import { countsOf, type Seen, seenAfter } from './model.ts'

type Counts = Readonly<Record<string, number>>

/** How often these subjects have applied up to now, without taking part: to see what a policy would ask next. */
export async function velocityOf(
  ctx: Pick<ReadContext, 'db' | 'clock'>,
  subjects: readonly Subject[],
): Promise<Counts> {
  if (subjects.length === 0) return {}
  const rows = await ctx.db
    .selectFrom('velocity')
    .selectAll()
    .where((where) => where.or(subjects.map(({ kind, index }) => where.and({ kind, subject: index }))))
    .execute()
  const now = Date.parse(ctx.clock.now())
  return Object.assign({}, ...subjects.map((subject) => countsOf(subject.kind, seenIn(rows, subject), now)))
}

type Row = {
  readonly kind: string
  readonly subject: Buffer
  readonly ats: readonly bigint[]
  readonly customers: readonly string[]
}

function seenIn(rows: readonly Row[], { kind, index }: Subject): Seen {
  const row = rows.find((each) => each.kind === kind && each.subject.equals(index))
  return { ats: row?.ats.map(Number) ?? [], customers: row?.customers ?? [] }
}

/**
 * Counts an application in and answers how often its subjects applied before it. The rows are locked in one order, so
 * that two applications of one device stand one behind the other; an application that is handed in again counts once.
 */
export async function countIn(
  ctx: WriteContext,
  application: { readonly id: string; readonly customerId: string },
  subjects: readonly Subject[],
): Promise<Counts> {
  const ordered = [...subjects].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.index.compare(b.index)))
  if (ordered.length === 0) return {}
  const [kinds, indexes] = [ordered.map(({ kind }) => kind), ordered.map(({ index }) => index)]
  await sql`insert into velocity (kind, subject) select * from unnest(${kinds}::text[], ${indexes}::bytea[])
    on conflict do nothing`.execute(ctx.tx)
  const rows: Row[] = []
  for (const { kind, index } of ordered) {
    const row = await ctx.tx
      .selectFrom('velocity')
      .selectAll()
      .where('kind', '=', kind)
      .where('subject', '=', index)
      .forUpdate()
      .executeTakeFirstOrThrow()
    rows.push(row)
  }
  const now = ctx.clock.now()
  const taken = await sql<{ kind: string }>`
    insert into subject_event (application_id, kind, subject, customer_id, at)
    select ${application.id}, kind, subject, ${application.customerId}, ${now}::timestamptz
    from unnest(${kinds}::text[], ${indexes}::bytea[]) as s(kind, subject)
    on conflict (application_id, kind) do nothing returning kind`.execute(ctx.tx)
  const at = Date.parse(now)
  for (const subject of ordered.filter(({ kind }) => taken.rows.some((row) => row.kind === kind))) {
    const { ats, customers } = seenAfter(seenIn(rows, subject), at, application.customerId)
    await sql`update velocity set ats = ${ats}::bigint[], customers = ${customers}::text[]
      where kind = ${subject.kind} and subject = ${subject.index}`.execute(ctx.tx)
  }
  return Object.assign({}, ...ordered.map((subject) => countsOf(subject.kind, seenIn(rows, subject), at)))
}
