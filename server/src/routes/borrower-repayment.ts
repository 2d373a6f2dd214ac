import { borrowerApi } from '@puhui/api'
import { bookCollected, type DebitPort, instructDebit, type OwnPayment, questionOf } from '../flows/collect.ts'
import { patiently } from '../flows/patiently.ts'
import { type Instruction, type Previewed, previewShown, readInstruction } from '../modules/servicing/index.ts'
import { write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { mountSteps, type StepsContext } from '../platform/http/mount.ts'
import { RefusalError } from '../platform/refusal-error.ts'

/** The money has come: whoever moved the loan meanwhile, it is booked on what stands then. */
const TRIES = 5

type Preview = Omit<ReturnType<typeof previewShown>, 'postings'>

/**
 * A borrower pays: the instruction is written, the bank is asked, the answer is booked; three steps, each of which can be
 * repeated with the same idempotency key and happens once.
 */
export function borrowerRepayment(app: App, bank: DebitPort): void {
  mountSteps(app, borrowerApi.borrowerRepay, async (ctx, { params, body }) => {
    const { stateHash, ...rest } = body
    const key = String(ctx.request.headers['idempotency-key'])
    const payment: OwnPayment = {
      customerId: ctx.actor.id,
      loanId: params.loanId,
      wish: { ...rest, amountFen: BigInt(body.amountFen), channel: 'h5' },
      stateHash,
      naturalKey: `h5:${ctx.actor.id}:${key}`,
      isSimulated: bank.isSimulated,
    }
    const caller = { actor: ctx.actor, requestId: ctx.requestId, locale: ctx.locale }
    const instruction = await write(ctx.platform, caller, (open) => instructDebit(open, payment))
    requireSameRequest(instruction, payment)
    if (instruction.status !== 'requested') return answered(ctx, instruction)
    const [reply] = await bank.debit([questionOf(instruction)])
    const book = () =>
      write(ctx.platform, caller, (open) => bookCollected(open, instruction, reply!, payment, ownPreview))
    const booked = await patiently(TRIES, book).catch(async (error: unknown) => {
      const now = await readInstruction(ctx.db, payment.naturalKey)
      // The same request came twice at once, and the other one has booked it.
      if (now && now.status !== 'requested') return now
      throw error
    })
    if (booked && 'natural_key' in booked) return answered(ctx, booked)
    if (!booked) throw refusalOf(ctx, reply!.outcome === 'failed' ? reply!.reason : reply!.outcome)
    const { eventId, previewed } = booked
    return { eventId, paidAt: ctx.clock.now(), isSimulated: bank.isSimulated, preview: ownPreview(previewed) }
  })
}

function ownPreview(previewed: Previewed): Preview {
  const { postings: _postings, ...shown } = previewShown(previewed)
  return shown
}

function requireSameRequest(instruction: Instruction, { loanId, wish }: OwnPayment): void {
  if (instruction.loan_id !== loanId || instruction.amount_fen !== wish.amountFen) {
    throw new RefusalError({ code: 'idempotency.key_reused' })
  }
}

/** The first answer, for a request that came before. */
function answered(ctx: StepsContext, { status, reason, event_id, answered_at, is_simulated, result }: Instruction) {
  if (status === 'succeeded' && event_id !== null) {
    const preview = result as Preview
    return { eventId: event_id, paidAt: answered_at ?? ctx.clock.now(), isSimulated: is_simulated, preview }
  }
  throw refusalOf(ctx, reason ?? status)
}

const REASONS: Readonly<Record<string, { zh: string; en: string }>> = {
  insufficientFunds: { zh: '余额不足', en: 'not enough money in the account' },
  accountClosed: { zh: '账户已销户', en: 'the account is closed' },
  refused: { zh: '银行拒绝', en: 'the bank declined' },
  returned: { zh: '贷款已结清，款项退回', en: 'the loan has ended and the money goes back' },
}

function refusalOf(ctx: StepsContext, reason: string): RefusalError {
  if (reason === 'unknown') return new RefusalError({ code: 'payments.outcome_unknown' })
  return new RefusalError({ code: 'payments.refused_by_bank', reason: REASONS[reason]?.[ctx.locale] ?? reason })
}
