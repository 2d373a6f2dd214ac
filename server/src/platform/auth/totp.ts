import { generateSecret, generateURI, verifySync } from 'otplib'
import { wallNow } from '../clock.ts'
import type { WriteContext } from '../context.ts'
import { RefusalError } from '../refusal-error.ts'

/** Gives a member of staff a new secret; it counts only after `confirmTotp`. */
export async function enrolTotp(ctx: WriteContext, userId: string): Promise<{ secret: string; uri: string }> {
  const secret = generateSecret()
  await ctx.tx
    .updateTable('staff_user')
    .set({ totp_secret: ctx.keys.encrypt(placeOf(userId), secret), totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', userId)
    .execute()
  return { secret, uri: generateURI({ issuer: 'Puhui', label: userId, secret }) }
}

/** Confirms the secret with a first code. */
export async function confirmTotp(ctx: WriteContext, userId: string, code: string): Promise<void> {
  await requireTotp(ctx, userId, code)
  await ctx.tx.updateTable('staff_user').set({ totp_confirmed_at: ctx.clock.now() }).where('id', '=', userId).execute()
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
  if (secret === null) throw new RefusalError({ code: 'auth.wrong_code' })
  const epoch = Math.floor(Date.parse(wallNow()) / 1000)
  const result = verifySync({ secret, token: code, epoch, epochTolerance: 30 })
  if (!result.valid || !('timeStep' in result)) throw new RefusalError({ code: 'auth.wrong_code' })
  const step = BigInt(result.timeStep)
  if (user?.totp_last_step !== null && user!.totp_last_step >= step) throw new RefusalError({ code: 'auth.wrong_code' })
  await ctx.tx.updateTable('staff_user').set({ totp_last_step: step }).where('id', '=', userId).execute()
}

function placeOf(userId: string) {
  return { table: 'staff_user', column: 'totp_secret', id: userId }
}
