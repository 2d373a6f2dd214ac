import { roles, systemApi } from '@puhui/api'
import { sql } from 'kysely'
import { createUser, toUser, updateUser, usersQuery } from '../auth/users.ts'
import type { App } from '../http/app.ts'
import { mountRead, mountWrite } from '../http/mount.ts'
import { listPage } from '../http/paging.ts'

export function userRoutes(app: App): void {
  mountRead(app, systemApi.listUsers, async (ctx, { query }) => {
    const page = await listPage(ctx.db, systemApi.listUsers.list, query, {
      base: usersQuery(ctx),
      columns: {
        name: sql.ref('staff_user.name'),
        login: sql.ref('staff_user.login'),
        status: sql.ref('staff_user.status'),
        createdAt: sql.ref('staff_user.created_at'),
        lastSignInAt: sql`(select max(created_at) from session where subject_kind = 'staff' and subject_id = staff_user.id)`,
      },
      search: [sql.ref('staff_user.name'), sql.ref('staff_user.login')],
      tiebreak: sql.ref('staff_user.id'),
    })
    return { ...page, rows: page.rows.map(toUser) }
  })

  mountWrite(app, systemApi.createUser, (ctx, { body }) => createUser(ctx, body))
  mountWrite(app, systemApi.updateUser, (ctx, { params, body }) => updateUser(ctx, params.userId, body))

  mountRead(app, systemApi.listRoles, async (ctx) => {
    const counts = await ctx.db
      .selectFrom('staff_user_role')
      .select('role_id')
      .select((eb) => eb.fn.countAll<bigint>().as('users'))
      .groupBy('role_id')
      .execute()
    const usersOf = new Map(counts.map(({ role_id, users }) => [role_id, Number(users)]))
    return {
      roles: roles.map((role) => ({ ...role, permissions: [...role.permissions], users: usersOf.get(role.id) ?? 0 })),
    }
  })
}
