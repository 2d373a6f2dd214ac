import type { Day } from '@puhui/calendar'
import { mayProcess } from '@puhui/compliance'
import { type RawBuilder, sql } from 'kysely'
import { purposesOf } from '../modules/customers/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'

/** One answer to the purpose of marketing, as `marketingAnswers` reads it. */
export interface MarketingAnswer {
  readonly version: number
  readonly kind: string
  readonly answer: string
  readonly answeredOn: Day
}

/** The answers of the customer `c` of a query to the purpose of marketing, in the order in which they were given. */
export function marketingAnswers(): RawBuilder<readonly MarketingAnswer[] | null> {
  return sql`(select jsonb_agg(jsonb_build_object('version', k.version, 'kind', k.kind, 'answer', k.answer,
    'answeredOn', k.answered_on) order by k.seq)
    from customer_consent k where k.customer_id = c.id and k.purpose = 'marketing')`
}

/** Whether somebody who gave these answers may be marketed to today: what sends asks it, and what shows a persona. */
export async function mayMarketTo(
  ctx: Pick<ReadContext, 'db'>,
): Promise<(answers: readonly MarketingAnswer[] | null) => boolean> {
  const on = await businessDate(ctx.db)
  const { name } = await lenderProfile(ctx)
  const marketing = purposesOf(name).find(({ id }) => id === 'marketing')!
  return (answers) => {
    const given = (answers ?? []).map((answer) => ({ ...answer, purpose: 'marketing' as const }))
    return mayProcess(given as never, marketing, on).decision === 'allow'
  }
}
