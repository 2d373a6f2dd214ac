import type { Day } from '@puhui/calendar'
import type { FundUse } from '@puhui/compliance'
import type { SceneCode } from '@puhui/product'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import type { AlertStatus } from './schema.ts'

/** A loan whose money went to the borrower and whose account may be asked about. */
export interface Watched {
  readonly loanId: string
  readonly number: string
  readonly customerId: string
  readonly scene: SceneCode
  readonly paidOutFen: bigint
  readonly disbursedOn: Day
  /** Up to which day it was asked about. */
  readonly askedUntil: Day
}

function watched(reader: Reader) {
  return reader
    .selectFrom('loan as l')
    .innerJoin('application as a', 'a.id', 'l.application_id')
    .leftJoin('fund_watch as w', 'w.loan_id', 'l.id')
    .select([
      'l.id as loanId',
      'l.number',
      'l.customer_id as customerId',
      'a.scene',
      'l.principal_fen as paidOutFen',
      sql<Day>`l.disbursed_on`.as('disbursedOn'),
      sql<Day>`coalesce(w.asked_until, l.disbursed_on)`.as('askedUntil'),
    ])
    .where('a.merchant_id', 'is', null)
    .where('l.disbursed_on', 'is not', null)
}

/** Loans paid out on a day or later whose accounts were not asked about up to another. */
export function readWatched(reader: Reader, since: Day, until: Day): Promise<Watched[]> {
  return watched(reader)
    .where('l.disbursed_on', '>=', since)
    .where(sql<boolean>`coalesce(w.asked_until, l.disbursed_on) < ${until}::date`)
    .orderBy('l.id')
    .execute()
}

export function readByNumbers(reader: Reader, numbers: readonly string[]): Promise<Watched[]> {
  return watched(reader)
    .where('l.number', 'in', numbers.length === 0 ? [''] : numbers)
    .execute()
}

export interface NewMovement {
  readonly loanId: string
  readonly customerId: string
  readonly movedOn: Day
  readonly amountFen: bigint
  readonly counterparty: string
  readonly note: string
  readonly use: FundUse
  readonly word: string | null
  readonly source: 'file' | 'bank'
  readonly isSimulated: boolean
  readonly naturalKey: string
}

/** Keeps movements that are not known yet. @returns those that were new, with their ids */
export async function insertMovements(
  ctx: WriteContext,
  movements: readonly NewMovement[],
): Promise<(NewMovement & { readonly id: string })[]> {
  if (movements.length === 0) return []
  const withIds = movements.map((movement) => ({ ...movement, id: ctx.ids.next('fmv') }))
  const rows = await ctx.tx
    .insertInto('fund_movement')
    .values(
      withIds.map((one) => ({
        id: one.id,
        loan_id: one.loanId,
        moved_on: one.movedOn,
        amount_fen: one.amountFen,
        counterparty: one.counterparty,
        note: one.note,
        use: one.use,
        word: one.word,
        source: one.source,
        is_simulated: one.isSimulated,
        natural_key: one.naturalKey,
        recorded_by: ctx.actor.id,
        recorded_at: ctx.clock.now(),
      })),
    )
    .onConflict((conflict) => conflict.column('natural_key').doNothing())
    .returning('id')
    .execute()
  const taken = new Set(rows.map(({ id }) => id))
  return withIds.filter(({ id }) => taken.has(id))
}

export async function insertAlerts(
  ctx: WriteContext,
  on: Day,
  movements: readonly { readonly id: string; readonly loanId: string; readonly use: FundUse }[],
): Promise<void> {
  if (movements.length === 0) return
  await ctx.tx
    .insertInto('fund_alert')
    .values(
      movements.map(({ id, loanId, use }) => ({
        id: ctx.ids.next('fal'),
        loan_id: loanId,
        movement_id: id,
        use,
        reason: null,
        raised_on: on,
        raised_at: ctx.clock.now(),
        handled_by: null,
      })),
    )
    .execute()
}

export async function markAsked(tx: Tx, loanIds: readonly string[], until: Day): Promise<void> {
  if (loanIds.length === 0) return
  await tx
    .insertInto('fund_watch')
    .values(loanIds.map((loanId) => ({ loan_id: loanId, asked_until: until })))
    .onConflict((conflict) => conflict.column('loan_id').doUpdateSet({ asked_until: until }))
    .execute()
}

export function readMovementsOf(reader: Reader, loanId: string) {
  return reader
    .selectFrom('fund_movement')
    .selectAll()
    .where('loan_id', '=', loanId)
    .orderBy('moved_on')
    .orderBy('id')
    .execute()
}

export function readAlert(reader: Reader, id: string) {
  return reader
    .selectFrom('fund_alert as f')
    .innerJoin('loan as l', 'l.id', 'f.loan_id')
    .selectAll('f')
    .select(['l.customer_id', 'l.number'])
    .where('f.id', '=', id)
    .executeTakeFirst()
}

/** @returns false when somebody has dealt with it meanwhile */
export async function updateAlert(
  ctx: WriteContext,
  id: string,
  from: AlertStatus,
  { status, reason }: { readonly status: AlertStatus; readonly reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('fund_alert')
    .set({ status, reason, handled_by: ctx.actor.id, handled_at: ctx.clock.now() })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
