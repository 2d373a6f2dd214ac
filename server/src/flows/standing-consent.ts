import type { Day } from '@puhui/calendar'
import { mayProcess, type PurposeId } from '@puhui/compliance'
import { type RawBuilder, sql } from 'kysely'
import { purposesOf } from '../modules/customers/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'

/** One answer to a purpose, as `answersTo` reads it. */
export interface ConsentAnswer {
  readonly version: number
  readonly kind: string
  readonly answer: string
  readonly answeredOn: Day
}

/** The answers of the customer `c` of a query to one purpose, in the order in which they were given. */
export function answersTo(purpose: PurposeId): RawBuilder<readonly ConsentAnswer[] | null> {
  return sql`(select jsonb_agg(jsonb_build_object('version', k.version, 'kind', k.kind, 'answer', k.answer,
    'answeredOn', k.answered_on) order by k.seq)
    from customer_consent k where k.customer_id = c.id and k.purpose = ${purpose})`
}

/** Whether the consent of somebody who gave these answers stands today: what sends asks it, and what shows a persona. */
export async function standingConsent(
  ctx: Pick<ReadContext, 'db'>,
  id: PurposeId,
): Promise<(answers: readonly ConsentAnswer[] | null) => boolean> {
  const on = await businessDate(ctx.db)
  const { name } = await lenderProfile(ctx)
  const purpose = purposesOf(name).find((each) => each.id === id)!
  return (answers) => {
    const given = (answers ?? []).map((answer) => ({ ...answer, purpose: id }))
    return mayProcess(given as never, purpose, on).decision === 'allow'
  }
}
