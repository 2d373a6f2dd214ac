import { type ConsentPurpose, parseBankCard, parseResidentId } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import { dayOf } from '../../platform/clock.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import type { CustomerSource } from './model.ts'
import { placeOf } from './place.ts'
import type { StoredProfile } from './schema.ts'
import { indexOf, seal } from './secret-fields.ts'

/** A person that a file brings, checked. */
export interface ImportedCustomer {
  readonly id: string
  readonly name: string
  readonly mobile: string
  readonly residentId: string
  readonly bankCard: string
  readonly address: string
  readonly incomeMonthlyFen: bigint | null
  readonly profile: StoredProfile
}

type Known = Pick<ReadContext, 'db' | 'keys'>

/** Who of these is a customer already, by ID number and by mobile number. */
export async function knownPeople(
  ctx: Known,
  people: readonly { readonly mobile: string; readonly residentId: string }[],
): Promise<{ readonly byResidentId: ReadonlyMap<string, string>; readonly byMobile: ReadonlyMap<string, string> }> {
  const residents = new Map(people.map((one) => [hex(indexOf(ctx.keys, 'residentId', one.residentId)), one.residentId]))
  const mobiles = new Map(people.map((one) => [hex(indexOf(ctx.keys, 'mobile', one.mobile)), one.mobile]))
  const rows = await ctx.db
    .selectFrom('customer')
    .select(['id', 'resident_id_index', 'mobile_index'])
    .where((eb) =>
      eb.or([
        eb('resident_id_index', '=', sql<Buffer>`any(${buffers(residents)})`),
        eb('mobile_index', '=', sql<Buffer>`any(${buffers(mobiles)})`),
      ]),
    )
    .execute()
  const found = (of: ReadonlyMap<string, string>, index: Buffer | null, id: string) => {
    const value = index === null ? undefined : of.get(hex(index))
    return value === undefined ? [] : ([[value, id]] as const)
  }
  return {
    byResidentId: new Map(rows.flatMap((row) => found(residents, row.resident_id_index, row.id))),
    byMobile: new Map(rows.flatMap((row) => found(mobiles, row.mobile_index, row.id))),
  }
}

function hex(index: Buffer): string {
  return index.toString('hex')
}

function buffers(of: ReadonlyMap<string, string>): Buffer[] {
  return [...of.keys()].map((index) => Buffer.from(index, 'hex'))
}

export interface ImportOrigin {
  readonly createdBy: string
  readonly isSynthetic: boolean
  /** Who checked the identities; null when nobody has. */
  readonly checkedBy: string | null
  readonly purposes: readonly ConsentPurpose[]
  readonly evidence: Localized | null
  /** Where these people came from; a file unless it says otherwise. */
  readonly source?: CustomerSource
  /** What the identity check found; passed unless it says otherwise. */
  readonly verdict?: 'passed' | 'failed'
}

const ROWS_AT_ONCE = 1_000

/** Writes people of a file with their consents and their identity checks, in a few statements per thousand. */
export async function insertImportedCustomers(
  ctx: WriteContext,
  origin: ImportOrigin,
  people: readonly ImportedCustomer[],
): Promise<void> {
  for (let at = 0; at < people.length; at += ROWS_AT_ONCE) {
    const chunk = people.slice(at, at + ROWS_AT_ONCE)
    await ctx.tx
      .insertInto('customer')
      .values(chunk.map((one) => rowOf(ctx, origin, one)))
      .execute()
    const ids = chunk.map(({ id }) => id)
    for (const purpose of origin.purposes) await insertConsents(ctx, purpose, origin, ids)
    if (origin.checkedBy !== null) await insertChecks(ctx, origin, ids)
  }
}

function rowOf(ctx: WriteContext, origin: ImportOrigin, one: ImportedCustomer) {
  const { id, incomeMonthlyFen, profile } = one
  const name = seal(ctx.keys, id, 'name', one.name)
  const mobile = seal(ctx.keys, id, 'mobile', one.mobile)
  const residentId = seal(ctx.keys, id, 'residentId', one.residentId)
  const card = seal(ctx.keys, id, 'bankCard', one.bankCard)
  const address = seal(ctx.keys, id, 'address', one.address)
  const parsed = parseResidentId(one.residentId)
  const bank = parseBankCard(one.bankCard)
  const { place, cityTier, isRural } = placeOf(one.address)
  const now = ctx.clock.now()
  return {
    id,
    name_cipher: name.cipher,
    name_index: name.index,
    name_masked: name.masked,
    mobile_cipher: mobile.cipher,
    mobile_index: mobile.index,
    mobile_masked: mobile.masked,
    resident_id_cipher: residentId.cipher,
    resident_id_index: residentId.index,
    resident_id_masked: residentId.masked,
    bank_card_cipher: card.cipher,
    bank_card_index: card.index,
    bank_card_masked: card.masked,
    bank_name: json(bank.ok ? (bank.value.bank?.name ?? null) : null),
    address_cipher: address.cipher,
    address_masked: address.masked,
    status: isIdentified(origin) ? ('identified' as const) : ('registered' as const),
    born_on: parsed.ok ? parsed.value.bornOn : null,
    sex: parsed.ok ? parsed.value.sex : null,
    province_code: parsed.ok ? parsed.value.provinceCode : null,
    place,
    city_tier: cityTier,
    is_rural: isRural,
    source: origin.source ?? ('import' as const),
    is_synthetic: origin.isSynthetic,
    income_monthly_fen: incomeMonthlyFen,
    profile: json(profile),
    wish: null,
    created_by: origin.createdBy,
    created_at: now,
    changed_at: now,
  }
}

function isIdentified({ checkedBy, verdict = 'passed' }: ImportOrigin): boolean {
  return checkedBy !== null && verdict === 'passed'
}

/** A consent that was given elsewhere: with the wording of today and where the evidence lies. */
async function insertConsents(
  ctx: WriteContext,
  { id, version, kind, title, text, notice }: ConsentPurpose,
  { evidence, source = 'import' }: ImportOrigin,
  customerIds: readonly string[],
): Promise<void> {
  const now = ctx.clock.now()
  const shown = JSON.stringify({ title, text, notice, evidence })
  await sql`
    insert into customer_consent (id, customer_id, purpose, version, kind, answer, shown, channel, answered_on, answered_at)
    select 'csn_' || substr(md5(c || '|' || ${id}::text), 1, 26), c, ${id}, ${version}::int, ${kind}, 'granted',
      ${shown}::jsonb, ${source}, ${dayOf(now)}::date, ${now}::timestamptz
    from unnest(${customerIds}::text[]) as c`.execute(ctx.tx)
}

async function insertChecks(
  ctx: WriteContext,
  { checkedBy: provider, isSynthetic: isSimulated, verdict = 'passed' }: ImportOrigin,
  customerIds: readonly string[],
): Promise<void> {
  await sql`
    insert into identity_check (id, customer_id, kind, verdict, provider, is_simulated, reference, checked_at)
    select 'idc_' || substr(md5(c || '|' || k), 1, 26), c, k, ${verdict}, ${provider}, ${isSimulated}, 'import',
      ${ctx.clock.now()}::timestamptz
    from unnest(${customerIds}::text[]) as c, unnest(array['document', 'face']) as k`.execute(ctx.tx)
}
