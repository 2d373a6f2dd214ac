import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { assignArm } from '@puhui/policy'
import { formatPercent } from '@puhui/product'
import type { Selectable } from 'kysely'
import { businessDate } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { PolicyInUse } from './model.ts'
import type { PolicyChallengeTable } from './schema.ts'
import { policyOn, versionInUse } from './service.ts'
import { lockPolicy, readPointerOn, readVersionRow, readWithdrawals } from './store.ts'
import { requireNotWithdrawn } from './withdraw.ts'

export type Challenge = Selectable<PolicyChallengeTable>
const SHARE_MAX = 500_000

export interface NewChallenge {
  readonly code: string
  readonly version: number
  readonly mode: Challenge['mode']
  readonly sharePpm: number
  readonly reason: string
}

/**
 * Lets a version run beside the one in force: on a share of the customers, or in the shadow.
 *
 * @refuses policies.not_found, policies.version_withdrawn, policies.already_in_force, policies.challenge_open, policies.share_taken
 */
export async function startChallenge(ctx: WriteContext, wanted: NewChallenge): Promise<string> {
  const { code, version, mode, reason } = wanted
  await lockPolicy(ctx, code)
  if (!(await readVersionRow(ctx.db, code, version))) throw new RefusalError({ code: 'policies.not_found' })
  const today = await businessDate(ctx.db)
  await requireNotWithdrawn(ctx, { code, version, on: today })
  const pointer = await readPointerOn(ctx.db, code, today)
  if (pointer?.version === version) throw new RefusalError({ code: 'policies.already_in_force' })
  const open = await readOpen(ctx.db, code)
  if (open.some((one) => one.version === version)) throw new RefusalError({ code: 'policies.challenge_open' })
  const sharePpm = mode === 'share' ? wanted.sharePpm : 0
  const taken = open.reduce((sum, { share_ppm }) => sum + share_ppm, 0)
  if ((mode === 'share' && sharePpm === 0) || taken + sharePpm > SHARE_MAX)
    throw new RefusalError({ code: 'policies.share_taken', taken: formatPercent(BigInt(taken)) })
  const id = ctx.ids.next('pch')
  const about = { code, version, mode, share_ppm: sharePpm, salt: code, reason }
  const started = { started_by: ctx.actor.id, started_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('policy_challenge')
    .values({ id, ...about, ...started, ended_at: null, ended_by: null, ended_why: null })
    .execute()
  await record(ctx, {
    action: 'policies.challenge_started',
    objectKind: 'policy',
    objectId: code,
    reason,
    after: { id, version, mode, sharePpm },
  })
  return id
}

/** Ends a challenger; twice is once. */
export async function endChallenge(ctx: WriteContext, id: string, reason: string): Promise<void> {
  const row = await ctx.tx.selectFrom('policy_challenge').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'policies.not_found' })
  if (row.ended_at !== null) return
  await ctx.tx
    .updateTable('policy_challenge')
    .set({ ended_at: ctx.clock.now(), ended_by: ctx.actor.id, ended_why: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
  await record(ctx, {
    action: 'policies.challenge_ended',
    objectKind: 'policy',
    objectId: row.code,
    reason,
    after: { id, version: row.version },
  })
}

export function readOpen(reader: Reader, code: string): Promise<Challenge[]> {
  return reader
    .selectFrom('policy_challenge')
    .selectAll()
    .where('code', '=', code)
    .where('ended_at', 'is', null)
    .orderBy('started_at')
    .orderBy('id')
    .execute()
}

/** Who decides, and who is only asked what it would have said. */
export interface Contest {
  readonly champion: PolicyInUse
  readonly others: readonly { readonly policy: PolicyInUse; readonly sharePpm: number }[]
  readonly salt: string
}

/** The versions that run on a day: the one in force and its challengers, each with its stretch of the customers. */
export async function contestOn(ctx: Pick<ReadContext, 'db'>, on: Day): Promise<Contest> {
  const champion = await policyOn(ctx, on)
  const gone = (await readWithdrawals(ctx.db, champion.code)).filter(({ from_on }) => from_on <= on)
  const open = (await readOpen(ctx.db, champion.code)).filter(
    ({ version }) => version !== champion.version && !gone.some((one) => one.version === version),
  )
  const others = []
  for (const { version, share_ppm: sharePpm } of open) {
    others.push({ policy: await versionInUse(ctx, champion.code, version), sharePpm })
  }
  return { champion, others, salt: champion.code }
}

/** The version that decides for a customer, always the same one while the contest lasts, and the versions in its shadow. */
export function chosenFor(
  { champion, others, salt }: Contest,
  customerId: string,
): { readonly policy: PolicyInUse; readonly shadows: readonly PolicyInUse[] } {
  if (others.length === 0) return { policy: champion, shadows: [] }
  const shares = others.map(({ sharePpm }, i) => ({ id: String(i), sharePpm }))
  const rest = 1_000_000 - shares.reduce((sum, { sharePpm }) => sum + sharePpm, 0)
  const arm = assignArm({ salt, arms: [...shares, { id: 'champion', sharePpm: rest }] }, customerId, sha256)
  const chosen = others[Number(arm)]?.policy ?? champion
  const all = [champion, ...others.map(({ policy }) => policy)]
  return { policy: chosen, shadows: all.filter((one) => one !== chosen) }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
