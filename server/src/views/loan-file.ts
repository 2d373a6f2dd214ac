import { loansApi, type OutputOf, type QueryOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { chargeableFees, knownOn, type LoanState, mayBePenalty, stateOn } from '@puhui/loan'
import { penaltyRateOf } from '@puhui/product'
import { sql } from 'kysely'
import { pendingPayout } from '../flows/payout.ts'
import { customerById } from '../modules/customers/index.ts'
import {
  eventsShown,
  figuresShown,
  type LoanRow,
  type OpenLoan,
  openLoan,
  type RateChange,
  rateChangesOf,
  readDueCall,
  scheduleShown,
} from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { noticeShown } from './due-call-shown.ts'

type List = OutputOf<typeof loansApi.listLoans>
type File = OutputOf<typeof loansApi.getLoan>

const COLUMNS = {
  number: sql.ref('l.number'),
  productName: sql.ref('l.product_code'),
  grade: sql.ref('l.grade'),
  principalFen: sql.ref('l.principal_fen'),
  outstandingFen: sql.ref('l.outstanding_fen'),
  overdueFen: sql.ref('l.overdue_fen'),
  annualRatePpm: sql.ref('l.annual_rate_ppm'),
  termMonths: sql.ref('l.term_months'),
  status: sql.ref('l.status'),
  bucket: sql.ref('l.bucket'),
  dpd: sql.ref('l.dpd'),
  nextDueOn: sql.ref('l.next_due_on'),
  disbursedOn: sql.ref('l.disbursed_on'),
  settledOn: sql.ref('l.settled_on'),
  holdsMoney: sql`(l.held_since is not null)`,
  heldFen: sql.ref('l.booked_held_fen'),
  heldSince: sql.ref('l.held_since'),
}

/** Loans with the masked name of the borrower. */
export async function loanList(ctx: ReadContext, query: QueryOf<typeof loansApi.listLoans>): Promise<List> {
  const base = ctx.db
    .selectFrom('loan as l')
    .innerJoin('customer as c', 'c.id', 'l.customer_id')
    .innerJoin('product as p', 'p.code', 'l.product_code')
    .select(['l.id', 'l.number', 'l.customer_id', 'c.name_masked', 'c.mobile_masked', 'l.grade'])
    .select(['l.product_code', 'p.name as product_name'])
    .select(['l.method', 'l.principal_fen', 'l.outstanding_fen', 'l.overdue_fen', 'l.annual_rate_ppm'])
    .select(['l.term_months', 'l.status', 'l.bucket', 'l.dpd', 'l.next_due_on', 'l.next_due_fen'])
    .select(['l.disbursed_on', 'l.settled_on', 'l.booked_held_fen', 'l.held_since'])
  const page = await listPage(ctx.db, loansApi.listLoans.list, query, {
    base,
    columns: COLUMNS,
    search: [sql.ref('l.number')],
    searchExact: (q) => [sql<boolean>`l.id = ${q}`, sql<boolean>`l.customer_id = ${q}`],
    tiebreak: sql.ref('l.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.name_masked ?? row.mobile_masked,
    productCode: row.product_code,
    productName: row.product_name,
    grade: row.grade,
    method: row.method as List['rows'][number]['method'],
    principalFen: String(row.principal_fen),
    outstandingFen: String(row.outstanding_fen),
    overdueFen: String(row.overdue_fen),
    annualRatePpm: Number(row.annual_rate_ppm),
    termMonths: row.term_months,
    status: row.status as List['rows'][number]['status'],
    bucket: row.bucket as List['rows'][number]['bucket'],
    dpd: row.dpd,
    nextDueOn: row.next_due_on,
    nextDueFen: String(row.next_due_fen),
    disbursedOn: row.disbursed_on,
    settledOn: row.settled_on,
    heldFen: String(row.booked_held_fen),
    heldSince: row.held_since,
  }))
  return { ...page, rows }
}

export interface TwoTimes {
  readonly asOf?: string | undefined
  readonly knownOn?: string | undefined
}

/** The loan file: the state of a value day as the books knew it on a booking day. */
export async function loanFile(ctx: ReadContext, loanId: string, times: TwoTimes): Promise<File> {
  const opened = await openLoan(ctx, loanId)
  const today = await businessDate(ctx.db)
  const [asOf, known] = [(times.asOf ?? today) as Day, (times.knownOn ?? today) as Day]
  const { row } = opened
  const loan = knownOn(opened.loan, known)
  const state = stateOn(loan, asOf)
  const { customer, productName } = await aroundLoan(ctx, row)
  const events = opened.events.filter((event) => event.booked_on <= known && event.value_on <= asOf)
  return {
    ...headShown(row),
    annualRatePpm: Number(state.annualRatePpm),
    contractId: row.contract_id,
    applicationId: row.application_id,
    customerId: row.customer_id,
    customerName: customer.nameMasked ?? customer.mobileMasked,
    productCode: row.product_code,
    productName,
    productVersion: row.product_version,
    grade: row.grade,
    penaltyRatePpm: Number(penaltyRateOf(loan.terms.penalty, state.annualRatePpm)),
    settledOn: state.settledOn ?? null,
    asOf,
    knownOn: known,
    draws: drawsShown(state),
    chargeOff: loan.terms.chargeOff ?? null,
    tariff: tariffShown(loan),
    figures: figuresShown(loan, asOf, state),
    schedule: scheduleShown(state),
    events: eventsShown(loan, state, opened.events, await actorNames(ctx, opened)).filter((shown) =>
      events.some((event) => event.id === shown.id),
    ),
    hasSettlementCertificate: row.status === 'settled',
    bankCard: customer.bankCardMasked,
  }
}

type BorrowerLoan = OutputOf<typeof import('@puhui/api').borrowerApi.borrowerLoan>

/** The borrower's own loan: the same figures, without the books. */
export async function borrowerLoanFile(ctx: ReadContext, customerId: string, loanId: string): Promise<BorrowerLoan> {
  const opened = await openLoan(ctx, loanId, customerId)
  const businessOn = await businessDate(ctx.db)
  const { row, loan } = opened
  const state = stateOn(loan, businessOn)
  const { customer, productName } = await aroundLoan(ctx, row)
  return {
    ...headShown(row),
    annualRatePpm: Number(state.annualRatePpm),
    contractId: row.contract_id,
    productName,
    settledOn: row.settled_on,
    bankCard: customer.bankCardMasked ?? '',
    draws: drawsShown(state),
    pendingPayout: await ownPendingPayout(ctx, loanId),
    dueCall: await ownDueCall(ctx, loanId, state),
    figures: figuresShown(loan, businessOn, state),
    schedule: scheduleShown(state),
    events: eventsShown(loan, state, opened.events, new Map()).map(
      ({ note: _note, postings: _postings, entryId: _entryId, actorName: _actorName, ...shown }) => shown,
    ),
    rateChanges: rateChangesOf(loan).map(rateChangeShown),
    businessOn,
  }
}

async function ownPendingPayout(ctx: ReadContext, loanId: string): Promise<BorrowerLoan['pendingPayout']> {
  const pending = await pendingPayout(ctx, loanId)
  if (!pending) return null
  const { kind, amountFen, isBorrower, askedAt } = pending
  return { kind, amountFen, isBorrower, askedAt }
}

async function ownDueCall(
  { db }: ReadContext,
  loanId: string,
  { overdueFen }: LoanState,
): Promise<BorrowerLoan['dueCall']> {
  const notice = await readDueCall(db, loanId)
  return notice ? { ...noticeShown(notice), overdueFen: String(overdueFen) } : null
}

function drawsShown({ drawable, disbursedFen }: LoanState): File['draws'] {
  if (!drawable) return null
  const { agreedFen, restFen, leastFen, lastOn } = drawable
  return {
    agreedFen: String(agreedFen),
    drawnFen: String(disbursedFen),
    restFen: String(restFen),
    leastFen: String(leastFen),
    lastOn,
  }
}

function rateChangeShown({ eventId, valueOn, fromPpm, toPpm, before, after, why }: RateChange) {
  const next = (one: RateChange['before']) => one && { ...one, amountFen: String(one.amountFen) }
  const rates = { fromPpm: Number(fromPpm), toPpm: Number(toPpm) }
  return { eventId, valueOn, ...rates, before: next(before), after: next(after), why }
}

function tariffShown(loan: OpenLoan['loan']): File['tariff'] {
  const { fees } = loan.terms.schedule
  return chargeableFees(loan).map(({ code, amountFen }) => ({
    code,
    name: fees.find((fee) => fee.code === code)!.name,
    maxFen: String(amountFen),
    mayBePenalty: mayBePenalty(loan.terms, code),
  }))
}

function headShown(row: LoanRow) {
  return {
    id: row.id,
    number: row.number,
    method: row.method as File['method'],
    principalFen: String(row.principal_fen),
    annualRatePpm: Number(row.annual_rate_ppm),
    annualCostSimplePpm: Number(row.annual_cost_simple_ppm),
    termMonths: row.term_months,
    disbursedOn: row.disbursed_on,
    maturesOn: row.matures_on,
  }
}

async function aroundLoan(ctx: ReadContext, row: LoanRow) {
  const customer = await customerById(ctx, row.customer_id)
  const product = await ctx.db
    .selectFrom('product')
    .select('name')
    .where('code', '=', row.product_code)
    .executeTakeFirst()
  return { customer, productName: product?.name ?? { zh: row.product_code, en: row.product_code } }
}

async function actorNames(ctx: ReadContext, { events }: OpenLoan): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(events.map((event) => event.actor))]
  const users = await ctx.db.selectFrom('staff_user').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map([...users.map(({ id, name }) => [id, name] as const), ...ids.flatMap(machineName(ctx))])
}

function machineName({ locale }: ReadContext) {
  return (id: string): [string, string][] => {
    if (id.startsWith('cus_')) return [[id, { zh: '借款人', en: 'Borrower' }[locale]]]
    if (id.startsWith('usr_')) return []
    return [[id, { zh: '系统', en: 'System' }[locale]]]
  }
}
