import type { Day } from '@puhui/calendar'
import type { Line } from '@puhui/ledger'
import { sumFen } from '@puhui/money'
import {
  assertMonthOpen,
  holdBooking,
  monthEnds,
  monthOf,
  type NewEntry,
  postApproved,
  readByProduct,
} from '../modules/ledger/index.ts'
import {
  decideRunRow,
  figuresOf,
  insertRun,
  insertRunLoans,
  type LoanProvision,
  readCategoriesOn,
  readEarlier,
  readLoansOn,
  readPosted,
  readRun,
  readUsed,
  reckoner,
  type StoredFigures,
  type TableInForce,
  tableInForce,
} from '../modules/provisions/index.ts'
import { FoldError, foldedLoans, readDayEndOf } from '../modules/servicing/index.ts'
import { askApproval, decidePending, type PendingDecision } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'

const POST = 'provisions.post'

/**
 * Works out what the loans of a month-end need, loan by loan, and hands it to a second person.
 *
 * @refuses ledger.month_not_over, ledger.month_closed, ledger.month_day_end_missing, provisions.run_pending,
 *   provisions.run_out_of_order, provisions.no_table_in_force, checked in this order
 */
export async function makeRun(ctx: WriteContext, month: string): Promise<string> {
  const monthEnd = monthEnds(month)
  await assertMayRun(ctx, month, monthEnd)
  const table = await tableInForce(ctx, monthEnd)
  if (!table) throw new RefusalError({ code: 'provisions.no_table_in_force', day: monthEnd })
  const { loans, setAside } = await reckonAll(ctx, monthEnd, table)
  const before = await readPosted(ctx.db, monthEnd)
  const earlier = before ? await readEarlier(ctx.db, before.id) : []
  const used = before ? await readUsed(ctx.db, before.month_end, monthEnd) : new Map<string, bigint>()
  const held = await heldByProduct(ctx, monthEnd)
  const figures = figuresOf({ loans, earlier, used, held, setAside })
  const allowanceFen = sumFen(loans.map((loan) => loan.allowanceFen))
  const beforeFen = sumFen(held.values())
  const run = {
    id: ctx.ids.next('prv'),
    monthEnd,
    tableVersion: table.version,
    loans: loans.length,
    exposureFen: sumFen(loans.map((loan) => loan.exposureFen)),
    allowanceFen,
    beforeFen,
    chargeFen: allowanceFen - beforeFen,
  }
  const payload = { code: month, version: table.version, ...run }
  const request = { kind: POST, objectKind: 'provision_run', objectId: run.id, payload } as const
  const approvalId = await askApproval(ctx, request)
  await insertRun(ctx.tx, { ...run, figures, approvalId, madeBy: ctx.actor.id, madeAt: ctx.clock.now() })
  await insertRunLoans(ctx.tx, run.id, loans)
  await record(ctx, { action: 'provisions.run_made', objectKind: 'provision_run', objectId: run.id, after: run })
  return run.id
}

async function assertMayRun(ctx: WriteContext, month: string, monthEnd: Day): Promise<void> {
  if (month >= monthOf(await businessDate(ctx.db))) throw new RefusalError({ code: 'ledger.month_not_over', month })
  await assertMonthOpen(ctx, monthEnd)
  const dayEnd = await readDayEndOf(ctx.db, monthEnd)
  if (!dayEnd || dayEnd.status === 'running') {
    throw new RefusalError({ code: 'ledger.month_day_end_missing', day: monthEnd })
  }
  const others = await ctx.tx
    .selectFrom('provision_run')
    .select(['month_end', 'status'])
    .where('status', 'in', ['proposed', 'posted'])
    .where('month_end', '>=', monthEnd)
    .execute()
  if (others.some((one) => one.status === 'proposed' && one.month_end === monthEnd)) {
    throw new RefusalError({ code: 'provisions.run_pending' })
  }
  if (others.some((one) => one.status === 'posted' && one.month_end > monthEnd)) {
    throw new RefusalError({ code: 'provisions.run_out_of_order', day: monthEnd })
  }
}

