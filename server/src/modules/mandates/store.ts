import type { Day } from '@puhui/calendar'
import type { MandateInputs, MandateOutcome, MandateRule } from '@puhui/product'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import { derivedId } from '../../platform/ids.ts'
import { inputsJson, ruleFrom, ruleHashOf, ruleJson } from './model.ts'
import type { DebitMandateTable, MandateExecutionTable } from './schema.ts'

export interface Mandate {
  readonly id: string
  readonly loanId: string
  readonly customerId: string
  readonly rule: MandateRule
  readonly ruleHash: string
  readonly status: 'active' | 'replaced' | 'revoked'
  readonly signedAt: string
  readonly endedAt: string | null
}

function mandateFrom(row: Selectable<DebitMandateTable>): Mandate {
  return {
    id: row.id,
    loanId: row.loan_id,
    customerId: row.customer_id,
    rule: ruleFrom(row.rule),
    ruleHash: row.rule_hash,
    status: row.status,
    signedAt: row.signed_at,
    endedAt: row.ended_at,
  }
}

/** The last mandate of a loan, in force or not. */
export async function readMandate(reader: Reader, loanId: string): Promise<Mandate | null> {
  const row = await reader
    .selectFrom('debit_mandate')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('signed_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row ? mandateFrom(row) : null
}

export async function readMandateById(reader: Reader, id: string): Promise<Mandate | null> {
  const row = await reader.selectFrom('debit_mandate').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? mandateFrom(row) : null
}

/** The last mandate of each of many loans, with the tail of the account that the borrower has now. */
export async function readMandatesOf(
  reader: Reader,
  loanIds: readonly string[],
): Promise<ReadonlyMap<string, Mandate & { readonly accountTail: string }>> {
  if (loanIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('debit_mandate as m')
    .innerJoin('customer as c', 'c.id', 'm.customer_id')
    .distinctOn('m.loan_id')
    .selectAll('m')
    .select(sql<string>`coalesce(right(c.bank_card_masked, 4), '')`.as('account_tail'))
    .where('m.loan_id', 'in', loanIds)
    .orderBy('m.loan_id')
    .orderBy('m.signed_at', 'desc')
    .orderBy('m.id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.loan_id, { ...mandateFrom(row), accountTail: row.account_tail }]))
}

/** Ends the mandate in force. @returns false when there is none */
export async function endMandate(ctx: WriteContext, loanId: string, status: 'replaced' | 'revoked'): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('debit_mandate')
    .set({ status, ended_at: ctx.clock.now() })
    .where('loan_id', '=', loanId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function insertMandate(ctx: WriteContext, customerId: string, rule: MandateRule): Promise<string> {
  const id = ctx.ids.next('mdt')
  await ctx.tx
    .insertInto('debit_mandate')
    .values({
      id,
      loan_id: rule.loanId,
      customer_id: customerId,
      rule: json(ruleJson(rule)),
      rule_hash: ruleHashOf(rule),
      signed_at: ctx.clock.now(),
    })
    .execute()
  return id
}

/** One time that a mandate was asked. */
export interface Asked {
  readonly mandate: Mandate
  readonly inputs: MandateInputs
  readonly outcome: MandateOutcome
  readonly instructionId: string | null
}

export function executionId(mandateId: string, on: Day): string {
  return derivedId('mex', `${mandateId}:${on}`)
}

/** @returns the ids that were new: a day that is run again asks nothing twice */
export async function insertExecutions(ctx: WriteContext, asked: readonly Asked[]): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set()
  const rows = await ctx.tx
    .insertInto('mandate_execution')
    .values(
      asked.map(({ mandate, inputs, outcome, instructionId }) => ({
        id: executionId(mandate.id, inputs.on),
        mandate_id: mandate.id,
        loan_id: mandate.loanId,
        on_day: inputs.on,
        rule_hash: mandate.ruleHash,
        inputs: json(inputsJson(inputs)),
        outcome: outcome.kind,
        reason: outcome.kind === 'skip' ? outcome.reason : null,
        amount_fen: outcome.kind === 'execute' ? outcome.amountFen : null,
        instruction_id: instructionId,
        recorded_at: ctx.clock.now(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export type Execution = Selectable<MandateExecutionTable>

export function readExecutions(reader: Reader, loanId: string): Promise<Execution[]> {
  return reader
    .selectFrom('mandate_execution')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('on_day', 'desc')
    .limit(200)
    .execute()
}

export function readExecution(reader: Reader, id: string): Promise<Execution | undefined> {
  return reader.selectFrom('mandate_execution').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Executions behind instructions, by instruction. */
export async function readExecutionsBehind(
  reader: Reader,
  instructionIds: readonly string[],
): Promise<ReadonlyMap<string, Execution>> {
  if (instructionIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('mandate_execution')
    .selectAll()
    .where('instruction_id', 'in', instructionIds)
    .execute()
  return new Map(rows.map((row) => [row.instruction_id!, row]))
}
