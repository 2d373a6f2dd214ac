import { loansApi, type OutputOf, type QueryOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import { readMarkers, readSetAside } from '../modules/servicing/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type List = OutputOf<typeof loansApi.listDayEnds>
type File = OutputOf<typeof loansApi.getDayEnd>
type Figures = Readonly<Record<string, unknown>>

const figure = (name: string) => sql`(d.figures->>${sql.lit(name)})::bigint`

const COLUMNS = {
  businessOn: sql.ref('d.business_on'),
  loansDue: figure('loansDue'),
  overdueLoans: figure('overdueLoans'),
  collectedFen: figure('collectedFen'),
  setAside: figure('setAside'),
  tookMs: sql.ref('d.took_ms'),
}

/** The runs of day-end with their figures. */
export async function dayEndList(ctx: ReadContext, query: QueryOf<typeof loansApi.listDayEnds>): Promise<List> {
  const page = await listPage(ctx.db, loansApi.listDayEnds.list, query, {
    base: ctx.db.selectFrom('day_end as d').selectAll('d'),
    columns: COLUMNS,
    search: [sql`d.business_on::text`],
    tiebreak: sql.ref('d.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    businessOn: row.business_on,
    status: row.status as List['rows'][number]['status'],
    loansDue: number(row.figures, 'loansDue'),
    debitsTried: number(row.figures, 'debitsTried'),
    debitsPaid: number(row.figures, 'debitsPaid'),
    collectedFen: String(row.figures.collectedFen ?? '0'),
    accruedFen: String(row.figures.accruedFen ?? '0'),
    overdueLoans: number(row.figures, 'overdueLoans'),
    reminders: number(row.figures, 'reminders'),
    setAside: number(row.figures, 'setAside'),
    tookMs: row.took_ms,
    finishedAt: row.finished_at,
  }))
  return { ...page, rows }
}

function number(figures: Figures, name: string): number {
  return Number(figures[name] ?? 0)
}

const STEPS: readonly { readonly step: string; readonly label: Localized }[] = [
  { step: 'inquiries', label: { zh: '查询未知扣款', en: 'Ask about debits without an answer' } },
  { step: 'debits', label: { zh: '代扣与入账', en: 'Collect and book' } },
  { step: 'cut', label: { zh: '日切', en: 'Open the next day' } },
  { step: 'accrual', label: { zh: '计提', en: 'Accrue' } },
  { step: 'pastDue', label: { zh: '逾期结转', en: 'Carry past due loans' } },
  { step: 'repricing', label: { zh: '利率重定价', en: 'Reprice floating rates' } },
  { step: 'dueCalls', label: { zh: '宣布提前到期', en: 'Call loans due' } },
  { step: 'reminders', label: { zh: '还款提醒', en: 'Remind' } },
]

/** One run, step by step; a run that is under way shows what is done so far. */
export async function dayEndFile(ctx: ReadContext, dayEndId: string): Promise<File> {
  const run = await ctx.db.selectFrom('day_end').selectAll().where('id', '=', dayEndId).executeTakeFirst()
  if (!run) throw new RefusalError({ code: 'dayEnd.not_found' })
  const markers = await readMarkers(ctx.db, run.business_on)
  const setAside = await readSetAside(ctx.db, run.business_on)
  const steps = STEPS.flatMap(({ step, label }) => {
    const own = markers.filter((marker) => marker.step === step)
    if (own.length === 0) return []
    const count = own.reduce((sum, marker) => sum + marker.count, 0)
    const amountFen = own.every((marker) => marker.amount_fen === null)
      ? null
      : String(own.reduce((sum, marker) => sum + (marker.amount_fen ?? 0n), 0n))
    return [{ step, label, count, amountFen, tookMs: own.reduce((sum, marker) => sum + marker.took_ms, 0) }]
  })
  return {
    id: run.id,
    businessOn: run.business_on,
    status: run.status as File['status'],
    steps,
    setAside: setAside.map(({ loan_id, number: loanNumber, step, error }) => ({
      loanId: loan_id,
      loanNumber,
      error: `${step}: ${error}`,
    })),
    figures: run.figures,
    startedAt: run.started_at,
    finishedAt: run.finished_at,
  }
}
