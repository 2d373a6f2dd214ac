import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { Line } from '@puhui/ledger'
import { booksOn, decide, evolve, type Loan, type LoanEvent, stateOn } from '@puhui/loan'
import { post } from '../../modules/ledger/index.ts'
import { type Asked, readMandatesOf } from '../../modules/mandates/index.ts'
import {
  answerInstructions,
  type DueLoan,
  FoldError,
  type Instruction,
  instructionId as idOfInstruction,
  insertEvents,
  insertInstructions,
  insertMarkers,
  insertSetAside,
  type LoanMove,
  moveLoans,
  type NewInstruction,
  projectionOf,
  readDueLoans,
  readInstructionsOf,
  type SetAside,
  seqOf,
} from '../../modules/servicing/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { derivedId } from '../../platform/ids.ts'
import { record } from '../../platform/journal/record.ts'
import { inTurns } from '../../platform/people-first.ts'
import { type DebitReply, questionOf } from '../collect.ts'
import { askMandate, keepAnswers, keepAsked } from '../mandate.ts'
import { announceReceipts } from './announce-receipts.ts'
import { batchEntries, entryIdsOf, Totals } from './batch-entries.ts'
import { chunksOf, type DayEndRun, type ResumeAt, within } from './run-context.ts'

const CHUNK = 60
const CHANNEL = 'directDebit'

/** Collects what is due or past due on a day, chunk by chunk in the order of ids, from where the last marker stands. */
export async function collectDue(run: DayEndRun, on: Day, from: ResumeAt): Promise<void> {
  const { db } = run.platform
  const due = (await readDueLoans(db, on)).filter((loan) => loan.id > from.afterId)
  const chunks = [...chunksOf(due, CHUNK)]
  const unanswered = await readInstructionsOf(db, on, ['requested'])
  if (chunks.length === 0 && (from.chunk === 0 || unanswered.length > 0)) chunks.push([])
  for (const [at, loans] of chunks.entries()) {
    await collectChunk(run, on, { index: from.chunk + at, loans, unanswered: at === 0 ? unanswered : [] })
  }
}

interface Chunk {
  readonly index: number
  readonly loans: readonly DueLoan[]
  /** Written by a run that was killed before the bank's answer was booked. */
  readonly unanswered: readonly Instruction[]
}

async function collectChunk(run: DayEndRun, on: Day, chunk: Chunk): Promise<void> {
  const started = performance.now()
  const wanted = await instructionsFor(run, on, chunk.loans)
  const instructed = [...(await instruct(run, on, wanted)), ...chunk.unanswered]
  const replies = await run.bank.debit(instructed.map(questionOf))
  const answers = new Map(
    instructed.map((instruction, at) => [instruction.loan_id, { instruction, reply: replies[at]! }]),
  )
  const loans = await dueOf(run, [...answers.keys()], chunk.loans)
  await within(run, (ctx) => bookAnswers(ctx, run, { on, chunk, loans, answers, setAside: wanted.setAside, started }))
}

interface Wanted {
  readonly instructions: readonly NewInstruction[]
  /** The mandates that were asked, with what each said. */
  readonly asked: readonly Asked[]
  readonly setAside: readonly SetAside[]
}

async function instructionsFor(run: DayEndRun, on: Day, loans: readonly DueLoan[]): Promise<Wanted> {
  const instructions: NewInstruction[] = []
  const setAside: SetAside[] = []
  const asked: Asked[] = []
  const mandates = await readMandatesOf(
    run.platform.db,
    loans.map(({ id }) => id),
  )
  const folded = await run.folded.of(run.platform.db, loans)
  await inTurns(loans, (due, at) => {
    const loan = folded[at]!
    if (loan instanceof FoldError) {
      setAside.push({ loanId: due.id, error: loan.message })
      return
    }
    const { amountFen: allDueFen, oldestFen, dueOn } = amountDue(loan, due, on)
    const naturalKey = `direct-debit:${due.id}:${on}`
    const mandate = mandates.get(due.id)
    const answer = mandate && askMandate(mandate, { on, dueOn, allDueFen, oldestFen })
    const amountFen = mandate ? executedFen(answer) : allDueFen
    const instructionId = amountFen > 0n ? idOfInstruction(naturalKey) : null
    if (answer) asked.push({ ...answer, instructionId })
    if (amountFen <= 0n) return
    const facts = {
      naturalKey,
      loanId: due.id,
      kind: CHANNEL,
      requestedOn: on,
      isSimulated: run.bank.isSimulated,
    } as const
    instructions.push({ ...facts, dueOn, amountFen })
  })
  return { instructions, asked, setAside }
}

