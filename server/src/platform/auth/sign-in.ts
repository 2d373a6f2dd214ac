import { staffActor } from '../actor.ts'
import { type Platform, write } from '../context.ts'
import { verifyPassword } from '../crypto/password.ts'
import { record } from '../journal/record.ts'
import { RefusalError } from '../refusal-error.ts'
import { clearPoints, takePoint } from './rate-limit.ts'
import { startSession } from './session.ts'
import { requireTotp } from './totp.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
  readonly totp?: string | undefined
}

const TRIES = 10
const WINDOW_SECONDS = 15 * 60

/**
 * Signs a member of staff in and returns the token of the session.
 *
 * Unknown user, wrong password and disabled user take the same time and give the same answer; ten tries per name in a
 * quarter of an hour.
 */
export async function signIn(
  platform: Platform,
  credentials: Credentials,
  requestId: string,
): Promise<{ userId: string; token: string }> {
  const login = credentials.login.toLowerCase()
  const key = `sign-in:${platform.keys.blindIndex('rate.login', login).toString('base64url').slice(0, 22)}`
  await takePoint(platform.db, { key, points: TRIES, windowSeconds: WINDOW_SECONDS }, (seconds) => ({
    code: 'auth.too_many_attempts',
    minutes: Math.ceil(seconds / 60),
  }))
  const user = await platform.db
    .selectFrom('staff_user')
    .select(['id', 'password_hash', 'status', 'totp_confirmed_at'])
    .where((eb) => eb(eb.fn('lower', ['login']), '=', login))
    .executeTakeFirst()
  const isRight = await verifyPassword(credentials.password, user?.password_hash ?? null)
  if (!user || !isRight || user.status !== 'active') throw new RefusalError({ code: 'auth.wrong_credentials' })
  const needsTotp = user.totp_confirmed_at !== null
  if (needsTotp && credentials.totp === undefined) throw new RefusalError({ code: 'auth.totp_needed' })
  const token = await write(platform, { actor: staffActor(user.id, []), requestId }, async (ctx) => {
    if (needsTotp) await requireTotp(ctx, user.id, credentials.totp!)
    await record(ctx, { action: 'session.signed_in', objectKind: 'user', objectId: user.id })
    return startSession(ctx, { kind: 'staff', subjectId: user.id, hasSecondFactor: needsTotp })
  })
  await clearPoints(platform.db, key)
  return { userId: user.id, token }
}
