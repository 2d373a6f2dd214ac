import type { Day } from '@puhui/calendar'
import type { Selectable } from 'kysely'
import { businessDate } from '../../platform/clock.ts'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader, type Tx } from '../../platform/db.ts'
import type { At, Jsonb, NullableAt } from '../../platform/schema.ts'

type Plain = Readonly<Record<string, string | number | boolean | null>>

export interface ProductRedesignTable {
  id: string
  product_id: string
  change: Jsonb<Plain>
  inputs_hash: string
  before: Jsonb<Plain>
  after: Jsonb<Plain>
  reason: string
  version_id: string | null
  offers: Jsonb<Plain | null>
  made_by: string
  made_on: Day
  made_at: At
  applied_at: NullableAt
}

declare module '../../platform/database.ts' {
  interface Database {
    product_redesign: ProductRedesignTable
  }
}

export type RedesignRow = Selectable<ProductRedesignTable>

export interface NewRedesign {
  readonly productId: string
  readonly change: Plain
  readonly inputsHash: string
  readonly result: { readonly before: Plain; readonly after: Plain }
  readonly reason: string
}

export async function insertRedesign(ctx: WriteContext, asked: NewRedesign): Promise<string> {
  const id = ctx.ids.next('prr')
  await ctx.tx
    .insertInto('product_redesign')
    .values({
      id,
      product_id: asked.productId,
      change: json(asked.change),
      inputs_hash: asked.inputsHash,
      before: json(asked.result.before),
      after: json(asked.result.after),
      reason: asked.reason,
      version_id: null,
      offers: null,
      made_by: ctx.actor.id,
      made_on: await businessDate(ctx.db),
      made_at: ctx.clock.now(),
    })
    .execute()
  return id
}

export function readRedesign(reader: Reader, id: string): Promise<RedesignRow | undefined> {
  return reader.selectFrom('product_redesign').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What-ifs whose version is in force on a day and whose offers wait to be reckoned. */
export async function readWaitingRedesigns(reader: Reader, on: Day): Promise<string[]> {
  const rows = await reader
    .selectFrom('product_redesign as r')
    .innerJoin('product_version as v', 'v.id', 'r.version_id')
    .select('r.id')
    .where('r.applied_at', 'is', null)
    .where('v.status', '=', 'released')
    .where('v.effective_on', '<=', on)
    .orderBy('r.made_at')
    .execute()
  return rows.map(({ id }) => id)
}

export async function setRedesignVersion(tx: Tx, id: string, versionId: string): Promise<void> {
  await tx.updateTable('product_redesign').set({ version_id: versionId }).where('id', '=', id).execute()
}

export async function setRedesignOffers(
  tx: Tx,
  id: string,
  { offers, at }: { readonly offers: Plain; readonly at: string },
): Promise<void> {
  await tx
    .updateTable('product_redesign')
    .set({ offers: json(offers), applied_at: at })
    .where('id', '=', id)
    .execute()
}
