import { addDays, type Day } from '@puhui/calendar'
import { type InstalmentState, type LoanState, planFigures, type RescheduleProposal } from '@puhui/loan'
import {
  type Acknowledgement,
  type Agreement,
  type AgreementPlan,
  type AgreementTerms,
  agreementHash,
  contractById,
  endAgreement,
  insertAgreement,
  insertAgreementPaper,
  keepReading,
  nextAgreementNumber,
  type Reading,
  readAgreement,
  requireDisclosed,
  signDaysOn,
  updateAgreementToSigned,
} from '../modules/contracts/index.ts'
import { lawOn } from '../modules/regulations/index.ts'
import {
  type HardshipRow,
  moveHardship,
  type OpenLoan,
  openLoan,
  readHardship,
  type StoredPlan,
  seqOf,
} from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { tellAgreementEnded, tellAgreementReady } from './hardship-notice.ts'
import { bringIntoForce } from './new-terms.ts'
import type { SignedPaper } from './sign-contract.ts'

type Requested = OpenLoan & { readonly request: HardshipRow }

/**
 * One supplementary agreement.
 *
 * @param customerId for a borrower: somebody else's is not there
 * @refuses agreements.not_found
 */
export async function agreementById(
  { db }: Pick<ReadContext, 'db'>,
  id: string,
  customerId?: string,
): Promise<Agreement> {
  const agreement = await readAgreement(db, id)
  if (!agreement || (customerId !== undefined && agreement.customerId !== customerId)) {
    throw new RefusalError({ code: 'agreements.not_found' })
  }
  return agreement
}

/** Sets a plan that two persons agree to on paper, and asks the borrower to read and sign it. */
export async function drawUp(
  ctx: WriteContext,
  { row, loan, request }: Requested,
  plan: StoredPlan,
  proposal: RescheduleProposal,
): Promise<Agreement> {
  const preparedOn = await businessDate(ctx.db)
  const contract = await contractById(ctx, row.contract_id)
  const head = { id: ctx.ids.next('sag'), customerId: row.customer_id, loanId: row.id }
  const terms = agreementTerms(request, plan, proposal)
  const agreement: Agreement = {
    ...head,
    number: await nextAgreementNumber(ctx.tx, contract),
    contractId: contract.id,
    requestId: request.id,
    status: 'waiting',
    terms,
    termsHash: agreementHash({ ...head, terms }),
    eventSeq: seqOf(loan),
    preparedOn,
    signBy: addDays(preparedOn, await signDaysOn(ctx.db, preparedOn)),
    createdAt: ctx.clock.now(),
    acknowledgement: null,
    signature: null,
    signedHow: null,
    pdfSha256: null,
    signedAt: null,
    eventId: null,
    endedAt: null,
    endReason: null,
  }
  await insertAgreement(ctx.tx, agreement)
  await journal(ctx, agreement, 'agreements.drawn_up', { termsHash: agreement.termsHash, signBy: agreement.signBy })
  await tellAgreementReady(ctx, row, agreement)
  return agreement
}

function agreementTerms(request: HardshipRow, plan: StoredPlan, proposal: RescheduleProposal): AgreementTerms {
  const { preview, totalDifferenceFen } = proposal
  const { cost, record: onRecord } = plan.shown as Pick<AgreementTerms, 'cost' | 'record'>
  return {
    valueOn: plan.valueOn,
    reason: request.reason,
    graceInstalments: plan.graceInstalments,
    arrears: plan.arrears,
    before: agreementPlan(preview.before),
    after: agreementPlan(preview.after),
    differenceFen: String(totalDifferenceFen),
    cost,
    record: onRecord,
    advice: request.advice,
  }
}

/** What a plan still asks for, line by line: what is paid already stands on no line. */
function agreementPlan(state: LoanState): AgreementPlan {
  const { count, nextFen, largestFen, dueNowFen, costFen, totalFen, lastDueOn } = planFigures(state)
  return {
    annualRatePpm: String(state.annualRatePpm),
    count,
    nextFen: String(nextFen),
    largestFen: String(largestFen),
    dueNowFen: String(dueNowFen),
    costFen: String(costFen),
    totalFen: String(totalFen),
    lastDueOn: lastDueOn ?? null,
    lines: state.instalments.filter(({ outstandingFen }) => outstandingFen > 0n).map(lineOf),
  }
}

