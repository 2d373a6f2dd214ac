import type { Localized } from '@puhui/kernel'
import type { ReadContext, WriteContext } from './context.ts'
import { json } from './db.ts'

/** Who lends: decides the name on every paper and which rules of law apply. */
export interface LenderProfile {
  readonly name: Localized
  readonly kind: 'bank' | 'consumer_finance_company'
}

const NAME = 'lender'
const AT_FIRST: LenderProfile = {
  name: { zh: '普惠消费金融（演示）', en: 'Puhui Consumer Finance (demo)' },
  kind: 'consumer_finance_company',
}

export async function lenderProfile(ctx: Pick<ReadContext, 'db'>): Promise<LenderProfile> {
  const row = await ctx.db.selectFrom('setting').select('value').where('name', '=', NAME).executeTakeFirst()
  return row ? (row.value as LenderProfile) : AT_FIRST
}

export async function setLenderProfile(ctx: WriteContext, profile: LenderProfile): Promise<void> {
  const changed = { value: json(profile), changed_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('setting')
    .values({ name: NAME, ...changed })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(changed))
    .execute()
}
