import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { type MergeField, type MergeValue, profileOf, winnerOf } from './merge.ts'
import { type Customer, identityVerdict } from './model.ts'
import { bankCardOf, mobileOf, seal } from './secret-fields.ts'
import { lockCustomer, readChecks, readCustomer, updateCustomer } from './store.ts'

/**
 * Why two records cannot be made one; null when they can.
 *
 * @returns customers.merge_same, customers.merge_open, customers.merge_two_identities, customers.merge_keep_the_verified
 */
export function mayBeMerged(kept: Customer, merged: Customer) {
  if (kept.id === merged.id) return 'customers.merge_same' as const
  if (kept.mergedInto !== null || merged.mergedInto !== null) return 'customers.merge_open' as const
  if (merged.residentIdMasked === null) return null
  return kept.residentIdMasked === null
    ? ('customers.merge_keep_the_verified' as const)
    : ('customers.merge_two_identities' as const)
}

export interface MergeChoice extends ReturnType<typeof winnerOf> {
  readonly field: MergeField
  readonly kept: MergeValue
  readonly merged: MergeValue
}

/** Field by field which value the one record will hold, and why; all that names a person masked. */
export async function mergeChoices(
  ctx: Pick<ReadContext, 'db'>,
  keptId: string,
  mergedId: string,
): Promise<readonly MergeChoice[]> {
  const [kept, merged] = [await valuesOf(ctx, keptId), await valuesOf(ctx, mergedId)]
  return (Object.keys(kept) as MergeField[]).map((field) => ({
    field,
    kept: kept[field],
    merged: merged[field],
    ...winnerOf(kept[field], merged[field]),
  }))
}

async function valuesOf(ctx: Pick<ReadContext, 'db'>, id: string): Promise<Readonly<Record<MergeField, MergeValue>>> {
  const customer = await readCustomer(ctx.db, id)
  const row = await ctx.db
    .selectFrom('customer')
    .select(['name_index', 'mobile_index', 'resident_id_index', 'bank_card_index'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!customer || !row) throw new RefusalError({ code: 'customers.not_found' })
  const checks = await readChecks(ctx.db, id)
  const isVerified = identityVerdict(checks) === 'passed'
  const at = checks.at(-1)?.at ?? customer.createdAt
  const stated = customer.profile.incomeMonthlyFen
  const { createdAt } = customer
  const value = (shown: string | null, key: Buffer | string | null, since: string, verified = false): MergeValue => ({
    shown,
    key: key === null || typeof key === 'string' ? key : key.toString('hex'),
    at: since,
    isVerified: verified,
  })
  const income = customer.incomeMonthlyFen === null ? null : String(customer.incomeMonthlyFen)
  return {
    name: value(customer.nameMasked, row.name_index, at, isVerified),
    mobile: value(customer.mobileMasked, row.mobile_index, createdAt),
    residentId: value(customer.residentIdMasked, row.resident_id_index, at, isVerified),
    bankCard: value(customer.bankCardMasked, row.bank_card_index, stated?.at ?? createdAt),
    address: value(customer.addressMasked, customer.addressMasked, at),
    income: value(income, income, stated?.at ?? createdAt, stated?.isVerified ?? false),
    wish: value(customer.wish?.productCode ?? null, wishKey(customer), customer.wish?.at ?? ''),
  }
}

function wishKey({ wish }: Customer): string | null {
  if (wish === null) return null
  const { productCode, principalFen, termMonths, method, purpose } = wish
  return [productCode, principalFen, termMonths, method, purpose].join('|')
}

/** Gives the kept record what wins, and closes the other, which points to it. Their telephone numbers change places. */
export async function takeFields(ctx: WriteContext, keptId: string, mergedId: string): Promise<void> {
  const [kept, merged] = [(await lockCustomer(ctx.tx, keptId))!, (await lockCustomer(ctx.tx, mergedId))!]
  const choices = await mergeChoices(ctx, keptId, mergedId)
  const wins = new Set(choices.filter(({ from }) => from === 'merged').map(({ field }) => field))
  await updateCustomer(ctx, mergedId, { status: 'closed', merged_into: keptId })
  if (wins.has('mobile')) await swapMobiles(ctx, keptId, mergedId)
  const set: Parameters<typeof updateCustomer>[2] = {
    ...(wins.has('income') ? { income_monthly_fen: merged.incomeMonthlyFen } : {}),
    ...(wins.has('wish') ? { wish: merged.wish! } : {}),
    ...(wins.has('bankCard') ? { ...(await cardOf(ctx, keptId, mergedId)), bank_name: merged.bankName } : {}),
    profile: profileOf(kept.profile, merged.profile),
  }
  await updateCustomer(ctx, keptId, set)
}

async function cardOf(ctx: WriteContext, keptId: string, mergedId: string) {
  const { cipher, index, masked } = seal(ctx.keys, keptId, 'bankCard', (await bankCardOf(ctx, mergedId))!)
  return { bank_card_cipher: cipher, bank_card_index: index, bank_card_masked: masked }
}

async function swapMobiles(ctx: WriteContext, keptId: string, mergedId: string): Promise<void> {
  const [old, fresh] = [await mobileOf(ctx, keptId), await mobileOf(ctx, mergedId)]
  const columns = (id: string, number: string) => {
    const { cipher, index, masked } = seal(ctx.keys, id, 'mobile', number)
    return { mobile_cipher: cipher, mobile_index: index, mobile_masked: masked }
  }
  // The index is unique: the old number is parked before the new one takes its place.
  await updateCustomer(ctx, mergedId, columns(mergedId, `parked ${mergedId}`))
  await updateCustomer(ctx, keptId, columns(keptId, fresh))
  await updateCustomer(ctx, mergedId, columns(mergedId, old))
}