const AT_ONCE = 5_000

/** Loan by loan, as they were known at the close of the month; one that cannot be read is set aside with its error. */
async function reckonAll(ctx: WriteContext, monthEnd: Day, table: TableInForce) {
  const reckon = reckoner(table)
  const categories = await readCategoriesOn(ctx.db, monthEnd)
  const marks = await readLoansOn(ctx.db, monthEnd)
  const loans: LoanProvision[] = []
  const setAside: { loanId: string; error: string }[] = []
  for (let at = 0; at < marks.length; at += AT_ONCE) {
    const part = marks.slice(at, at + AT_ONCE)
    const folded = await foldedLoans(AT_ONCE).of(ctx.db, part)
    for (const [place, loan] of folded.entries()) {
      const { id } = part[place]!
      if (loan instanceof FoldError) {
        setAside.push({ loanId: id, error: loan.message })
        continue
      }
      const own = reckon(loan, monthEnd, categories.get(id))
      if (own) loans.push(own)
    }
  }
  return { loans, setAside }
}

/** What the ledger holds against losses at the close of a day, above zero; products that hold nothing are left out. */
async function heldByProduct(ctx: WriteContext, on: Day): Promise<Map<string, bigint>> {
  const balances = await readByProduct(ctx.db, '1304', on)
  return new Map([...balances].filter(([, fen]) => fen !== 0n).map(([product, fen]) => [product, -fen]))
}

/**
 * Posts what a run has worked out, into the month-end that it is about, or sends it back. Its maker cannot.
 *
 * @refuses provisions.run_not_found, approvals.none_pending, approvals.maker_cannot_check, provisions.run_stale,
 *   ledger.month_closed
 */
export async function decideRun(
  ctx: WriteContext,
  runId: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
) {
  const run = await readRun(ctx.db, runId)
  if (!run) throw new RefusalError({ code: 'provisions.run_not_found' })
  const approval = await decidePending(ctx, { kind: POST, objectId: runId, verdict, note })
  const status = verdict === 'approve' ? ('posted' as const) : ('rejected' as const)
  const entries = status === 'posted' ? entriesOf(run) : []
  if (status === 'posted') {
    await holdBooking(ctx)
    const heldFen = sumFen((await heldByProduct(ctx, run.month_end)).values())
    if (heldFen !== run.before_fen) throw new RefusalError({ code: 'provisions.run_stale' })
  }
  for (const entry of entries) await postApproved(ctx, entry, { approvalId: approval.id, approvedObject: runId })
  await decideRunRow(ctx.tx, runId, { status, by: ctx.actor.id, at: ctx.clock.now() })
  await record(ctx, {
    action: 'provisions.run_decided',
    objectKind: 'provision_run',
    objectId: runId,
    reason: note === '' ? null : note,
    after: { status, chargeFen: run.charge_fen },
  })
  return { status, entryIds: entries.map(({ id }) => id) }
}

/** Where the entry of a product is found. */
export function provisionEntryId(runId: string, productCode: string): string {
  return derivedId('len', `provision:${runId}:${productCode}`)
}

function entriesOf(run: { readonly id: string; readonly month_end: Day; readonly figures: unknown }): NewEntry[] {
  const { byProduct } = run.figures as StoredFigures
  return byProduct.flatMap(({ productCode, loans, chargeFen }) => {
    const fen = BigInt(chargeFen)
    if (fen === 0n) return []
    const lines: Line[] = [
      { account: '1304', amountFen: -fen },
      { account: '6702', amountFen: fen },
    ]
    return [
      {
        id: provisionEntryId(run.id, productCode),
        kind: 'provisioned',
        postedOn: run.month_end,
        bookedOn: run.month_end,
        naturalKey: `provision:${run.id}:${productCode}`,
        productCode,
        loanId: null,
        loans,
        lines,
        proof: [],
      },
    ]
  })
}
