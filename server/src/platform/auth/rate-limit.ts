import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { RefusalFacts } from '../refusal-error.ts'
import { RefusalError } from '../refusal-error.ts'

export interface Limit {
  /** What is counted, for whom: `sign-in:alice`. Never personal data in the clear. */
  readonly key: string
  readonly points: number
  readonly windowSeconds: number
}

/**
 * Takes one point of a limit; refused when none is left. Counted in the database, in one statement of its own: it holds
 * across restarts, processes and transactions that roll back.
 */
export async function takePoint(
  db: Db,
  { key, points, windowSeconds }: Limit,
  refusal: (secondsLeft: number) => RefusalFacts,
): Promise<void> {
  const { rows } = await sql<{ points: number; seconds: number }>`
    insert into rate_limit (key, points, resets_at) values (${key}, 1, now() + make_interval(secs => ${windowSeconds}))
    on conflict (key) do update set
      points = case when rate_limit.resets_at <= now() then 1 else rate_limit.points + 1 end,
      resets_at = case when rate_limit.resets_at <= now() then excluded.resets_at else rate_limit.resets_at end
    returning points, ceil(extract(epoch from resets_at - now()))::int as seconds`.execute(db)
  const row = rows[0]!
  if (row.points > points) throw new RefusalError(refusal(Math.max(1, row.seconds)))
}

/** Forgets what was counted: after a success. */
export async function clearPoints(db: Db, key: string): Promise<void> {
  await db.deleteFrom('rate_limit').where('key', '=', key).execute()
}
