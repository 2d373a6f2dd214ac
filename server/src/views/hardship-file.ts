import { hardshipApi as api, type OutputOf, type QueryOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { planFigures, planOptions, stateOn } from '@puhui/loan'
import { sql } from 'kysely'
import { codeOf, isOpen, openHardship, proposalOf } from '../flows/hardship.ts'
import type { PlanTerms } from '../flows/new-terms.ts'
import { customerById } from '../modules/customers/index.ts'
import {
  hardshipShown,
  openLoan,
  planFiguresShown,
  planShown,
  readHardshipOf,
  scheduleShown,
} from '../modules/servicing/index.ts'
import { actorNames } from '../platform/actor-names.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

/** Requests for help with the loan and the masked name of the borrower. */
export async function hardshipList(
  ctx: ReadContext,
  query: QueryOf<typeof api.listHardship>,
): Promise<OutputOf<typeof api.listHardship>> {
  const page = await listPage(ctx.db, api.listHardship.list, query, {
    base: ctx.db
      .selectFrom('hardship_request as h')
      .innerJoin('loan as l', 'l.id', 'h.loan_id')
      .innerJoin('customer as c', 'c.id', 'h.customer_id')
      .leftJoin('staff_user as p', 'p.id', 'h.proposed_by')
      .leftJoin('staff_user as d', 'd.id', 'h.decided_by')
      .select(['h.id', 'l.number', 'c.name_masked', 'c.mobile_masked', 'h.status', 'h.reason', 'l.dpd'])
      .select(['l.outstanding_fen', 'h.payable_fen', 'h.asked_on', 'p.name as proposed_by', 'd.name as decided_by']),
    columns: {
      number: sql.ref('l.number'),
      status: sql.ref('h.status'),
      reason: sql.ref('h.reason'),
      dpd: sql.ref('l.dpd'),
      outstandingFen: sql.ref('l.outstanding_fen'),
      payableFen: sql.ref('h.payable_fen'),
      askedOn: sql.ref('h.asked_on'),
    },
    search: [sql.ref('l.number')],
    searchExact: (q) => [sql<boolean>`h.loan_id = ${q}`, sql<boolean>`h.customer_id = ${q}`],
    tiebreak: sql.ref('h.id'),
  })
  const rows = page.rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerName: row.name_masked ?? row.mobile_masked,
    status: row.status,
    reason: row.reason,
    dpd: row.dpd,
    outstandingFen: String(row.outstanding_fen),
    payableFen: String(row.payable_fen),
    askedOn: row.asked_on,
    proposedBy: row.proposed_by,
    decidedBy: row.decided_by,
  }))
  return { ...page, rows }
}

/** One request: what the borrower said, the plan that stands, and what can be offered today. */
export async function hardshipFile(ctx: ReadContext, id: string): Promise<OutputOf<typeof api.getHardship>> {
  const opened = await openHardship(ctx, id)
  const { request, row, loan } = opened
  const on = await businessDate(ctx.db)
  const state = stateOn(loan, on)
  const customer = await customerById(ctx, row.customer_id)
  const nameOf = await actorNames(ctx, [request.proposed_by, request.decided_by])
  const options = isOpen(request)
    ? planOptions(loan, { bookedOn: on, eventId: 'lev_preview' }, request.payable_fen)
    : []
  const about = { payableFen: request.payable_fen, valueOn: on }
  return {
    ...hardshipShown(request),
    loanId: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: customer.nameMasked ?? customer.mobileMasked,
    channel: request.channel,
    dpd: state.dpd,
    outstandingFen: String(state.principalFen),
    annualRatePpm: Number(state.annualRatePpm),
    before: planFiguresShown(planFigures(state)),
    mayReAge: loan.core.rest !== undefined && isOpen(request),
    mayReAmortise: loan.core.rest !== undefined && state.dpd > 0 && isOpen(request),
    options: options.map(({ code, terms, proposal }) => planShown(code, terms, { ...about, proposal })),
    agreedBy: request.agreed_by,
    proposedBy: request.proposed_by && nameOf(request.proposed_by),
    proposerId: request.proposed_by,
    proposedAt: request.proposed_at,
    sentBack: request.sent_back,
    decidedBy: request.decided_by && nameOf(request.decided_by),
  }
}

/** Any terms, worked out on the loan of a request as it stands today. */
export async function planPreview(ctx: ReadContext, id: string, terms: PlanTerms) {
  const opened = await openHardship(ctx, id)
  if (!isOpen(opened.request)) throw new RefusalError({ code: 'hardship.ended' })
  const on: Day = await businessDate(ctx.db)
  const proposal = proposalOf(opened, terms, on)
  const about = { proposal, payableFen: opened.request.payable_fen, valueOn: on }
  const schedule = scheduleShown({ ...proposal.preview.after, instalments: proposal.instalments })
  return { plan: planShown(codeOf(opened, terms, on), terms, about), schedule }
}

/** The borrower's own requests for a loan, newest first. */
export async function borrowerHardship(ctx: ReadContext, customerId: string, loanId: string) {
  await openLoan(ctx, loanId, customerId)
  return { requests: (await readHardshipOf(ctx.db, loanId)).map(hardshipShown) }
}