function lineOf({ number, dueOn, outstanding, outstandingFen, balanceFen }: InstalmentState) {
  return {
    number,
    dueOn,
    principalFen: String(outstanding.principalFen),
    interestFen: String(outstanding.interestFen),
    feeFen: String(outstanding.feeFen),
    penaltyFen: String(outstanding.penaltyFen),
    dueFen: String(outstandingFen),
    balanceFen: String(balanceFen),
  }
}

/**
 * Whether a paper can be signed and was read to its end, for long enough.
 *
 * @refuses agreements.not_waiting, agreements.outdated, compliance.terms_changed, compliance.not_read_to_the_end,
 *   compliance.read_too_fast
 * @source CN-RATE-003
 */
export async function requireRead(
  ctx: Pick<ReadContext, 'db' | 'clock'>,
  agreement: Agreement,
  { termsHash, readSeconds, scrolledToEnd }: Reading,
): Promise<Acknowledgement> {
  const on = await requireWaiting(ctx, agreement)
  const at = ctx.clock.now()
  const openedAt = new Date(Date.parse(at) - 1000 * readSeconds).toISOString()
  const acknowledgement = { at, openedAt, termsHash, readSeconds, scrolledToEnd, channel: 'online' as const }
  const { kind } = await lawOn(ctx, on)
  requireDisclosed(kind, on, { ...agreement, acknowledgement }, at)
  return acknowledgement
}

/** Keeps that the borrower read the paper, and for how long. Refuses as `requireRead`. */
export async function acknowledgeAgreement(ctx: WriteContext, agreement: Agreement, reading: Reading): Promise<void> {
  const acknowledgement = await requireRead(ctx, agreement, reading)
  if (!(await keepReading(ctx.tx, agreement.id, acknowledgement))) throw notWaiting(agreement)
}

/**
 * Whether the paper can still be signed.
 *
 * @returns the business day
 * @refuses agreements.not_waiting, agreements.outdated
 */
export async function requireWaiting(ctx: Pick<ReadContext, 'db'>, agreement: Agreement): Promise<Day> {
  const on = await businessDate(ctx.db)
  if (agreement.status !== 'waiting' || agreement.signBy < on) throw notWaiting(agreement)
  const { loan } = await openLoan(ctx, agreement.loanId)
  if (seqOf(loan) !== agreement.eventSeq) throw new RefusalError({ code: 'agreements.outdated' })
  return on
}

/** Everything that must hold for a signature online; asked before the paper is set and again in the transaction. */
export async function requireReadAndWaiting(
  ctx: Pick<ReadContext, 'db'>,
  agreement: Agreement,
  signedAt: string,
): Promise<void> {
  const on = await requireWaiting(ctx, agreement)
  const { kind } = await lawOn(ctx, on)
  if (!agreement.acknowledgement) throw new RefusalError({ code: 'compliance.cost_table_not_acknowledged' })
  requireDisclosed(kind, on, agreement, signedAt)
}

/**
 * Closes the paper with the borrower's signature: the new terms hold from here on, all or nothing.
 *
 * @refuses agreements.not_found, agreements.not_waiting, agreements.outdated,
 *   compliance.cost_table_not_acknowledged, loans.changed_meanwhile
 */
export async function signAgreement(
  ctx: WriteContext,
  customerId: string,
  agreementId: string,
  paper: SignedPaper,
): Promise<{ eventId: string }> {
  const agreement = await agreementById(ctx, agreementId, customerId)
  await requireReadAndWaiting(ctx, agreement, paper.signedAt)
  const { content, documentSha256: sha256, signedAt, means, provider, reference, isSimulated } = paper
  const signature = { at: signedAt, means, provider, reference, isSimulated, documentSha256: sha256 }
  const { eventId } = await putInForce(ctx, agreement, {
    signature,
    signedHow: 'online',
    pdfSha256: sha256,
    signedAt,
    approvalId: null,
  })
  await insertAgreementPaper(ctx.tx, agreementId, { sha256, content, madeAt: signedAt })
  return { eventId }
}

