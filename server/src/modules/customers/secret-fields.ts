import { maskAddress, maskBankCard, maskMobile, maskName, maskResidentId } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import { sql } from 'kysely'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import type { Keys } from '../../platform/crypto/keys.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { Field } from './model.ts'
import type { SealedField } from './store.ts'

type Column = 'name' | 'mobile' | 'resident_id' | 'bank_card' | 'address'

const COLUMNS: Readonly<Record<Field, Column>> = {
  name: 'name',
  mobile: 'mobile',
  residentId: 'resident_id',
  bankCard: 'bank_card',
  address: 'address',
}

const MASKS: Readonly<Record<Field, (text: string) => string>> = {
  name: maskName,
  mobile: maskMobile,
  residentId: maskResidentId,
  bankCard: maskBankCard,
  address: maskAddress,
}

/** Encrypts a field of one customer; what opens elsewhere opens nothing. */
export function seal(keys: Keys, customerId: string, field: Field, text: string): SealedField {
  const place = { table: 'customer', column: `${COLUMNS[field]}_cipher`, id: customerId }
  return { cipher: keys.encrypt(place, text), index: indexOf(keys, field, text), masked: MASKS[field](text) }
}

/** The blind index by which an encrypted value is found again. */
export function indexOf(keys: Keys, field: Field, text: string): Buffer {
  return keys.blindIndex(`customer.${field}`, text)
}

/** Where a text that somebody types into a search may stand: as a whole mobile number, ID number, card or name. */
export function customerIndexOf(
  keys: Keys,
  text: string,
): readonly {
  readonly column: 'mobile_index' | 'resident_id_index' | 'bank_card_index' | 'name_index'
  readonly index: Buffer
}[] {
  const plain = text.replace(/[\s-]/g, '').toUpperCase()
  if (/^1\d{10}$/.test(plain)) return [{ column: 'mobile_index', index: indexOf(keys, 'mobile', plain) }]
  if (/^\d{17}[\dX]$/.test(plain)) {
    return [
      { column: 'resident_id_index', index: indexOf(keys, 'residentId', plain) },
      { column: 'bank_card_index', index: indexOf(keys, 'bankCard', plain) },
    ]
  }
  if (/^\d{13,19}$/.test(plain)) return [{ column: 'bank_card_index', index: indexOf(keys, 'bankCard', plain) }]
  return [{ column: 'name_index', index: indexOf(keys, 'name', text) }]
}

type Opens = Pick<ReadContext, 'db' | 'keys'>

async function openField(ctx: Opens, customerId: string, field: Field): Promise<string | null> {
  const column = `${COLUMNS[field]}_cipher` as const
  const row = await ctx.db.selectFrom('customer').select(column).where('id', '=', customerId).executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'customers.not_found' })
  const cipher = (row as Record<typeof column, Buffer | null>)[column]
  return cipher === null ? null : ctx.keys.decrypt({ table: 'customer', column, id: customerId }, cipher)
}

/** What a customer is known again by: blind indexes, and the address in the clear, which has none. */
export async function identifiersOf(
  ctx: Opens,
  customerId: string,
): Promise<
  Readonly<Record<'mobile' | 'residentId' | 'bankCard', Buffer | null>> & { readonly address: string | null }
> {
  const row = await ctx.db
    .selectFrom('customer')
    .select(['mobile_index', 'resident_id_index', 'bank_card_index', 'address_cipher'])
    .where('id', '=', customerId)
    .executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'customers.not_found' })
  const place = { table: 'customer', column: 'address_cipher', id: customerId }
  return {
    mobile: row.mobile_index,
    residentId: row.resident_id_index,
    bankCard: row.bank_card_index,
    address: row.address_cipher === null ? null : ctx.keys.decrypt(place, row.address_cipher),
  }
}

/** The name in the clear, for contracts and letters; never for lists. */
export function nameOf(ctx: Opens, customerId: string): Promise<string | null> {
  return openField(ctx, customerId, 'name')
}

/** The mobile number in the clear, for messages through the outbox. */
export async function mobileOf(ctx: Opens, customerId: string): Promise<string> {
  const mobile = await openField(ctx, customerId, 'mobile')
  assert(mobile !== null, 'a customer has a mobile number', { customerId })
  return mobile
}

/** The mobile numbers of many customers in the clear, for messages through the outbox. */
export async function mobilesOf(ctx: Opens, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db
    .selectFrom('customer')
    .select(['id', 'mobile_cipher'])
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
  const place = { table: 'customer', column: 'mobile_cipher' }
  return new Map(rows.map(({ id, mobile_cipher }) => [id, ctx.keys.decrypt({ ...place, id }, mobile_cipher)]))
}

/** The resident ID number in the clear, for contracts and providers. */
export function residentIdOf(ctx: Opens, customerId: string): Promise<string | null> {
  return openField(ctx, customerId, 'residentId')
}

/** The bank card number in the clear, for bank instructions. */
export function bankCardOf(ctx: Opens, customerId: string): Promise<string | null> {
  return openField(ctx, customerId, 'bankCard')
}

/**
 * Shows one field unmasked and says in the journal who looked at what, and for which purpose.
 *
 * @refuses customers.not_found, customers.field_is_empty
 */
export async function unmaskField(
  ctx: WriteContext,
  customerId: string,
  field: Field,
  purpose: string,
): Promise<string> {
  const value = await openField(ctx, customerId, field)
  if (value === null) throw new RefusalError({ code: 'customers.field_is_empty' })
  await record(ctx, {
    action: 'customers.unmasked',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    reason: purpose,
    after: { field },
  })
  return value
}
