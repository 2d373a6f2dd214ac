import { systemApi } from '@puhui/api'
import type { WriteContext } from '../context.ts'
import { json } from '../db.ts'
import type { App } from '../http/app.ts'
import { mountRead, mountWrite } from '../http/mount.ts'
import { RefusalError } from '../refusal-error.ts'

/** Saved views of lists, and the columns each reader chose. */
export function viewRoutes(app: App): void {
  mountRead(app, systemApi.listViews, async (ctx, { params }) => {
    const views = await ctx.db
      .selectFrom('saved_view')
      .selectAll()
      .where('list_id', '=', params.listId)
      .where((eb) => eb.or([eb('user_id', '=', ctx.actor.id), eb('is_shared', '=', true)]))
      .orderBy('name')
      .execute()
    const chosen = await ctx.db
      .selectFrom('list_columns')
      .select(['columns', 'widths', 'pinned'])
      .where('user_id', '=', ctx.actor.id)
      .where('list_id', '=', params.listId)
      .executeTakeFirst()
    return {
      views: views.map((view) => ({
        id: view.id,
        name: view.name,
        search: view.search,
        columns: view.columns,
        isShared: view.is_shared,
        isDefault: view.is_default && view.user_id === ctx.actor.id,
        isMine: view.user_id === ctx.actor.id,
      })),
      columns: chosen?.columns ?? null,
      widths: chosen?.widths ?? {},
      pinned: chosen?.pinned ?? 1,
    }
  })

  mountWrite(app, systemApi.saveView, async (ctx, { params, body }) => {
    if (body.id !== undefined) await requireMine(ctx, body.id)
    if (body.isDefault) await forgetDefault(ctx, params.listId)
    const id = body.id ?? ctx.ids.next('viw')
    const fields = {
      name: body.name,
      search: json(body.search),
      columns: body.columns,
      is_shared: body.isShared,
      is_default: body.isDefault,
    }
    await ctx.tx
      .insertInto('saved_view')
      .values({ id, user_id: ctx.actor.id, list_id: params.listId, created_at: ctx.clock.now(), ...fields })
      .onConflict((conflict) =>
        (body.id === undefined ? conflict.columns(['user_id', 'list_id', 'name']) : conflict.column('id')).doUpdateSet(
          fields,
        ),
      )
      .execute()
    return { id }
  })

  mountWrite(app, systemApi.deleteView, async (ctx, { params }) => {
    await requireMine(ctx, params.viewId)
    await ctx.tx.deleteFrom('saved_view').where('id', '=', params.viewId).execute()
    return { done: true as const }
  })

  mountWrite(app, systemApi.saveColumns, async (ctx, { params, body }) => {
    const chosen = {
      columns: body.columns,
      ...(body.widths && { widths: json(body.widths) }),
      ...(body.pinned !== undefined && { pinned: body.pinned }),
    }
    await ctx.tx
      .insertInto('list_columns')
      .values({ user_id: ctx.actor.id, list_id: params.listId, ...chosen })
      .onConflict((conflict) => conflict.columns(['user_id', 'list_id']).doUpdateSet(chosen))
      .execute()
    return { done: true as const }
  })
}

async function requireMine(ctx: WriteContext, viewId: string): Promise<void> {
  const view = await ctx.tx.selectFrom('saved_view').select('user_id').where('id', '=', viewId).executeTakeFirst()
  if (!view) throw new RefusalError({ code: 'views.not_found' })
  if (view.user_id !== ctx.actor.id) throw new RefusalError({ code: 'views.not_yours' })
}

async function forgetDefault(ctx: WriteContext, listId: string): Promise<void> {
  await ctx.tx
    .updateTable('saved_view')
    .set({ is_default: false })
    .where('user_id', '=', ctx.actor.id)
    .where('list_id', '=', listId)
    .where('is_default', '=', true)
    .execute()
}
