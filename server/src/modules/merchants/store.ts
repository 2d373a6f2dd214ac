import type { SceneCode } from '@puhui/product'
import { type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import type { MerchantStatus, MerchantTable } from './schema.ts'

/** A shop, a school, a clinic: whoever is paid in the place of the borrower. */
export interface Merchant {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly licenceNo: string
  readonly scenes: readonly SceneCode[]
  readonly bankName: string
  readonly accountNo: string
  readonly status: MerchantStatus
  readonly createdBy: string
}

export function merchantFrom(row: Selectable<MerchantTable>): Merchant {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    licenceNo: row.licence_no,
    scenes: row.scenes,
    bankName: row.bank_name,
    accountNo: row.account_no,
    status: row.status,
    createdBy: row.created_by,
  }
}

export async function readMerchant(reader: Reader, id: string): Promise<Merchant | null> {
  const row = await reader.selectFrom('merchant').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? merchantFrom(row) : null
}

/** Those who may be paid, by name. */
export async function readActive(reader: Reader, scene?: SceneCode): Promise<Merchant[]> {
  let query = reader.selectFrom('merchant').selectAll().where('status', '=', 'active').orderBy('name')
  if (scene !== undefined) query = query.where(sql<boolean>`${scene} = any(scenes)`)
  return (await query.execute()).map(merchantFrom)
}

export type NewMerchant = Omit<Merchant, 'id' | 'status' | 'createdBy'>

/** @returns null when the code or the licence is on the register already */
export async function insertMerchant(ctx: WriteContext, merchant: NewMerchant): Promise<string | null> {
  const now = ctx.clock.now()
  const id = ctx.ids.next('mch')
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('merchant')
    .values({
      id,
      code: merchant.code,
      name: merchant.name,
      licence_no: merchant.licenceNo,
      scenes: merchant.scenes,
      bank_name: merchant.bankName,
      account_no: merchant.accountNo,
      created_by: ctx.actor.id,
      created_at: now,
      decided_by: null,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n ? id : null
}

/** @returns false when the merchant is not in the state it should leave */
export async function updateStatus(
  tx: Tx,
  id: string,
  from: MerchantStatus,
  set: {
    readonly status: MerchantStatus
    readonly changed_at: string
    readonly decided_by?: string
    readonly decided_at?: string
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('merchant')
    .set(set)
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
