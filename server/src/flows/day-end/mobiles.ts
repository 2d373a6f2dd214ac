import type { ReadContext } from '../../platform/context.ts'

/** The mobile numbers of many customers in the clear, for messages through the outbox. */
export async function mobilesOf(
  { db, keys }: Pick<ReadContext, 'db' | 'keys'>,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'mobile_cipher'])
    .where('id', 'in', [...new Set(customerIds)])
    .execute()
  const place = (id: string) => ({ table: 'customer', column: 'mobile_cipher', id })
  return new Map(rows.map(({ id, mobile_cipher }) => [id, keys.decrypt(place(id), mobile_cipher)]))
}
