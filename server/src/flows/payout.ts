import { type Fen, formatYuan } from '@puhui/money'
import { type Contract, contractById } from '../modules/contracts/index.ts'
import { bankCardOf } from '../modules/customers/index.ts'
import { bookingDay } from '../modules/ledger/index.ts'
import {
  insertPayout,
  type OpenLoan,
  openLoan,
  type PayoutKind,
  type Previewed,
  previewCommand,
  servicingParameters,
  stateHash,
} from '../modules/servicing/index.ts'
import { askApprovalOnce, decidePending, type PendingDecision, pendingApproval } from '../platform/auth/approval.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { send } from '../platform/outbox/send.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { type Booked, bookEvent } from './book-event.ts'
import { heldReturnedText, payoutRefusedText } from './borrower-messages.ts'
import { DISBURSEMENT_CHANNEL, instructBank, tellBorrower } from './disburse.ts'
import { sendToBorrower } from './loan-message.ts'

const PAY_OUT = 'loans.pay_out'
const PREVIEWED = 'lev_preview'

/** Money that leaves a loan after signing: a further part, or money held that goes back. It goes the same day. */
export interface PayoutWish {
  readonly kind: PayoutKind
  readonly amountFen: Fen
  readonly reason?: string | undefined
  /** From the preview: a loan that has changed since is refused. */
  readonly stateHash?: string | undefined
  /** For a borrower: somebody else's loan is not there. */
  readonly customerId?: string | undefined
}

/** Paid out, or waiting for a second person. */
export interface PaidOut {
  readonly booked: Booked | undefined
  readonly approvalId: string | undefined
  readonly previewed: Previewed
}

/** What a payment would do if it were made now. */
export async function previewOfPayout(
  ctx: Pick<ReadContext, 'db'>,
  loanId: string,
  wish: PayoutWish,
): Promise<Previewed & { readonly aloneFenMax: Fen }> {
  const bookedOn = await businessDate(ctx.db)
  const { loan } = await openLoan(ctx, loanId, wish.customerId)
  const facts = { bookedOn, eventId: PREVIEWED }
  return {
    ...previewCommand(loan, commandOf(loan, wish, bookedOn), facts),
    aloneFenMax: await aloneMax(ctx, wish.kind),
  }
}

/**
 * Pays out what one person may pay out alone; above it a second person is asked.
 *
 * @refuses as the preview, loans.changed_meanwhile, loan.no_payout_account, approvals.already_asked
 */
export async function payOut(ctx: WriteContext, loanId: string, wish: PayoutWish): Promise<PaidOut> {
  const bookedOn = await bookingDay(ctx)
  const opened = await openLoan(ctx, loanId, wish.customerId)
  const { row, loan } = opened
  if (wish.stateHash !== undefined && wish.stateHash !== stateHash(loan, bookedOn)) {
    throw new RefusalError({ code: 'loans.changed_meanwhile' })
  }
  const aloneFenMax = await aloneMax(ctx, wish.kind)
  if (wish.amountFen <= aloneFenMax) return carryOut(ctx, opened, wish, { aloneFenMax, askedBy: ctx.actor.id })
  const facts = { bookedOn, eventId: PREVIEWED }
  const previewed = previewCommand(loan, commandOf(loan, wish, bookedOn), facts)
  const { kind, reason = '' } = wish
  const amountFen = String(wish.amountFen)
  const payload = { code: row.number, kind, amountFen, reason, isBorrower: wish.customerId !== undefined }
  const approvalId = await askApprovalOnce(ctx, { kind: PAY_OUT, objectKind: 'loan', objectId: loanId, payload })
  await record(ctx, {
    action: 'loans.payout_asked',
    objectKind: 'loan',
    objectId: loanId,
    customerId: row.customer_id,
    reason: reason === '' ? null : reason,
    after: { payoutKind: kind, amountFen, aloneFenMax: String(aloneFenMax) },
  })
  return { booked: undefined, approvalId, previewed }
}

interface AskedPayout {
  readonly kind: PayoutKind
  readonly amountFen: string
  readonly reason: string
  readonly isBorrower: boolean
}

/** The payment of a loan that waits for a second person; null when none does. */
export async function pendingPayout(ctx: Pick<ReadContext, 'db'>, loanId: string) {
  const pending = await pendingApproval(ctx, PAY_OUT, loanId)
  if (!pending) return null
  const { kind, amountFen, reason, isBorrower } = pending.payload as AskedPayout
  const { maker_id: makerId, maker_name: makerName, made_at: askedAt } = pending
  return { kind, amountFen, reason, isBorrower, makerId, makerName, askedAt }
}

/**
 * Carries out, or sends back, a payment that was asked for. Whoever asked cannot decide; the loan is looked at anew.
 *
 * @refuses approvals.none_pending, approvals.maker_cannot_check, and as the preview
 */
