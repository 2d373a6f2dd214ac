import type { Day } from '@puhui/calendar'
import type { WriteContext } from '../../platform/context.ts'
import { nextOf } from './classify.ts'
import { insertChanges, readRisk, upsertRisk } from './risk-store.ts'
import { tableInForce } from './table.ts'

/**
 * A loan got new terms because its borrower was in difficulty: from today it is watched, and at least special mention.
 *
 * @source CN-RISK-002
 */
export async function markRestructured(ctx: WriteContext, loanId: string, on: Day): Promise<void> {
  const row = { ...(await readRisk(ctx.db, loanId))!, restructuredOn: on }
  const next = nextOf(row, { on, table: await tableInForce(ctx, on) })
  await upsertRisk(ctx.tx, [{ ...row, next }], on)
  if (next.category === row.category) return
  const { dpd, outstandingFen, category: from } = row
  const change = { loanId, on, from, to: next.category, trigger: next.trigger, dpd, outstandingFen }
  await insertChanges(ctx.tx, [{ ...change, reason: null, approvalId: null }], {
    actor: ctx.actor.id,
    recordedAt: ctx.clock.now(),
  })
}
