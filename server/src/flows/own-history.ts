import { sql } from 'kysely'
import { type OwnHistory, readUnused } from '../modules/applications/index.ts'
import type { ReadContext } from '../platform/context.ts'

/** What the lender's own books say about customers: open principal, approved or agreed and not paid out, and written off before. */
export async function ownHistories(
  ctx: Pick<ReadContext, 'db'>,
  customerIds: readonly string[],
): Promise<(customerId: string) => OwnHistory> {
  const unused = await readUnused(ctx.db, customerIds)
  const { rows } = await sql<{ customer_id: string; outstanding: bigint; undrawn: bigint; charged_off: boolean }>`
    select customer_id, coalesce(sum(outstanding_fen), 0)::bigint as outstanding,
      coalesce(sum(undrawn_fen) filter (where draw_until >= (select business_on from clock) and status in ('active', 'overdue')),
        0)::bigint as undrawn,
      bool_or(status = 'chargedOff') as charged_off
    from loan where customer_id = any(${customerIds}) group by customer_id`.execute(ctx.db)
  const loans = new Map(rows.map((row) => [row.customer_id, row]))
  return (customerId) => ({
    outstandingFen: loans.get(customerId)?.outstanding ?? 0n,
    unusedFen: (unused.get(customerId) ?? 0n) + (loans.get(customerId)?.undrawn ?? 0n),
    isBlacklisted: loans.get(customerId)?.charged_off ?? false,
  })
}
