import type { Locale } from '@puhui/kernel'
import type { WriteContext } from '../../platform/context.ts'
import type { Reader } from '../../platform/db.ts'
import { record } from '../../platform/journal/record.ts'
import type { At } from '../../platform/schema.ts'

interface CustomerLanguageTable {
  customer_id: string
  language: Locale
  changed_at: At
}

declare module '../../platform/database.ts' {
  interface Database {
    customer_language: CustomerLanguageTable
  }
}

const USUAL: Locale = 'zh'

/** In which language a customer wants messages: Chinese unless they said otherwise. */
export async function languageOf({ db }: { readonly db: Reader }, customerId: string): Promise<Locale> {
  return (await languagesOf({ db }, [customerId])).get(customerId) ?? USUAL
}

/** The same for many; who has not chosen is left out. */
export async function languagesOf(
  { db }: { readonly db: Reader },
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Locale>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('customer_language')
    .select(['customer_id', 'language'])
    .where('customer_id', 'in', [...new Set(customerIds)])
    .execute()
  return new Map(rows.map(({ customer_id, language }) => [customer_id, language]))
}

/** Keeps the language a customer has chosen for their messages. */
export async function setLanguage(ctx: WriteContext, customerId: string, language: Locale): Promise<void> {
  const before = await languageOf(ctx, customerId)
  const chosen = { language, changed_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('customer_language')
    .values({ customer_id: customerId, ...chosen })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(chosen))
    .execute()
  await record(ctx, {
    action: 'customers.language_set',
    objectKind: 'customer',
    objectId: customerId,
    customerId,
    before: { language: before },
    after: { language },
  })
}