/** A mandate that was revoked, or that says nothing is to be taken, takes nothing. */
function executedFen(answer: Omit<Asked, 'instructionId'> | null | undefined): bigint {
  return answer?.outcome.kind === 'execute' ? answer.outcome.amountFen : 0n
}

/** All that has fallen due, less money held, since the oldest open due date; for a loan that is not late the row knows it. */
function amountDue(
  loan: Loan,
  due: DueLoan,
  on: Day,
): { readonly amountFen: bigint; readonly oldestFen: bigint; readonly dueOn: Day | null } {
  if (due.dpd === 0 && due.nextDueOn === on) {
    return { amountFen: due.nextDueFen, oldestFen: due.nextDueFen, dueOn: on }
  }
  const { dueFen, heldFen, instalments } = stateOn(loan, on)
  const oldest = instalments.find((one) => one.outstandingFen > 0n && one.dueOn <= on)
  return { amountFen: dueFen - heldFen, oldestFen: oldest?.outstandingFen ?? 0n, dueOn: oldest?.dueOn ?? null }
}

/** Written and committed before the bank is asked. A loan with a question open is left alone. */
async function instruct(run: DayEndRun, on: Day, { instructions, asked }: Wanted): Promise<Instruction[]> {
  if (instructions.length === 0 && asked.length === 0) return []
  const written = await within(run, async (ctx) => {
    const ids = await insertInstructions(ctx.tx, instructions, ctx.clock.now())
    // Where a payment of the borrower is on its way already, no debit is written and the mandate has not been executed.
    await keepAsked(
      ctx,
      asked.filter(({ instructionId }) => instructionId === null || ids.has(instructionId)),
    )
    return ids
  })
  return (await readInstructionsOf(run.platform.db, on, ['requested'])).filter(({ id }) => written.has(id))
}

interface Answer {
  readonly instruction: Instruction
  readonly reply: DebitReply
}

interface Due {
  readonly due: DueLoan
  readonly loan: Loan
}

async function dueOf(run: DayEndRun, ids: readonly string[], known: readonly DueLoan[]): Promise<Due[]> {
  const byId = new Map(known.map((due) => [due.id, due]))
  const missing = ids.filter((id) => !byId.has(id))
  if (missing.length > 0) {
    const rows = await run.platform.db
      .selectFrom('loan')
      .select([
        'id',
        'event_seq',
        'product_code',
        'customer_id',
        'number',
        'status',
        'next_due_on',
        'next_due_fen',
        'dpd',
      ])
      .where('id', 'in', missing)
      .execute()
    for (const row of rows) byId.set(row.id, dueFrom(row))
  }
  const due = ids.map((id) => byId.get(id)!)
  const loans = await run.folded.of(run.platform.db, due)
  return due.flatMap((one, at) => (loans[at] instanceof FoldError ? [] : [{ due: one, loan: loans[at] as Loan }]))
}

