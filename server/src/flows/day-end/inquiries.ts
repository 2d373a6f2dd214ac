import type { Day } from '@puhui/calendar'
import {
  answerInstructions,
  FoldError,
  type Instruction,
  insertMarkers,
  readUnknownBefore,
} from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { derivedId } from '../../platform/ids.ts'
import { type DebitReply, questionOf } from '../collect.ts'
import { keepAnswers } from '../mandate.ts'
import { bookReceipts, receiptOf } from './debits.ts'
import { type DayEndRun, within } from './run-context.ts'

/**
 * Asks the bank what became of the debits whose outcome was unknown. Money that did come is booked today with the day on
 * which it was taken as its value date, so that nobody is late through the bank's silence.
 */
export async function inquireUnknown(run: DayEndRun, on: Day): Promise<void> {
  const started = performance.now()
  const open = await readUnknownBefore(run.platform.db, on)
  const replies = open.length === 0 ? [] : await run.bank.inquire(open.map(questionOf))
  await within(run, async (ctx) => {
    let [paid, collectedFen] = [0, 0n]
    for (const [at, instruction] of open.entries()) {
      const isPaid = await resolve(ctx, run, instruction, replies[at]!, on)
      if (!isPaid) continue
      paid += 1
      collectedFen += instruction.amount_fen
    }
    const figures = { asked: open.length, paid }
    const tookMs = performance.now() - started
    await insertMarkers(ctx.tx, on, [
      { step: 'inquiries', chunk: 0, count: open.length, amountFen: collectedFen, tookMs, figures },
    ])
  })
}

async function resolve(ctx: WriteContext, run: DayEndRun, instruction: Instruction, reply: DebitReply, on: Day) {
  const at = ctx.clock.now()
  const eventId = derivedId('lev', `debit:${instruction.id}`)
  const answer = { id: instruction.id, status: reply.outcome, reason: null, bankReference: null, eventId: null }
  if (reply.outcome !== 'succeeded') {
    const reason = reply.outcome === 'failed' ? reply.reason : null
    await answerInstructions(ctx.tx, [{ ...answer, reason }], { at, on })
    return false
  }
  const row = await ctx.db
    .selectFrom('loan')
    .selectAll()
    .where('id', '=', instruction.loan_id)
    .executeTakeFirstOrThrow()
  const due = {
    id: row.id,
    eventSeq: row.event_seq,
    productCode: row.product_code,
    customerId: row.customer_id,
    number: row.number,
    status: row.status,
    nextDueOn: row.next_due_on,
    nextDueFen: row.next_due_fen,
    dpd: row.dpd,
  }
  const [loan] = await run.folded.of(ctx.db, [due])
  const receipt = loan instanceof FoldError || !loan ? 'loan.json_invalid' : receiptOf({ due, loan }, instruction, on)
  const { bankReference } = reply
  if (typeof receipt === 'string') {
    await answerInstructions(ctx.tx, [{ ...answer, status: 'succeeded', reason: 'returned', bankReference }], {
      at,
      on,
    })
    return false
  }
  const booked = await bookReceipts(ctx, [receipt], { on, key: `day-end:${on}:inquiry:${instruction.id}` })
  run.folded.drop(due.id)
  if (!booked.has(due.id)) return false
  await answerInstructions(ctx.tx, [{ ...answer, status: 'succeeded', bankReference, eventId }], { at, on })
  await keepAnswers(ctx, [{ instructionId: instruction.id, outcome: 'succeeded', eventId }])
  return true
}
