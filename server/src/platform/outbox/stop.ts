import { sql } from 'kysely'
import type { WriteContext } from '../context.ts'
import type { OutgoingMessage } from './delivery.ts'

interface Stopped {
  readonly customerId: string
  readonly templates: readonly string[]
  /** Only of this kind; all kinds without it. */
  readonly kind?: OutgoingMessage['kind']
  /** For whoever looks at the outbox. */
  readonly why: string
}

/** Stops what is written to a customer and has not left, and ends the permits it would use: sent again it goes nowhere. */
export async function stopQueued(ctx: WriteContext, { customerId, templates, kind, why }: Stopped): Promise<number> {
  const { numAffectedRows } = await sql`update outbox_message
    set status = 'failed', last_error = ${why},
      payload = payload || jsonb_build_object('permitExpiresAt', ${ctx.clock.now()}::text)
    where customer_id = ${customerId} and status = 'queued' and template = any(${[...templates]})
      and (${kind ?? null}::text is null or kind = ${kind ?? null}::text)`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0n)
}
