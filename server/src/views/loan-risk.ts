import { type OutputOf, provisionsApi, type QueryOf } from '@puhui/api'
import { addMonths, type Day } from '@puhui/calendar'
import { NON_PERFORMING, type RiskCategory } from '@puhui/compliance'
import { stateOn } from '@puhui/loan'
import { sql } from 'kysely'
import { WRITE_OFF_DPD_MIN } from '../flows/write-off.ts'
import { readChanges, readRisk, readWriteOffOf } from '../modules/provisions/index.ts'
import { openLoan } from '../modules/servicing/index.ts'
import { pendingApproval } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { type CheckedQuery, listPage } from '../platform/http/paging.ts'

type Risk = OutputOf<typeof provisionsApi.getLoanRisk>
const SEASONING_MONTHS = 6

/**
 * What a loan is called and why, what was set aside for it, and what waits for a second person.
 *
 * @refuses loans.not_found
 */
export async function loanRisk(ctx: ReadContext, loanId: string): Promise<Risk> {
  const { row, loan } = await openLoan(ctx, loanId)
  const risk = (await readRisk(ctx.db, loanId))!
  const [changes, provisions, writeOff, override, asked] = await Promise.all([
    readChanges(ctx.db, loanId),
    provisionsOf(ctx, loanId),
    readWriteOffOf(ctx.db, loanId),
    pendingApproval(ctx, 'risk.override', loanId),
    pendingApproval(ctx, 'loans.write_off', loanId),
  ])
  const isBad = NON_PERFORMING.includes(risk.category)
  const isWrittenOff = row.status === 'chargedOff' && writeOff !== undefined
  const recoveredFen = stateOn(loan, await businessDate(ctx.db)).recoveredFen
  return {
    category: risk.category,
    trigger: risk.trigger as Risk['trigger'],
    since: risk.since,
    curedOn: risk.curedOn,
    upgradeFrom: isBad && risk.curedOn ? addMonths(risk.curedOn, SEASONING_MONTHS) : null,
    manualFloor: risk.manualFloor,
    manualReason: risk.manualReason,
    pending: override && { ...pendingShown(override), category: categoryIn(override.payload) },
    history: changes.map((change) => ({
      on: change.changed_on,
      from: change.from_category,
      to: change.to_category,
      trigger: change.trigger as Risk['trigger'],
      dpd: change.dpd,
      outstandingFen: String(change.outstanding_fen),
      reason: change.reason,
      actorName: change.actor_name ?? { zh: '系统', en: 'System' }[ctx.locale],
    })),
    provisions,
    writeOff: isWrittenOff
      ? {
          on: writeOff.written_off_on,
          reason: writeOff.reason,
          principalFen: String(writeOff.principal_fen),
          allowanceUsedFen: String(writeOff.allowance_used_fen),
          recoveredFen: String(recoveredFen),
        }
      : null,
    writeOffPending: asked && pendingShown(asked),
  }
}

type Pending = NonNullable<Awaited<ReturnType<typeof pendingApproval>>>

function pendingShown({ id, maker_id, maker_name, payload }: Pending) {
  const { reason } = payload as { readonly reason: string }
  return { approvalId: id, makerId: maker_id, makerName: maker_name ?? maker_id, reason }
}

function categoryIn(payload: unknown): RiskCategory | null {
  return (payload as { readonly category: RiskCategory | null }).category
}

async function provisionsOf(ctx: ReadContext, loanId: string): Promise<Risk['provisions']> {
  const rows = await ctx.db
    .selectFrom('provision_loan as p')
    .innerJoin('provision_run as r', 'r.id', 'p.run_id')
    .selectAll('p')
    .select('r.month_end')
    .where('p.loan_id', '=', loanId)
    .where('r.status', '=', 'posted')
    .orderBy('r.month_end', 'desc')
    .limit(36)
    .execute()
  return rows.map((row) => ({
    runId: row.run_id,
    monthEnd: row.month_end,
    category: row.category,
    stage: row.stage,
    exposureFen: String(row.exposure_fen),
    defaultPpm: Number(row.default_ppm),
    lossPpm: Number(row.loss_ppm),
    eclFen: String(row.ecl_fen),
    policyFen: String(row.policy_fen),
    allowanceFen: String(row.allowance_fen),
  }))
}

