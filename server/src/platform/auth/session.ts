import { createHash, randomBytes } from 'node:crypto'
import { type Permission, roles } from '@puhui/api'
import { type Actor, customerActor, staffActor } from '../actor.ts'
import { later, wallNow } from '../clock.ts'
import type { Platform, WriteContext } from '../context.ts'

type Kind = 'staff' | 'customer'

const MINUTE = 60_000
/** Source: ASVS 7.3: staff work a day, a borrower visits. */
const LIFE: Readonly<Record<Kind, { idle: number; absolute: number }>> = {
  staff: { idle: 30 * MINUTE, absolute: 12 * 60 * MINUTE },
  customer: { idle: 60 * MINUTE, absolute: 24 * 60 * MINUTE },
}
const SEEN_EVERY = MINUTE

export interface NewSession {
  readonly kind: Kind
  readonly subjectId: string
  /** The one role a demo visitor entered as; null for all roles of the user. */
  readonly roleId?: string | null
  readonly hasSecondFactor?: boolean
}

/**
 * Starts a session and returns its token, which only the browser keeps: the row holds its hash.
 *
 * Sessions live in real time (`wallNow`), not in the lender's: moving a test clock by a year signs nobody out.
 */
export async function startSession(
  ctx: WriteContext,
  { kind, subjectId, roleId = null, hasSecondFactor = false }: NewSession,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = wallNow()
  await ctx.tx
    .insertInto('session')
    .values({
      id: ctx.ids.next('ses'),
      token_hash: hashOf(token),
      subject_kind: kind,
      subject_id: subjectId,
      role_id: roleId,
      created_at: now,
      seen_at: now,
      expires_at: later(now, LIFE[kind].absolute),
      second_factor_at: hasSecondFactor ? now : null,
      ended_at: null,
      ended_why: null,
    })
    .execute()
  return token
}

/** The actor behind a token, or null when the session is over, idle too long, or its user was disabled. */
export async function openSession(platform: Platform, kind: Kind, token: string): Promise<Actor | null> {
  const now = wallNow()
  const session = await platform.db
    .selectFrom('session')
    .select(['id', 'subject_id', 'role_id', 'seen_at'])
    .where('token_hash', '=', hashOf(token))
    .where('subject_kind', '=', kind)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', later(now, -LIFE[kind].idle))
    .executeTakeFirst()
  if (!session) return null
  if (session.seen_at < later(now, -SEEN_EVERY)) {
    await platform.db.updateTable('session').set({ seen_at: now }).where('id', '=', session.id).execute()
  }
  if (kind === 'customer') return customerActor(session.subject_id, session.id)
  return staffOf(platform, session.subject_id, session.role_id, session.id)
}

/** Rights are read at every request, so that a change of roles holds at once. */
async function staffOf(
  platform: Platform,
  userId: string,
  roleId: string | null,
  sessionId: string,
): Promise<Actor | null> {
  const rows = await platform.db
    .selectFrom('staff_user')
    .leftJoin('staff_user_role', 'staff_user_role.user_id', 'staff_user.id')
    .select('staff_user_role.role_id')
    .where('staff_user.id', '=', userId)
    .where('staff_user.status', '=', 'active')
    .execute()
  if (rows.length === 0) return null
  const held = rows.flatMap((row) =>
    row.role_id !== null && (roleId === null || row.role_id === roleId) ? [row.role_id] : [],
  )
  return staffActor(userId, permissionsOf(held), sessionId)
}

/** Everything that a set of roles may do. */
export function permissionsOf(roleIds: readonly string[]): Set<Permission> {
  return new Set(roles.filter((role) => roleIds.includes(role.id)).flatMap((role) => role.permissions))
}

/** Ends one session; the token is worth nothing from the next request on. */
export async function endSession(ctx: WriteContext, sessionId: string, why: string): Promise<void> {
  await ctx.tx
    .updateTable('session')
    .set({ ended_at: wallNow(), ended_why: why })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends every session of a person: after a change of password, roles or status. */
export async function endSessionsOf(ctx: WriteContext, kind: Kind, subjectId: string, why: string): Promise<void> {
  await ctx.tx
    .updateTable('session')
    .set({ ended_at: wallNow(), ended_why: why })
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('ended_at', 'is', null)
    .execute()
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
