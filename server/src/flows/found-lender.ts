import type { Day } from '@puhui/calendar'
import { seedPolicy } from '../modules/policies/index.ts'
import { seedProducts } from '../modules/products/index.ts'
import { seedTable } from '../modules/provisions/index.ts'
import { seedRegister } from '../modules/regulations/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { record } from '../platform/journal/record.ts'
import { type LenderProfile, lenderProfile, setLenderProfile } from '../platform/settings.ts'

/** What a lender is founded with; what is left out stays as it is. */
export interface Founding {
  readonly name?: LenderProfile['name'] | undefined
  readonly kind?: LenderProfile['kind'] | undefined
  /** In force from this day; the open one when left out. */
  readonly from?: Day
}

/** Gives a lender its name, its first two products and its credit policy. Twice is once. */
export async function foundLender(
  ctx: WriteContext,
  { name, kind, from }: Founding = {},
): Promise<{ products: string[]; policy: string }> {
  const before = await lenderProfile(ctx)
  const profile = { name: name ?? before.name, kind: kind ?? before.kind }
  await setLenderProfile(ctx, profile)
  const products = await seedProducts(ctx, from)
  const policy = await seedPolicy(ctx, from)
  await seedTable(ctx, from)
  await seedRegister(ctx)
  const policyName = `${policy.code}/${policy.version}`
  await record(ctx, {
    action: 'lender.founded',
    objectKind: 'lender',
    objectId: 'lender',
    before,
    after: { ...profile, products, policy: policyName },
  })
  return { products, policy: policyName }
}

/** Whether this database has a lender already. */
export async function isFounded({ db }: Pick<WriteContext, 'db'>): Promise<boolean> {
  const row = await db.selectFrom('policy_version').select('code').limit(1).executeTakeFirst()
  return row !== undefined
}
