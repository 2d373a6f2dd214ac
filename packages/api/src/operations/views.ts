import { z } from 'zod'
import { read, write } from '../define.ts'
import { done, id, json } from '../values.ts'

/** Pixels by column; a column that was never widened is as wide as what it holds. */
const widths = z.record(z.string(), z.number().int().min(40).max(1_200))
/** How many columns stay at the left while the others scroll by. */
const pinned = z.number().int().min(0).max(10)

export const listViews = read({
  id: 'views.list',
  path: '/views/:listId',
  summary: { zh: '已存视图', en: 'Saved views' },
  permission: 'signedIn',
  params: z.strictObject({ listId: z.string().max(60) }),
  output: z.object({
    views: z.array(
      z.object({
        id,
        name: z.string(),
        search: json,
        columns: z.array(z.string()),
        isShared: z.boolean(),
        isDefault: z.boolean(),
        isMine: z.boolean(),
      }),
    ),
    /** The columns this reader last chose for the list, `null` at first. */
    columns: z.array(z.string()).nullable(),
    widths,
    pinned,
  }),
})

const viewBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  search: json,
  columns: z.array(z.string()).max(60),
  isShared: z.boolean(),
  isDefault: z.boolean(),
})

export const saveView = write({
  id: 'views.save',
  path: '/views/:listId',
  summary: { zh: '保存视图', en: 'Save a view' },
  permission: 'signedIn',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ listId: z.string().max(60) }),
  body: viewBody.extend({ id: id.optional() }),
  output: z.object({ id }),
  refusals: ['views.not_yours', 'views.not_found'],
})

export const deleteView = write({
  id: 'views.delete',
  path: '/views/:listId/:viewId',
  method: 'DELETE',
  summary: { zh: '删除视图', en: 'Delete a view' },
  permission: 'signedIn',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ listId: z.string().max(60), viewId: id }),
  output: done,
  refusals: ['views.not_yours', 'views.not_found'],
})

export const saveColumns = write({
  id: 'views.saveColumns',
  path: '/views/:listId/columns',
  method: 'PUT',
  summary: { zh: '保存列设置', en: 'Keep the chosen columns' },
  permission: 'signedIn',
  idempotency: 'natural',
  audit: 'none',
  params: z.strictObject({ listId: z.string().max(60) }),
  body: z.strictObject({ columns: z.array(z.string()).max(60), widths: widths.optional(), pinned: pinned.optional() }),
  output: done,
})
