import type { Locale } from '@puhui/kernel'
import { languagesOf } from '../../modules/customers/index.ts'
import type { ReadContext } from '../../platform/context.ts'
import { mobilesOf } from './mobiles.ts'

/** Where a message goes, and in which language. */
export interface Recipient {
  readonly mobile: string
  readonly language: Locale
}

/** Numbers in the clear and languages of many customers, for messages through the outbox. */
export async function recipientsOf(
  ctx: Pick<ReadContext, 'db' | 'keys'>,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Recipient>> {
  const [mobiles, languages] = [await mobilesOf(ctx, customerIds), await languagesOf(ctx, customerIds)]
  return new Map([...mobiles].map(([id, mobile]) => [id, { mobile, language: languages.get(id) ?? 'zh' }]))
}