/** Running loans by category; those that are plainly 正常 are found by the filter. */
export async function riskList(
  ctx: ReadContext,
  query: QueryOf<typeof provisionsApi.listRisk>,
): Promise<OutputOf<typeof provisionsApi.listRisk>> {
  const category = sql<RiskCategory>`coalesce(r.category, 'normal')`
  const page = await listPage(ctx.db, provisionsApi.listRisk.list, query, {
    base: ctx.db
      .selectFrom('loan as l')
      .innerJoin('customer as c', 'c.id', 'l.customer_id')
      .leftJoin('loan_risk as r', 'r.loan_id', 'l.id')
      .select(['l.id', 'l.number', 'l.dpd', 'l.outstanding_fen', 'l.disbursed_on', 'c.name_masked', 'c.mobile_masked'])
      .select(['r.trigger', 'r.since', 'r.cured_on', 'r.manual_reason', category.as('category')])
      .select(
        sql<boolean>`exists (select 1 from approval a where a.kind = 'risk.override' and a.object_id = l.id
          and a.status = 'pending')`.as('has_pending'),
      )
      .where('l.status', 'in', ['active', 'overdue']),
    columns: {
      number: sql.ref('l.number'),
      category,
      since: sql.ref('r.since'),
      dpd: sql.ref('l.dpd'),
      outstandingFen: sql.ref('l.outstanding_fen'),
    },
    order: {
      category: sql`array_position(array['normal','specialMention','substandard','doubtful','loss'], ${category})`,
    },
    search: [sql.ref('l.number')],
    tiebreak: sql.ref('l.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerName: row.name_masked ?? row.mobile_masked,
    category: row.category,
    trigger: (row.trigger ?? 'none') as Risk['trigger'],
    since: (row.since ?? row.disbursed_on) as Day,
    dpd: row.dpd,
    outstandingFen: String(row.outstanding_fen),
    curedOn: row.cured_on,
    reason: row.manual_reason,
    hasPending: row.has_pending,
  }))
  return { ...page, rows }
}

type WriteOffs = OutputOf<typeof provisionsApi.listWriteOffs>

/** Loans that may be written off, those that wait for a second person, and those that are. */
export async function writeOffList(ctx: ReadContext, query: CheckedQuery): Promise<WriteOffs> {
  const state = sql<WriteOffs['rows'][number]['state']>`case when l.status = 'chargedOff' then 'writtenOff'
    when a.id is not null then 'asked' else 'candidate' end`
  const page = await listPage(ctx.db, provisionsApi.listWriteOffs.list, query as never, {
    base: ctx.db
      .selectFrom('loan as l')
      .innerJoin('customer as c', 'c.id', 'l.customer_id')
      .leftJoin('loan_risk as r', 'r.loan_id', 'l.id')
      .leftJoin('write_off as w', (join) =>
        join
          .onRef('w.loan_id', '=', 'l.id')
          .on('w.recorded_at', '=', sql`(select max(recorded_at) from write_off x where x.loan_id = l.id)` as never),
      )
      .leftJoin('approval as a', (join) =>
        join.onRef('a.object_id', '=', 'l.id').on('a.kind', '=', 'loans.write_off').on('a.status', '=', 'pending'),
      )
      .leftJoin('staff_user as asker', (join) =>
        join.on('asker.id', '=', sql`coalesce(a.maker_id, w.asked_by)` as never),
      )
      .leftJoin('staff_user as decider', 'decider.id', 'w.decided_by')
      .select(['l.id', 'l.number', 'l.dpd', 'l.status', 'l.outstanding_fen', 'c.name_masked', 'c.mobile_masked'])
      .select([
        'w.principal_fen',
        'w.allowance_used_fen',
        'w.written_off_on',
        'w.dpd as w_dpd',
        'w.category as w_category',
      ])
      .select(['asker.name as asked_by', 'decider.name as decided_by', state.as('state')])
      .select(sql<RiskCategory>`coalesce(r.category, 'normal')`.as('category'))
      .select(sql<string | null>`coalesce(a.payload->>'reason', w.reason)`.as('reason'))
      .select(
        sql<bigint>`coalesce((select p.allowance_fen from provision_loan p join provision_run q on q.id = p.run_id
          where p.loan_id = l.id and q.status = 'posted' order by q.month_end desc, q.posted_at desc limit 1), 0)`.as(
          'allowance_fen',
        ),
      )
      .select(
        sql<bigint>`coalesce((select sum((e.payload->>'amountFen')::bigint) from loan_event e
          where e.loan_id = l.id and e.kind = 'recovered' and not exists (select 1 from loan_event v
            where v.loan_id = l.id and v.kind = 'reversed' and v.payload->>'eventId' = e.id)), 0)::bigint`.as(
          'recovered_fen',
        ),
      )
      .where(sql<boolean>`(l.status = 'chargedOff' or (l.status = 'overdue' and l.dpd > ${WRITE_OFF_DPD_MIN}))`),
    columns: {
      number: sql.ref('l.number'),
      state,
      dpd: sql`coalesce(nullif(l.dpd, 0), w.dpd, 0)`,
      principalFen: sql`case when l.status = 'chargedOff' then w.principal_fen else l.outstanding_fen end`,
      on: sql.ref('w.written_off_on'),
    },
    search: [sql.ref('l.number')],
    tiebreak: sql.ref('l.id'),
  })
  const rows = page.rows.map((row) => {
    const isDone = row.status === 'chargedOff'
    return {
      id: row.id,
      number: row.number,
      customerName: row.name_masked ?? row.mobile_masked,
      state: row.state,
      category: (isDone && row.w_category) || row.category,
      dpd: (isDone && row.w_dpd) || row.dpd,
      principalFen: String(isDone ? (row.principal_fen ?? 0n) : row.outstanding_fen),
      allowanceFen: String(isDone ? (row.allowance_used_fen ?? 0n) : row.allowance_fen),
      recoveredFen: String(row.recovered_fen),
      askedBy: isDone || row.state === 'asked' ? row.asked_by : null,
      decidedBy: isDone ? row.decided_by : null,
      on: isDone ? row.written_off_on : null,
      reason: isDone || row.state === 'asked' ? row.reason : null,
    }
  })
  return { ...page, rows }
}
