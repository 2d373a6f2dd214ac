import type { Day } from '@puhui/calendar'
import { bookingDay, movedFen, type NewEntry, post } from '../modules/ledger/index.ts'
import {
  endCorrection,
  holdCorrections,
  insertCorrection,
  moveLoans,
  projectionOf,
  readCorrected,
} from '../modules/servicing/index.ts'
import { askApproval, decidePending, type PendingDecision } from '../platform/auth/approval.ts'
import type { WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'
import { record } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type Correction, type CorrectionPart, correctionsOn, hashOf, sumOf } from './books-corrections.ts'

export const CORRECT = 'ledger.correct'
const OBJECT = 'ledger_correction'

interface Wanted {
  readonly loanId: string
  readonly hash: string
}

export interface CorrectionAsked {
  readonly reason: string
  readonly loans: readonly (Wanted & {
    readonly code: string
    readonly lines: readonly { readonly account: string; readonly amountFen: string }[]
  })[]
}

/**
 * Asks for the books of some loans to be brought to what their rules say. Several may wait at a time, each for other loans.
 *
 * @refuses ledger.correction_overlaps, ledger.books_agree, ledger.correction_outdated
 */
export async function askCorrection(ctx: WriteContext, wanted: readonly Wanted[], reason: string) {
  await holdCorrections(ctx.tx)
  const overlapping = await readCorrected(
    ctx.db,
    wanted.map(({ loanId }) => loanId),
  )
  if (overlapping.length > 0) throw new RefusalError({ code: 'ledger.correction_overlaps', loans: overlapping.length })
  const found = await foundAsSeen(ctx, wanted, await bookingDay(ctx))
  const loans = found.map((one) => ({
    loanId: one.row.id,
    hash: hashOf(one),
    code: one.row.number,
    lines: sumOf(one).map(({ account, amountFen }) => ({ account, amountFen: String(amountFen) })),
  }))
  const payload: CorrectionAsked = { reason, loans }
  const id = ctx.ids.next('bcr')
  const approvalId = await askApproval(ctx, { kind: CORRECT, objectKind: OBJECT, objectId: id, payload })
  await insertCorrection(ctx.tx, { id, approvalId, loanIds: loans.map(({ loanId }) => loanId) })
  const after = { approvalId, loans: loans.length }
  await record(ctx, { action: 'ledger.correction_asked', objectKind: OBJECT, objectId: id, reason, after })
  return { correctionId: id, approvalId, loans: loans.length }
}

/** The loans as they differ now; each must differ as it was seen. */
async function foundAsSeen(ctx: WriteContext, wanted: readonly Wanted[], on: Day): Promise<readonly Correction[]> {
  const ids = [...new Set(wanted.map(({ loanId }) => loanId))]
  const { corrections } = await correctionsOn(ctx, on, { ids, max: ids.length })
  if (corrections.length === 0) throw new RefusalError({ code: 'ledger.books_agree' })
  const seen = new Map(wanted.map(({ loanId, hash }) => [loanId, hash]))
  if (corrections.length < ids.length || corrections.some((one) => seen.get(one.row.id) !== hashOf(one))) {
    throw new RefusalError({ code: 'ledger.correction_outdated' })
  }
  return corrections
}

/**
 * Books the entries as they were asked for, or none. Whoever asked cannot decide.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, ledger.correction_outdated
 */
export async function decideCorrection(
  ctx: WriteContext,
  id: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
) {
  const approval = await decidePending(ctx, { kind: CORRECT, objectId: id, verdict, note })
  const { reason, loans } = approval.payload as CorrectionAsked
  const after = { approvalId: approval.id, loans: loans.length, verdict }
  await record(ctx, {
    action: 'ledger.correction_decided',
    objectKind: OBJECT,
    objectId: id,
    reason: note === '' ? reason : note,
    after,
  })
  const on = await bookingDay(ctx)
  await endCorrection(ctx.tx, id, verdict === 'reject' ? 'rejected' : 'booked', on)
  if (verdict === 'reject') return { status: 'rejected' as const, entryIds: [] }
  const found = await agreedAsAsked(ctx, loans, on)
  const entries = found.flatMap((one) => one.parts.map((part) => entryOf(one, part, { on, approvalId: approval.id })))
  await carryOn(ctx, found, on)
  await post(ctx, entries)
  for (const one of found) await journal(ctx, one, { reason, approvalId: approval.id })
  return { status: 'approved' as const, entryIds: entries.map(({ id }) => id) }
}

async function agreedAsAsked(ctx: WriteContext, loans: CorrectionAsked['loans'], on: Day) {
  try {
    return await foundAsSeen(ctx, loans, on)
  } catch (error) {
    // Nothing is left to correct: what was asked for is as outdated as if it had changed.
    const isGone = error instanceof RefusalError && error.refusal.code === 'ledger.books_agree'
    throw isGone ? new RefusalError({ code: 'ledger.correction_outdated' }) : error
  }
}

/** The rows of the loans say from now on what the books hold. */
async function carryOn(ctx: WriteContext, found: readonly Correction[], on: Day): Promise<void> {
  const moves = found.map(({ loan, row }) => ({
    loanId: row.id,
    seenSeq: row.eventSeq,
    nextSeq: row.eventSeq,
    projection: projectionOf(loan, on),
  }))
  const moved = await moveLoans(ctx.tx, moves)
  if (moved.size < moves.length) throw new RefusalError({ code: 'ledger.correction_outdated' })
}

function entryOf(
  { row }: Correction,
  { eventId, lines }: CorrectionPart,
  { on, approvalId }: { readonly on: Day; readonly approvalId: string },
): NewEntry {
  const naturalKey = `correction:${approvalId}:${row.id}:${eventId ?? 'days'}`
  return {
    id: derivedId('len', naturalKey),
    kind: 'corrected',
    postedOn: on,
    bookedOn: on,
    naturalKey,
    productCode: row.productCode,
    loanId: row.id,
    loans: 1,
    lines,
    proof: eventId === null ? [] : [{ loanId: row.id, eventId, amountFen: movedFen(lines) }],
  }
}

function journal(
  ctx: WriteContext,
  one: Correction,
  { reason, approvalId }: { readonly reason: string; readonly approvalId: string },
) {
  const lines = sumOf(one).map(({ account, amountFen }) => ({ account, amountFen: String(amountFen) }))
  return record(ctx, {
    action: 'loans.books_corrected',
    objectKind: 'loan',
    objectId: one.row.id,
    customerId: one.row.customerId,
    reason,
    after: { approvalId, lines },
  })
}
