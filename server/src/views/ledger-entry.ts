import type { loansApi, OutputOf } from '@puhui/api'
import { accrualOn, knownOn } from '@puhui/loan'
import { movedFen, readEntry, readLines, readProof } from '../modules/ledger/index.ts'
import { FoldError, foldedLoans } from '../modules/servicing/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type EntryShown = OutputOf<typeof loansApi.getEntry>
type EntryRow = NonNullable<Awaited<ReturnType<typeof readEntry>>>

/**
 * One entry with what stands inside. The proof of an accrual is not stored, because income by formula leaves no row per
 * loan and day: it is recomputed from the loans as they were known that day.
 *
 * @refuses ledger.entry_not_found
 */
export async function ledgerEntry(ctx: ReadContext, entryId: string): Promise<EntryShown> {
  const entry = await readEntry(ctx.db, entryId)
  if (!entry) throw new RefusalError({ code: 'ledger.entry_not_found' })
  const lines = await readLines(ctx.db, entryId)
  const proof = entry.kind === 'accrued' ? await accrualProof(ctx, entry) : await listedProof(ctx, entryId)
  return {
    id: entry.id,
    number: Number(entry.number),
    postedOn: entry.posted_on,
    bookedOn: entry.booked_on,
    kind: entry.kind,
    text: entry.text,
    lines: lines.map(({ account, label, debit_fen, credit_fen }) => ({
      account,
      label,
      debitFen: String(debit_fen),
      creditFen: String(credit_fen),
    })),
    proof,
    recordedAt: entry.recorded_at,
  }
}

async function listedProof(ctx: ReadContext, entryId: string): Promise<EntryShown['proof']> {
  const proof = await readProof(ctx.db, entryId)
  const ids = [...new Set(proof.map(({ loan_id }) => loan_id))]
  const numbers = await loanNumbers(ctx, ids)
  return proof.map(({ loan_id, event_id, amount_fen }) => ({
    loanId: loan_id,
    loanNumber: numbers.get(loan_id) ?? loan_id,
    eventId: event_id,
    amountFen: String(amount_fen),
  }))
}

async function loanNumbers(ctx: ReadContext, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.selectFrom('loan').select(['id', 'number']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, number }) => [id, number]))
}

async function accrualProof(
  ctx: ReadContext,
  { booked_on: day, product_code }: EntryRow,
): Promise<EntryShown['proof']> {
  const rows = await ctx.db
    .selectFrom('loan')
    .select(['id', 'number', 'event_seq'])
    .where('product_code', '=', product_code)
    .where('disbursed_on', '<=', day)
    .where((eb) => eb.or([eb('settled_on', 'is', null), eb('settled_on', '>=', day)]))
    .orderBy('id')
    .execute()
  const folded = await foldedLoans(rows.length + 1).of(
    ctx.db,
    rows.map((row) => ({ id: row.id, eventSeq: row.event_seq })),
  )
  return folded.flatMap((loan, at) => {
    if (loan instanceof FoldError) return []
    const lines = accrualOn(knownOn(loan, day), day)
    if (lines.length === 0) return []
    const { id, number } = rows[at]!
    return [{ loanId: id, loanNumber: number, eventId: null, amountFen: String(movedFen(lines)) }]
  })
}
