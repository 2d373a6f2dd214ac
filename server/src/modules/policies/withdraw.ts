import type { Day } from '@puhui/calendar'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { insertWithdrawal, lockPolicy, readPointerOn, readVersionRow, readWithdrawals } from './store.ts'

export interface Withdrawal {
  readonly code: string
  readonly version: number
  readonly from: Day
  readonly reason: string
}

/**
 * Withdraws a released version from a day on: the version that was in force before it decides from then, and it can
 * neither be gone back to nor run as a challenger. Decisions it has made stand.
 *
 * @refuses policies.not_found, policies.effective_in_past, policies.version_withdrawn, policies.last_version
 */
export async function withdrawVersion(ctx: WriteContext, wanted: Withdrawal): Promise<void> {
  const { code, version, from, reason } = wanted
  await lockPolicy(ctx, code)
  if (!(await readVersionRow(ctx.db, code, version))) throw new RefusalError({ code: 'policies.not_found' })
  if (from < (await businessDate(ctx.db))) throw new RefusalError({ code: 'policies.effective_in_past' })
  if (!(await insertWithdrawal(ctx, wanted))) throw new RefusalError({ code: 'policies.version_withdrawn' })
  const next = await readPointerOn(ctx.tx, code, from)
  if (!next) throw new RefusalError({ code: 'policies.last_version' })
  await record(ctx, {
    action: 'policies.version_withdrawn',
    objectKind: 'policy',
    objectId: code,
    reason,
    after: { version, from, thenInForce: next.version },
  })
}

/** @refuses policies.version_withdrawn, for a version that decides nothing more on a day */
export async function requireNotWithdrawn(
  ctx: Pick<ReadContext, 'db'>,
  { code, version, on }: { readonly code: string; readonly version: number; readonly on: Day },
): Promise<void> {
  const all = await readWithdrawals(ctx.db, code)
  if (all.some((one) => one.version === version && one.from_on <= on))
    throw new RefusalError({ code: 'policies.version_withdrawn' })
}
