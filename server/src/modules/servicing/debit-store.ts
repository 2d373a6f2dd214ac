import type { Day } from '@puhui/calendar'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { json, type Reader, stringify, type Tx } from '../../platform/db.ts'
import { derivedId } from '../../platform/ids.ts'
import type { DebitInstructionTable } from './schema.ts'

export type Instruction = Selectable<DebitInstructionTable>

export interface NewInstruction {
  readonly naturalKey: string
  readonly loanId: string
  readonly kind: 'directDebit' | 'h5'
  readonly requestedOn: Day
  readonly dueOn: Day | null
  readonly amountFen: bigint
  readonly isSimulated: boolean
}

/** Writes instructions before the bank is asked. @returns those that were written; a loan with an open one gets no other */
export async function insertInstructions(
  tx: Tx,
  instructions: readonly NewInstruction[],
  at: string,
): Promise<Set<string>> {
  if (instructions.length === 0) return new Set()
  const rows = instructions.map((one) => ({
    id: instructionId(one.naturalKey),
    natural_key: one.naturalKey,
    loan_id: one.loanId,
    kind: one.kind,
    requested_on: one.requestedOn,
    due_on: one.dueOn,
    amount_fen: one.amountFen,
    status: 'requested',
    is_simulated: one.isSimulated,
    created_at: at,
  }))
  const result = await sql<{ id: string }>`
    insert into debit_instruction select * from jsonb_populate_recordset(null::debit_instruction, ${stringify(rows)}::jsonb)
    on conflict do nothing returning id`.execute(tx)
  return new Set(result.rows.map((row) => row.id))
}

/** The id of an instruction follows from its key: asking with the same key again finds the first. */
export function instructionId(naturalKey: string): string {
  return derivedId('dbt', naturalKey)
}

export function readInstruction(reader: Reader, naturalKey: string): Promise<Instruction | undefined> {
  return reader
    .selectFrom('debit_instruction')
    .selectAll()
    .where('id', '=', instructionId(naturalKey))
    .executeTakeFirst()
}

/** Direct debits of a day in one of some states, by id. */
export function readInstructionsOf(reader: Reader, day: Day, statuses: readonly Instruction['status'][]) {
  return reader
    .selectFrom('debit_instruction')
    .selectAll()
    .where('requested_on', '=', day)
    .where('kind', '=', 'directDebit')
    .where('status', 'in', statuses)
    .orderBy('id')
    .execute()
}

/** Instructions whose outcome is still unknown from before a day. */
export function readUnknownBefore(reader: Reader, day: Day): Promise<Instruction[]> {
  return reader
    .selectFrom('debit_instruction')
    .selectAll()
    .where('status', 'in', ['unknown', 'requested'])
    .where('requested_on', '<', day)
    .orderBy('id')
    .execute()
}

export interface InstructionAnswer {
  readonly id: string
  readonly status: 'succeeded' | 'failed' | 'unknown'
  readonly reason: string | null
  readonly bankReference: string | null
  readonly eventId: string | null
}

/** Writes what the bank answered, only where nobody did meanwhile. @returns the ids that were answered by this call */
export async function answerInstructions(
  tx: Tx,
  answers: readonly InstructionAnswer[],
  { at, on }: { readonly at: string; readonly on: Day },
): Promise<Set<string>> {
  if (answers.length === 0) return new Set()
  const rows = answers.map(({ id, status, reason, bankReference, eventId }) => ({
    id,
    status,
    reason,
    bank_reference: bankReference,
    event_id: eventId,
  }))
  const { rows: answered } = await sql<{ id: string }>`
    update debit_instruction d set status = a.status, reason = a.reason, bank_reference = a.bank_reference,
        event_id = a.event_id, answered_at = ${at}::timestamptz, resolved_on = ${on}::date
      from jsonb_to_recordset(${stringify(rows)}::jsonb)
        as a (id text, status text, reason text, bank_reference text, event_id text)
      where d.id = a.id and d.status in ('requested', 'unknown') returning d.id`.execute(tx)
  return new Set(answered.map((row) => row.id))
}

/** Keeps the answer that the borrower got, for a repeated request. */
export async function keepResult(tx: Tx, id: string, result: unknown): Promise<void> {
  await tx
    .updateTable('debit_instruction')
    .set({ result: json(result) })
    .where('id', '=', id)
    .execute()
}
