import type { OutputOf, systemApi } from '@puhui/api'
import { sql } from 'kysely'
import type { ReadContext } from '../platform/context.ts'

type Steps = OutputOf<typeof systemApi.gettingStarted>

interface Done {
  readonly product: boolean
  readonly approval: boolean
  readonly applicants: boolean
  readonly decisions: boolean
  readonly loans: boolean
  readonly repayments: boolean
  readonly day_end: boolean
}

/** What a newcomer does first, ticked by what is in the database and not by clicks. */
export async function gettingStarted(ctx: ReadContext): Promise<Steps> {
  const { rows } = await sql<Done>`select
    exists (select 1 from product_version where status = 'released') as product,
    exists (select 1 from approval where status = 'approved') as approval,
    exists (select 1 from application) as applicants,
    exists (select 1 from decision) as decisions,
    exists (select 1 from loan) as loans,
    exists (select 1 from loan_event where kind in ('repaid', 'prepaid')) as repayments,
    exists (select 1 from day_end) as day_end`.execute(ctx.db)
  const done = rows[0]!
  return {
    steps: [
      { id: 'product', isDone: done.product, path: '/products' },
      { id: 'approval', isDone: done.approval, path: '/approvals' },
      { id: 'applicants', isDone: done.applicants, path: '/imports' },
      { id: 'decisions', isDone: done.decisions, path: '/applications' },
      { id: 'loans', isDone: done.loans, path: '/loans' },
      { id: 'repayments', isDone: done.repayments, path: '/loans' },
      { id: 'dayEnd', isDone: done.day_end, path: '/day-end' },
    ],
  }
}
