import type { ConsentRecord, PurposeId } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import type { Updateable } from 'kysely'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader, type Tx } from '../../platform/db.ts'
import { type Customer, customerFrom, type IdentityCheck, type ProviderAnswer } from './model.ts'
import type { CustomerTable, StoredProfile, StoredWish } from './schema.ts'

export async function readCustomer(reader: Reader, id: string): Promise<Customer | null> {
  const row = await reader.selectFrom('customer').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? customerFrom(row) : null
}

/** The customer of a mobile number; of a record that was merged, the one that was kept. */
export async function readByMobileIndex(reader: Reader, index: Buffer): Promise<Customer | null> {
  const row = await reader.selectFrom('customer').selectAll().where('mobile_index', '=', index).executeTakeFirst()
  if (!row) return null
  return row.merged_into === null ? customerFrom(row) : readCustomer(reader, row.merged_into)
}

/** Locks the row: two steps of one person wait for each other. */
export async function lockCustomer(tx: Tx, id: string): Promise<Customer | null> {
  const row = await tx.selectFrom('customer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? customerFrom(row) : null
}

/**
 * Holds these customers until COMMIT: who writes to them and who stops what is written to them wait for each other. Keys
 * stay free, so that rows that only refer to a customer are written meanwhile.
 */
export async function holdCustomers(ctx: WriteContext, ids: readonly string[]): Promise<void> {
  await sql`select id from customer where id = any(${ids}) order by id for no key update`.execute(ctx.tx)
}

/** Fields that are kept encrypted, with their index for search and their mask for lists. */
export interface SealedField {
  readonly cipher: Buffer
  readonly index: Buffer
  readonly masked: string
}

export async function insertRegistered(ctx: WriteContext, id: string, mobile: SealedField): Promise<boolean> {
  const now = ctx.clock.now()
  const result = await ctx.tx
    .insertInto('customer')
    .values({
      id,
      name_cipher: null,
      name_index: null,
      name_masked: null,
      mobile_cipher: mobile.cipher,
      mobile_index: mobile.index,
      mobile_masked: mobile.masked,
      resident_id_cipher: null,
      resident_id_index: null,
      resident_id_masked: null,
      bank_card_cipher: null,
      bank_card_index: null,
      bank_card_masked: null,
      bank_name: null,
      address_cipher: null,
      address_masked: null,
      born_on: null,
      sex: null,
      province_code: null,
      place: null,
      city_tier: null,
      is_rural: null,
      source: 'h5',
      income_monthly_fen: null,
      profile: json({}),
      wish: null,
      created_by: ctx.actor.id,
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.column('mobile_index').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function updateCustomer(
  ctx: WriteContext,
  id: string,
  set: Omit<Updateable<CustomerTable>, 'profile' | 'wish' | 'bank_name'> & {
    readonly profile?: StoredProfile
    readonly wish?: StoredWish
    readonly bank_name?: Localized | null
  },
): Promise<void> {
  const { profile, wish, bank_name, ...plain } = set
  await ctx.tx
    .updateTable('customer')
    .set({
      ...plain,
      ...(profile === undefined ? {} : { profile: json(profile) }),
      ...(wish === undefined ? {} : { wish: json(wish) }),
      ...(bank_name === undefined ? {} : { bank_name: json(bank_name) }),
      changed_at: ctx.clock.now(),
    })
    .where('id', '=', id)
    .execute()
}

export async function isResidentIdTaken(reader: Reader, index: Buffer, by: string): Promise<boolean> {
  const row = await reader
    .selectFrom('customer')
    .select('id')
    .where('resident_id_index', '=', index)
    .where('id', '<>', by)
    .executeTakeFirst()
  return row !== undefined
}

export async function readConsents(reader: Reader, customerId: string): Promise<ConsentRecord[]> {
  const rows = await reader
    .selectFrom('customer_consent')
    .select(['purpose', 'version', 'kind', 'answer', 'answered_on'])
    .where('customer_id', '=', customerId)
    .orderBy('seq')
    .execute()
  return rows.map(({ purpose, version, kind, answer, answered_on }) => ({
    purpose: purpose as PurposeId,
    version,
    kind,
    answer,
    answeredOn: answered_on,
  }))
}

export function readConsentRows(reader: Reader, customerId: string) {
  return reader
    .selectFrom('customer_consent')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('seq')
    .execute()
}

export async function insertConsent(
  ctx: WriteContext,
  customerId: string,
  consent: ConsentRecord,
  shown: unknown,
  channel: string,
): Promise<void> {
  const { purpose, version, kind, answer, answeredOn } = consent
  await ctx.tx
    .insertInto('customer_consent')
    .values({
      id: ctx.ids.next('csn'),
      customer_id: customerId,
      purpose,
      version,
      kind,
      answer,
      shown: json(shown),
      channel,
      answered_on: answeredOn,
      answered_at: ctx.clock.now(),
    })
    .execute()
}

export async function readChecks(reader: Reader, customerId: string): Promise<IdentityCheck[]> {
  const rows = await reader
    .selectFrom('identity_check')
    .selectAll()
    .select(
      sql<boolean>`exists (select from customer_merge_move v join customer_merge m on m.id = v.merge_id
      where v.table_name = 'identity_check' and v.row_key = identity_check.id and m.status = 'merged')`.as(
        'is_of_merged',
      ),
    )
    .where('customer_id', '=', customerId)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    verdict: row.verdict,
    provider: row.provider,
    isSimulated: row.is_simulated,
    at: row.checked_at,
    isOfMerged: row.is_of_merged,
  }))
}

export async function insertCheck(
  ctx: WriteContext,
  customerId: string,
  kind: IdentityCheck['kind'],
  { verdict, provider, isSimulated, reference }: ProviderAnswer,
): Promise<void> {
  await ctx.tx
    .insertInto('identity_check')
    .values({
      id: ctx.ids.next('idc'),
      customer_id: customerId,
      kind,
      verdict,
      provider,
      is_simulated: isSimulated,
      reference,
      checked_at: ctx.clock.now(),
    })
    .execute()
}