function dueFrom(row: {
  id: string
  event_seq: number
  product_code: string
  customer_id: string
  number: string
  status: DueLoan['status']
  next_due_on: Day | null
  next_due_fen: bigint
  dpd: number
}): DueLoan {
  return {
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
}

/** A payment ready to be booked: the loan before and after, and what the ledger says of it. */
export interface Receipt {
  readonly due: DueLoan
  readonly instruction: Instruction
  readonly before: Loan
  readonly after: Loan
  readonly event: LoanEvent
  readonly lines: readonly Line[]
}

/** The payment of an instruction on a loan; whatever exceeds what is due is held for the next instalment. */
export function receiptOf({ due, loan }: Due, instruction: Instruction, on: Day): Receipt | string {
  const command = {
    kind: 'repay' as const,
    amountFen: instruction.amount_fen,
    channel: CHANNEL,
    valueOn: instruction.requested_on,
  }
  const eventId = derivedId('lev', `debit:${instruction.id}`)
  const decided = decide(loan, command, { bookedOn: on, eventId })
  if (!decided.ok) return decided.error.code
  const event = decided.value
  const after = evolve(loan, event)
  const lines = new Totals()
  lines.add(booksOn(after, on))
  lines.add(booksOn(loan, on), -1n)
  return { due, instruction, before: loan, after, event, lines: lines.lines() }
}

interface Booking {
  readonly on: Day
  readonly chunk: Chunk
  readonly loans: readonly Due[]
  readonly answers: ReadonlyMap<string, Answer>
  readonly setAside: readonly SetAside[]
  readonly started: number
}

async function bookAnswers(ctx: WriteContext, run: DayEndRun, booking: Booking): Promise<void> {
  const { on, chunk, loans, answers } = booking
  const setAside = [...booking.setAside]
  const receipts: Receipt[] = []
  await inTurns(loans, (due) => {
    const answer = answers.get(due.due.id)!
    if (answer.reply.outcome !== 'succeeded') return
    const receipt = receiptOf(due, answer.instruction, on)
    if (typeof receipt === 'string') setAside.push({ loanId: due.due.id, error: receipt })
    else receipts.push(receipt)
  })
  const booked = await bookReceipts(ctx, receipts, { on, key: `day-end:${on}:repaid:${chunk.index}` })
  for (const receipt of receipts) {
    if (booked.has(receipt.due.id)) run.folded.keep(receipt.after)
    else run.folded.drop(receipt.due.id)
  }
  const late = receipts.filter(({ due }) => !booked.has(due.id))
  const lateOnes = new Set(late.map(({ instruction }) => instruction.id))
  await answerInstructions(
    ctx.tx,
    [...answers.values()].filter(({ instruction }) => !lateOnes.has(instruction.id)).map(answerOf),
    { at: ctx.clock.now(), on },
  )
  await keepAnswers(
    ctx,
    [...answers.values()]
      .filter(({ instruction }) => !lateOnes.has(instruction.id))
      .map(answerOf)
      .map(({ id, status, eventId }) => ({ instructionId: id, outcome: status, eventId })),
  )
  await insertSetAside(ctx.tx, on, 'debits', setAside, ctx.clock.now())
  const paid = receipts.filter(({ due }) => booked.has(due.id))
  const collectedFen = paid.reduce((sum, { instruction }) => sum + instruction.amount_fen, 0n)
  const outcomes = [...answers.values()].map(({ reply }) => reply.outcome)
  const figures = {
    lastId: chunk.loans.at(-1)?.id ?? '',
    due: chunk.loans.length,
    tried: answers.size,
    paid: paid.length,
    failed: outcomes.filter((outcome) => outcome === 'failed').length,
    unknown: outcomes.filter((outcome) => outcome === 'unknown').length,
    // Loans that a person paid in the same moment: their money is booked as an inquiry of the next day.
    late: late.length,
  }
  const marker = { step: 'debits', chunk: chunk.index, count: answers.size, amountFen: collectedFen, figures }
  await insertMarkers(ctx.tx, on, [{ ...marker, tookMs: performance.now() - booking.started }])
  if (answers.size > 0) {
    await record(ctx, {
      action: 'loans.direct_debits_booked',
      objectKind: 'day_end',
      objectId: on,
      after: { chunk: chunk.index, ...figures, collectedFen },
    })
  }
}

/**
 * Books payments of many loans: each loan moves on if nobody moved it meanwhile, and those that moved stand together in
 * an entry per product.
 *
 * @returns the ids of the loans that were booked
 */
export async function bookReceipts(
  ctx: WriteContext,
  receipts: readonly Receipt[],
  { on, key }: { readonly on: Day; readonly key: string },
): Promise<ReadonlySet<string>> {
  const moves: LoanMove[] = []
  await inTurns(receipts, ({ due, before, after, event }) => {
    const projection = projectionOf(after, on)
    moves.push({ loanId: due.id, seenSeq: seqOf(before), nextSeq: event.seq, projection })
  })
  const moved = await moveLoans(ctx.tx, moves)
  const booked = receipts.filter(({ due }) => moved.has(due.id))
  const items = booked.map(({ due, event, lines }) => ({
    productCode: due.productCode,
    loanId: due.id,
    eventId: event.id,
    lines,
  }))
  const entries = batchEntries({ kind: 'repaid', on, key }, items)
  const posted = await post(ctx, entries)
  assert(posted.size === entries.length, 'a chunk is posted once', { key })
  const entryIds = entryIdsOf(entries)
  const events = booked.map(({ due, event }) => ({ loanId: due.id, event, entryId: entryIds.get(event.id)! }))
  await insertEvents(ctx.tx, events, { actor: ctx.actor.id, recordedAt: ctx.clock.now() })
  await announceReceipts(ctx, booked, new Map(moves.map(({ loanId, projection }) => [loanId, projection])), on)
  return moved
}

function answerOf({ instruction, reply }: Answer) {
  const isPaid = reply.outcome === 'succeeded'
  return {
    id: instruction.id,
    status: reply.outcome,
    reason: reply.outcome === 'failed' ? reply.reason : null,
    bankReference: isPaid ? reply.bankReference : null,
    eventId: isPaid ? derivedId('lev', `debit:${instruction.id}`) : null,
  }
}