export async function decidePayout(
  ctx: WriteContext,
  loanId: string,
  { verdict, note }: Pick<PendingDecision, 'verdict' | 'note'>,
): Promise<Booked | undefined> {
  const approval = await decidePending(ctx, { kind: PAY_OUT, objectId: loanId, verdict, note })
  const { kind, reason, isBorrower, ...asked } = approval.payload as AskedPayout
  const amountFen = BigInt(asked.amountFen)
  if (verdict === 'reject') {
    await record(ctx, {
      action: 'loans.payout_rejected',
      objectKind: 'loan',
      objectId: loanId,
      reason: note === '' ? reason : note,
      after: { payoutKind: kind, amountFen: asked.amountFen },
    })
    if (isBorrower) await tellRefused(ctx, loanId, { kind, amountFen, approvalId: approval.id })
    return undefined
  }
  const aloneFenMax = await aloneMax(ctx, kind)
  const by = { aloneFenMax, askedBy: approval.maker_id, approvalId: approval.id }
  const { booked } = await carryOut(ctx, await openLoan(ctx, loanId), { kind, amountFen, reason }, by)
  return booked
}

interface Charge {
  readonly aloneFenMax: Fen
  readonly askedBy: string
  readonly approvalId?: string
}

/** Event, balanced entry, the bank's instruction and the message, in one transaction, from the very state that was seen. */
async function carryOut(
  ctx: WriteContext,
  { row, loan }: OpenLoan,
  wish: PayoutWish,
  { aloneFenMax, askedBy, approvalId }: Charge,
): Promise<PaidOut> {
  const bookedOn = await bookingDay(ctx)
  const loanId = row.id
  const facts = { bookedOn, eventId: ctx.ids.next('lev') }
  const previewed = previewCommand(loan, commandOf(loan, wish, bookedOn), facts)
  const booked = await bookEvent(ctx, row, previewed, wish.reason ? { reason: wish.reason } : {})
  const { kind, amountFen } = wish
  await insertPayout(ctx.tx, {
    eventId: facts.eventId,
    loanId,
    kind,
    amountFen,
    aloneFenMax,
    approvalId: approvalId ?? null,
    askedBy,
    decidedBy: approvalId ? ctx.actor.id : null,
    on: bookedOn,
    at: ctx.clock.now(),
  })
  const contract = await contractById(ctx, row.contract_id)
  const payout = { loanId, number: row.number, amountFen, key: facts.eventId }
  if (kind === 'draw') {
    await instructBank(ctx, contract, payout)
    await tellBorrower(ctx, contract, payout)
  } else {
    await returnThroughBank(ctx, contract, payout)
  }
  return { booked, approvalId, previewed }
}

function commandOf(loan: Previewed['loan'], wish: PayoutWish, valueOn: Previewed['event']['valueOn']) {
  const { kind, amountFen, reason } = wish
  const common = { amountFen, channel: DISBURSEMENT_CHANNEL, valueOn }
  if (kind === 'heldReturn') return { kind: 'returnHeld' as const, reason: reason ?? PREVIEWED, ...common }
  if (!loan.core.schedule.plan?.draws) throw new RefusalError({ code: 'loan.draw_not_offered' })
  return { kind: 'disburse' as const, ...common }
}

async function aloneMax(ctx: Pick<ReadContext, 'db'>, kind: PayoutKind): Promise<Fen> {
  const { values } = await servicingParameters(ctx.db)
  return BigInt(kind === 'draw' ? values.drawAloneFenMax : values.returnAloneFenMax)
}

interface Payment {
  readonly loanId: string
  readonly number: string
  readonly amountFen: Fen
  readonly key: string
}

/** Money held is the borrower's own: it goes to the account in the borrower's name, whoever was paid before. */
async function returnThroughBank(ctx: WriteContext, contract: Contract, payment: Payment): Promise<void> {
  const { customerId } = contract
  const { loanId, number, amountFen, key } = payment
  const account = await bankCardOf(ctx, customerId)
  if (account === null) throw new RefusalError({ code: 'loan.no_payout_account' })
  await send(ctx, {
    kind: 'bank',
    template: 'loans.held_return',
    recipient: account,
    body: `退还预收款 ${formatYuan(amountFen)} 元，借据 ${number}`,
    payload: {
      loanId,
      contractId: contract.id,
      amountFen: String(amountFen),
      purpose: 'heldReturn',
      payee: 'borrower',
    },
    dedupKey: `held_return:${key}`,
    customerId,
    objectKind: 'loan',
    objectId: loanId,
  })
  await sendToBorrower(
    ctx,
    { id: loanId, customer_id: customerId },
    {
      template: 'loans.held_returned',
      text: heldReturnedText(amountFen, number, account.slice(-4)),
      dedupKey: `held_returned:${key}`,
    },
  )
}

async function tellRefused(
  ctx: WriteContext,
  loanId: string,
  asked: { kind: PayoutKind; amountFen: Fen; approvalId: string },
): Promise<void> {
  const { row } = await openLoan(ctx, loanId)
  await sendToBorrower(ctx, row, {
    template: 'loans.payout_refused',
    text: payoutRefusedText(asked, row.number),
    dedupKey: `payout_refused:${asked.approvalId}`,
  })
}
