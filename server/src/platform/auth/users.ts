import { roles } from '@puhui/api'
import type { Instant } from '../clock.ts'
import type { ReadContext, WriteContext } from '../context.ts'
import { hashPassword } from '../crypto/password.ts'
import { record } from '../journal/record.ts'
import { RefusalError } from '../refusal-error.ts'
import { isCommonPassword } from './common-passwords.ts'
import { endSessionsOf } from './session.ts'

export interface User {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly roles: string[]
  readonly status: 'active' | 'disabled'
  readonly hasTotp: boolean
  readonly lastSignInAt: Instant | null
  readonly createdAt: Instant
}

export interface NewUser {
  readonly login: string
  readonly name: string
  /** Null for a demo user, whom only the role cards let in. */
  readonly password: string | null
  readonly roles: readonly string[]
  readonly isDemo?: boolean
}

/** Adds a member of staff. Refuses a login that is taken, an unknown role, a password everyone uses. */
export async function createUser(
  ctx: WriteContext,
  { login, name, password, roles: roleIds, isDemo = false }: NewUser,
): Promise<User> {
  requireRoles(roleIds)
  if (password !== null && isCommonPassword(password)) throw new RefusalError({ code: 'users.weak_password' })
  const id = ctx.ids.next('usr')
  const now = ctx.clock.now()
  const passwordHash = password === null ? null : await hashPassword(password)
  const inserted = await ctx.tx
    .insertInto('staff_user')
    .values({
      id,
      login: login.toLowerCase(),
      name,
      password_hash: passwordHash,
      is_demo: isDemo,
      totp_secret: null,
      totp_last_step: null,
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) throw new RefusalError({ code: 'users.login_taken' })
  await grantRoles(ctx, id, roleIds)
  await record(ctx, { action: 'users.created', objectKind: 'user', objectId: id, after: { login, roles: roleIds } })
  return userById(ctx, id)
}

export interface UserChange {
  readonly name: string
  readonly roles: readonly string[]
  readonly status: 'active' | 'disabled'
}

/** Changes a member of staff; their sessions end where rights were taken away. Nobody changes their own rights. */
export async function updateUser(ctx: WriteContext, userId: string, change: UserChange): Promise<User> {
  requireRoles(change.roles)
  const before = await userById(ctx, userId)
  const isSameRights = change.status === before.status && sameRoles(change.roles, before.roles)
  if (userId === ctx.actor.id && !isSameRights) throw new RefusalError({ code: 'users.cannot_change_self' })
  await ctx.tx
    .updateTable('staff_user')
    .set({ name: change.name, status: change.status, changed_at: ctx.clock.now() })
    .where('id', '=', userId)
    .execute()
  if (!sameRoles(change.roles, before.roles)) {
    await ctx.tx.deleteFrom('staff_user_role').where('user_id', '=', userId).execute()
    await grantRoles(ctx, userId, change.roles)
  }
  if (!isSameRights) await endSessionsOf(ctx, 'staff', userId, 'rights changed')
  await record(ctx, {
    action: 'users.changed',
    objectKind: 'user',
    objectId: userId,
    before: { roles: before.roles, status: before.status },
    after: { roles: change.roles, status: change.status },
  })
  return userById(ctx, userId)
}

export async function userById(ctx: ReadContext, userId: string): Promise<User> {
  const row = await usersQuery(ctx).where('staff_user.id', '=', userId).executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'users.not_found' })
  return toUser(row)
}

/** The demo user of a role, if the demo lender has one. */
export async function demoUserOf(ctx: ReadContext, roleId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('staff_user')
    .innerJoin('staff_user_role', 'staff_user_role.user_id', 'staff_user.id')
    .select('staff_user.id')
    .where('staff_user_role.role_id', '=', roleId)
    .where('staff_user.is_demo', '=', true)
    .where('staff_user.status', '=', 'active')
    .orderBy('staff_user.id')
    .executeTakeFirst()
  return row?.id ?? null
}

export function usersQuery(ctx: ReadContext) {
  return ctx.db
    .selectFrom('staff_user')
    .select([
      'staff_user.id',
      'staff_user.login',
      'staff_user.name',
      'staff_user.status',
      'staff_user.created_at',
      'staff_user.totp_confirmed_at',
    ])
    .select((eb) => [
      eb
        .selectFrom('staff_user_role')
        .select((inner) => inner.fn.agg<string[]>('array_agg', ['role_id']).as('roles'))
        .whereRef('staff_user_role.user_id', '=', 'staff_user.id')
        .as('roles'),
      eb
        .selectFrom('session')
        .select((inner) => inner.fn.max('session.created_at').as('at'))
        .where('session.subject_kind', '=', 'staff')
        .whereRef('session.subject_id', '=', 'staff_user.id')
        .as('last_sign_in_at'),
    ])
}

type UserRow = Awaited<ReturnType<ReturnType<typeof usersQuery>['execute']>>[number]

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: [...(row.roles ?? [])].sort(),
    status: row.status,
    hasTotp: row.totp_confirmed_at !== null,
    lastSignInAt: row.last_sign_in_at as Instant | null,
    createdAt: row.created_at,
  }
}

async function grantRoles(ctx: WriteContext, userId: string, roleIds: readonly string[]): Promise<void> {
  const grants = [...new Set(roleIds)].map((roleId) => ({
    user_id: userId,
    role_id: roleId,
    granted_by: ctx.actor.id,
    granted_at: ctx.clock.now(),
  }))
  await ctx.tx.insertInto('staff_user_role').values(grants).execute()
}

function requireRoles(roleIds: readonly string[]): void {
  const known = new Set<string>(roles.map((role) => role.id))
  if (roleIds.some((roleId) => !known.has(roleId))) throw new RefusalError({ code: 'users.unknown_role' })
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return [...new Set(a)].sort().join() === [...new Set(b)].sort().join()
}