type Signed = Omit<Parameters<typeof updateAgreementToSigned>[2], 'eventId'>

/** The signature, the request's end and the new terms in one transaction. */
export async function putInForce(
  ctx: WriteContext,
  agreement: Agreement,
  signed: Signed,
): Promise<{ eventId: string }> {
  const request = await requestOf(ctx, agreement)
  const opened = await openLoan(ctx, agreement.loanId)
  const eventId = await bringIntoForce(ctx, { ...opened, request }, request.plan as StoredPlan)
  if (!(await updateAgreementToSigned(ctx.tx, agreement.id, { ...signed, eventId }))) throw notWaiting(agreement)
  await moveRequest(ctx, agreement, { status: 'approved', event_id: eventId })
  const { signature, signedHow, pdfSha256 } = signed
  await journal(ctx, agreement, 'agreements.signed', { signedHow, eventId, pdfSha256, provider: signature.provider })
  return { eventId }
}

/** The borrower does not want the new terms: the contract goes on as it stands. */
export async function declineAgreement(ctx: WriteContext, agreement: Agreement, reason: string): Promise<void> {
  await end(ctx, agreement, { status: 'declined', reason: reason === '' ? null : reason })
  await moveRequest(ctx, agreement, { status: 'refused' })
}

/** Staff take the paper back: the request waits for a plan again. */
export async function voidAgreement(ctx: WriteContext, agreement: Agreement, reason: string | null): Promise<void> {
  await end(ctx, agreement, { status: 'void', reason })
  await moveRequest(ctx, agreement, { status: 'asked', decided_by: null, decided_at: null, approval_id: null })
  await tellAgreementEnded(ctx, agreement, 'void')
}

/** The day until which it could be signed has passed. */
export async function lapseAgreement(ctx: WriteContext, agreement: Agreement): Promise<void> {
  await end(ctx, agreement, { status: 'lapsed', reason: null })
  await moveRequest(ctx, agreement, { status: 'lapsed' })
  await tellAgreementEnded(ctx, agreement, 'lapsed')
}

type End = { readonly status: 'declined' | 'lapsed' | 'void'; readonly reason: string | null }

async function end(ctx: WriteContext, agreement: Agreement, { status, reason }: End): Promise<void> {
  if (!(await endAgreement(ctx.tx, agreement.id, { status, at: ctx.clock.now(), reason }))) throw notWaiting(agreement)
  await journal(ctx, agreement, `agreements.${status}`, {}, reason)
}

async function requestOf(ctx: Pick<ReadContext, 'db'>, { requestId }: Agreement): Promise<HardshipRow> {
  const request = await readHardship(ctx.db, requestId)
  if (request?.status !== 'signing') throw new RefusalError({ code: 'hardship.ended' })
  return request
}

type Change = Parameters<typeof moveHardship>[2]['change']

async function moveRequest(ctx: WriteContext, { requestId }: Agreement, change: Change): Promise<void> {
  if (!(await moveHardship(ctx.tx, requestId, { from: ['signing'], change }))) {
    throw new RefusalError({ code: 'hardship.ended' })
  }
}

function notWaiting({ status }: Agreement): RefusalError {
  return new RefusalError({ code: 'agreements.not_waiting', status })
}

type Action =
  | 'agreements.drawn_up'
  | 'agreements.signed'
  | 'agreements.declined'
  | 'agreements.lapsed'
  | 'agreements.void'
  | 'agreements.code_sent'

/** Each step stands in the journal of the request that it comes from. */
export function journal(
  ctx: WriteContext,
  { id, number, requestId, customerId }: Agreement,
  action: Action,
  after: Record<string, unknown>,
  reason: string | null = null,
) {
  const about = { objectKind: 'hardship_request', objectId: requestId, customerId }
  return record(ctx, { action, ...about, reason, after: { agreementId: id, number, ...after } })
}
