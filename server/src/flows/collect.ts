import type { JournalAction } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { formatYuan } from '@puhui/money'
import { bookingDay } from '../modules/ledger/index.ts'
import {
  answerInstructions,
  type Instruction,
  insertInstructions,
  instructionId,
  keepResult,
  openLoan,
  type Previewed,
  previewRepayment,
  readInstruction,
  stateHash,
} from '../modules/servicing/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { send } from '../platform/outbox/send.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { repay, type WishToday } from './repay.ts'

/** What a flow needs of a bank; the adapters provide it. */
export interface DebitPort {
  readonly isSimulated: boolean
  debit(requests: readonly DebitQuestion[]): Promise<DebitReply[]>
  inquire(requests: readonly DebitQuestion[]): Promise<DebitReply[]>
}

export interface DebitQuestion {
  readonly instructionId: string
  readonly loanId: string
  readonly dueOn: Day | null
  readonly amountFen: bigint
  readonly day: Day
}

export type DebitReply =
  | { readonly outcome: 'succeeded'; readonly bankReference: string }
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'unknown' }

export interface OwnPayment {
  readonly customerId: string
  readonly loanId: string
  readonly wish: WishToday
  readonly stateHash: string
  /** One per request of the borrower; asking again finds the same instruction. */
  readonly naturalKey: string
  readonly isSimulated: boolean
}

/**
 * Writes down what the bank will be asked, before it is asked: then a crash in between loses nothing and doubles nothing.
 *
 * @refuses as the preview of a repayment, loans.changed_meanwhile, payments.outcome_unknown while another one is open
 */
export async function instructDebit(ctx: WriteContext, payment: OwnPayment): Promise<Instruction> {
  const known = await readInstruction(ctx.db, payment.naturalKey)
  if (known) return known
  const bookedOn = await bookingDay(ctx)
  const { loan } = await openLoan(ctx, payment.loanId, payment.customerId)
  if (stateHash(loan, bookedOn) !== payment.stateHash) throw new RefusalError({ code: 'loans.changed_meanwhile' })
  const id = instructionId(payment.naturalKey)
  previewRepayment(loan, { ...payment.wish, valueOn: bookedOn }, { bookedOn, eventId: id })
  const { naturalKey, loanId, isSimulated, wish } = payment
  const facts = { naturalKey, loanId, isSimulated, requestedOn: bookedOn, amountFen: wish.amountFen }
  const written = await insertInstructions(ctx.tx, [{ ...facts, kind: 'h5', dueOn: null }], ctx.clock.now())
  if (!written.has(id)) {
    const twin = await readInstruction(ctx.db, naturalKey)
    if (twin) return twin
    throw new RefusalError({ code: 'payments.outcome_unknown' })
  }
  await record(ctx, {
    action: 'payments.debit_requested',
    objectKind: 'loan',
    objectId: loanId,
    customerId: payment.customerId,
    after: { instructionId: id, amountFen: wish.amountFen, purpose: wish.purpose },
  })
  return (await readInstruction(ctx.db, naturalKey))!
}

export function questionOf({ id, loan_id, due_on, amount_fen, requested_on }: Instruction): DebitQuestion {
  return { instructionId: id, loanId: loan_id, dueOn: due_on, amountFen: amount_fen, day: requested_on }
}

const ANSWERED = {
  succeeded: 'payments.debit_succeeded',
  failed: 'payments.debit_failed',
  unknown: 'payments.debit_unknown',
} as const satisfies Record<DebitReply['outcome'], JournalAction>

export interface Collected {
  readonly eventId: string
  readonly previewed: Previewed
}

/**
 * Books what the bank answered. Money that came is never left lying: if the loan has changed meanwhile and the wish no
 * longer fits, it pays what is due; if the loan has ended, it goes back.
 *
 * @returns what was booked; null when the bank said no, or not yet
 */
export async function bookCollected(
  ctx: WriteContext,
  instruction: Instruction,
  reply: DebitReply,
  { customerId, wish }: Pick<OwnPayment, 'customerId' | 'wish'>,
  shown: (previewed: Previewed) => unknown,
): Promise<Collected | null> {
  const on = await bookingDay(ctx)
  const booked = reply.outcome === 'succeeded' ? await bookOrReturn(ctx, instruction, wish) : null
  const answer = {
    id: instruction.id,
    status: reply.outcome,
    reason: reply.outcome === 'failed' ? reply.reason : reply.outcome === 'succeeded' && !booked ? 'returned' : null,
    bankReference: reply.outcome === 'succeeded' ? reply.bankReference : null,
    eventId: booked?.eventId ?? null,
  }
  const answered = await answerInstructions(ctx.tx, [answer], { at: ctx.clock.now(), on })
  if (!answered.has(instruction.id)) throw new RefusalError({ code: 'loans.changed_meanwhile' })
  await record(ctx, {
    action: ANSWERED[reply.outcome],
    objectKind: 'loan',
    objectId: instruction.loan_id,
    customerId,
    after: { instructionId: instruction.id, reason: answer.reason, eventId: answer.eventId },
  })
  if (!booked) return null
  await keepResult(ctx.tx, instruction.id, shown(booked.previewed))
  return booked
}

async function bookOrReturn(ctx: WriteContext, instruction: Instruction, wish: WishToday): Promise<Collected | null> {
  const externalKey = `debit:${instruction.id}`
  const first = await booked(ctx, instruction, wish, externalKey)
  const then = first ?? (await booked(ctx, instruction, { ...wish, purpose: 'due' }, externalKey))
  if (!then) await giveBack(ctx, instruction)
  return then
}

/** Refusals come from looking at the loan, before anything is written; so the transaction goes on after one. */
async function booked(
  ctx: WriteContext,
  { loan_id }: Instruction,
  wish: WishToday,
  externalKey: string,
): Promise<Collected | null> {
  try {
    return await repay(ctx, loan_id, wish, { externalKey })
  } catch (error) {
    if (error instanceof RefusalError && error.refusal.code.startsWith('loan.')) return null
    throw error
  }
}

async function giveBack(ctx: WriteContext, { id, loan_id, amount_fen }: Instruction): Promise<void> {
  await send(ctx, {
    kind: 'bank',
    template: 'payments.refund',
    body: `退回 ${formatYuan(amount_fen)} 元`,
    payload: { instructionId: id, loanId: loan_id, amountFen: String(amount_fen), purpose: 'refund' },
    objectKind: 'loan',
    objectId: loan_id,
    dedupKey: `refund:${id}`,
  })
}
