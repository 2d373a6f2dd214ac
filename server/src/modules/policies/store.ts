import type { Day } from '@puhui/calendar'
import type { Policy, Scenario } from '@puhui/policy'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { PolicyInUse } from './model.ts'
import type { PolicyPointerTable, PolicyVersionTable, PolicyWithdrawalTable } from './schema.ts'

export type PolicyVersionRow = Selectable<PolicyVersionTable>

export interface NewVersion {
  readonly inUse: PolicyInUse
  readonly effectiveOn: Day
  readonly authorId: string
  readonly approverId: string
  readonly note: string
  readonly scenarios: readonly Scenario[]
  readonly draftId: string | null
  readonly backtestId: string | null
}

/** @returns the hash that is stored under this number, which may be of other content */
export async function insertVersion(ctx: WriteContext, version: NewVersion): Promise<string> {
  const { code, version: number, hash, policy } = version.inUse
  await ctx.tx
    .insertInto('policy_version')
    .values({
      code,
      version: number,
      title: json(policy.title),
      definition: json(policy as unknown),
      hash,
      effective_on: version.effectiveOn,
      created_by: ctx.actor.id,
      created_at: ctx.clock.now(),
      author_id: version.authorId,
      approver_id: version.approverId,
      note: version.note,
      scenarios: json(version.scenarios),
      draft_id: version.draftId,
      backtest_id: version.backtestId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await ctx.tx
    .selectFrom('policy_version')
    .select('hash')
    .where('code', '=', code)
    .where('version', '=', number)
    .executeTakeFirstOrThrow()
  return row.hash
}

export function readVersionRow(reader: Reader, code: string, version: number): Promise<PolicyVersionRow | undefined> {
  return reader
    .selectFrom('policy_version')
    .selectAll()
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
}

export async function readPolicy(reader: Reader, code: string, version: number): Promise<Policy | null> {
  const row = await readVersionRow(reader, code, version)
  return (row?.definition as Policy | undefined) ?? null
}

export async function lastNumber(reader: Reader, code: string): Promise<number> {
  const row = await reader
    .selectFrom('policy_version')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('code', '=', code)
    .executeTakeFirst()
  return Number(row?.last ?? 0)
}

export interface NewPointer extends Pick<PolicyPointerTable, 'code' | 'version' | 'kind' | 'reason'> {
  readonly effectiveOn: Day
}

export async function insertPointer(ctx: WriteContext, pointer: NewPointer): Promise<void> {
  const { code, version, kind, reason, effectiveOn } = pointer
  const moved = { moved_by: ctx.actor.id, moved_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('policy_pointer')
    .values({ code, version, kind, reason, effective_on: effectiveOn, ...moved })
    .execute()
}

export type PointerRow = Selectable<PolicyPointerTable>

/** The lines for a day or before, the last first, without those of versions that are withdrawn by then. */
function pointersOn(reader: Reader, code: string, on: Day) {
  return reader
    .selectFrom('policy_pointer as p')
    .where('p.code', '=', code)
    .where('p.effective_on', '<=', on)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('policy_withdrawal as w')
            .select('w.version')
            .whereRef('w.code', '=', 'p.code')
            .whereRef('w.version', '=', 'p.version')
            .where('w.from_on', '<=', on),
        ),
      ),
    )
    .orderBy('p.effective_on', 'desc')
    .orderBy('p.seq', 'desc')
}

/** Where the pointer stands on a day. */
export function readPointerOn(reader: Reader, code: string, on: Day): Promise<PointerRow | undefined> {
  return pointersOn(reader, code, on).selectAll('p').executeTakeFirst()
}

export type WithdrawalRow = Selectable<PolicyWithdrawalTable>

export function readWithdrawals(reader: Reader, code: string): Promise<WithdrawalRow[]> {
  return reader.selectFrom('policy_withdrawal').selectAll().where('code', '=', code).execute()
}

/** @returns false when it is withdrawn already */
export async function insertWithdrawal(
  ctx: WriteContext,
  wanted: {
    readonly code: string
    readonly version: number
    readonly from: Day
    readonly reason: string
    readonly withdrawnBy: string
  },
): Promise<boolean> {
  const { code, version, from, reason, withdrawnBy } = wanted
  const by = { withdrawn_by: withdrawnBy, approved_by: ctx.actor.id, withdrawn_at: ctx.clock.now() }
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('policy_withdrawal')
    .values({ code, version, from_on: from, reason, ...by })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The version that was in force before the one that is: where a fall-back leads. */
export async function readVersionBefore(
  reader: Reader,
  code: string,
  on: Day,
  version: number,
): Promise<number | null> {
  const row = await pointersOn(reader, code, on)
    .select('p.version')
    .where('p.version', '<>', version)
    .executeTakeFirst()
  return row?.version ?? null
}

/** Since when this version has been in force without a break, and the moment of the move. */
export function readPointersOf(reader: Reader, code: string): Promise<PointerRow[]> {
  return reader.selectFrom('policy_pointer').selectAll().where('code', '=', code).orderBy('seq', 'desc').execute()
}

/** One line of a policy moves at a time, so that two people cannot leave it between them. */
export async function lockPolicy(ctx: WriteContext, code: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`policy:${code}`}))`.execute(ctx.tx)
}
