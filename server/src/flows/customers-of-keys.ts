import { sql } from 'kysely'
import { customerIndexOf } from '../modules/customers/index.ts'
import type { ReadContext } from '../platform/context.ts'

/** The customers that the keys of a file name, by number or by mobile; a stranger is not in the answer. */
export async function registeredCustomers(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  by: 'customerId' | 'mobile',
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (by === 'customerId') {
    const rows = await ctx.db.selectFrom('customer').select('id').where(sql<boolean>`id = any(${keys})`).execute()
    return new Map(rows.map(({ id }) => [id, id]))
  }
  const byIndex = new Map(
    keys.flatMap((key) => {
      const found = customerIndexOf(ctx.keys, key).find(({ column }) => column === 'mobile_index')
      return found ? [[found.index.toString('hex'), key] as const] : []
    }),
  )
  const buffers = [...byIndex.keys()].map((hex) => Buffer.from(hex, 'hex'))
  const rows = await ctx.db
    .selectFrom('customer')
    .select(['id', 'mobile_index'])
    .where(sql<boolean>`mobile_index = any(${buffers})`)
    .execute()
  return new Map(rows.map(({ id, mobile_index }) => [byIndex.get(mobile_index.toString('hex'))!, id]))
}
