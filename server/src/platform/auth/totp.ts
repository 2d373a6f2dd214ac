import { generateSecret, generateURI, verifySync } from 'otplib'
import type { Actor } from '../actor.ts'
import { later, wallNow } from '../clock.ts'
import type { Platform, WriteContext } from '../context.ts'
import { RefusalError } from '../refusal-error.ts'
import { takePoint } from './rate-limit.ts'

const FRESH_MS = 10 * 60_000

/**
 * Gives a member of staff a new secret beside the one in force; it counts only after `confirmTotp`. Who has a second
 * factor shows it first (`stepUp`): a session that was left open does not take it away.
 *
 * @throws RefusalError auth.second_factor_needed
 */
export async function enrolTotp(ctx: WriteContext): Promise<{ secret: string; uri: string }> {
  const userId = ctx.actor.id
  if ((await confirmedFactor(ctx, userId)) && !(await isFactorFresh(ctx)))
    throw new RefusalError({ code: 'auth.second_factor_needed' })
  const secret = generateSecret()
  await ctx.tx
    .updateTable('staff_user')
    .set({ totp_next: ctx.keys.encrypt(placeOf(userId), secret) })
    .where('id', '=', userId)
    .execute()
  return { secret, uri: generateURI({ issuer: 'Puhui', label: userId, secret }) }
}

/** Puts the new secret in force with its first code. */
export async function confirmTotp(ctx: WriteContext, code: string): Promise<void> {
  const userId = ctx.actor.id
  const user = await ctx.tx
    .selectFrom('staff_user')
    .select('totp_next')
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  if (!user?.totp_next) throw new RefusalError({ code: 'auth.wrong_code' })
  const step = stepOf(ctx.keys.decrypt(placeOf(userId), user.totp_next), code)
  if (step === null) throw new RefusalError({ code: 'auth.wrong_code' })
  await ctx.tx
    .updateTable('staff_user')
    .set({
      totp_secret: user.totp_next,
      totp_next: null,
      totp_confirmed_at: ctx.clock.now(),
      totp_last_step: step,
    })
    .where('id', '=', userId)
    .execute()
}

/** Refuses unless the code is right now, or one step ago, and was not used before. */
export async function requireTotp(ctx: WriteContext, userId: string, code: string): Promise<void> {
  const user = await ctx.tx
    .selectFrom('staff_user')
    .select(['totp_secret', 'totp_last_step'])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  const secret = user?.totp_secret ? ctx.keys.decrypt(placeOf(userId), user.totp_secret) : null
  const step = secret === null ? null : stepOf(secret, code)
  if (step === null || (user?.totp_last_step !== null && user!.totp_last_step >= step))
    throw new RefusalError({ code: 'auth.wrong_code' })
  await ctx.tx.updateTable('staff_user').set({ totp_last_step: step }).where('id', '=', userId).execute()
}

/** The session has shown the second factor now. */
export async function markFactorShown(ctx: WriteContext): Promise<void> {
  await ctx.tx
    .updateTable('session')
    .set({ second_factor_at: wallNow() })
    .where('id', '=', ctx.actor.sessionId ?? '')
    .execute()
}

const TRIES = 10
const WINDOW_SECONDS = 15 * 60

/** Counts tries of a second factor, so that nobody finds it by trying. Call it ahead of the transaction. */
export function limitTotpTries({ platform, actor }: { platform: Platform; actor: Actor }): Promise<void> {
  const limit = { key: `totp:${actor.id}`, points: TRIES, windowSeconds: WINDOW_SECONDS }
  return takePoint(platform.db, limit, (seconds) => ({
    code: 'auth.too_many_attempts',
    minutes: Math.ceil(seconds / 60),
  }))
}

async function confirmedFactor(ctx: WriteContext, userId: string): Promise<boolean> {
  const user = await ctx.tx
    .selectFrom('staff_user')
    .select('totp_confirmed_at')
    .where('id', '=', userId)
    .executeTakeFirst()
  return Boolean(user?.totp_confirmed_at)
}

async function isFactorFresh(ctx: WriteContext): Promise<boolean> {
  const session = await ctx.tx
    .selectFrom('session')
    .select('second_factor_at')
    .where('id', '=', ctx.actor.sessionId ?? '')
    .executeTakeFirst()
  return Boolean(session?.second_factor_at && session.second_factor_at > later(wallNow(), -FRESH_MS))
}

/** The step of time whose code this is, now or one step ago; null for a wrong one. */
function stepOf(secret: string, code: string): bigint | null {
  const epoch = Math.floor(Date.parse(wallNow()) / 1000)
  const result = verifySync({ secret, token: code, epoch, epochTolerance: 30 })
  return result.valid && 'timeStep' in result ? BigInt(result.timeStep) : null
}

function placeOf(userId: string) {
  return { table: 'staff_user', column: 'totp_secret', id: userId }
}
