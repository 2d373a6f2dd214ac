import { registerByMobile } from '../modules/customers/index.ts'
import type { WriteContext } from '../platform/context.ts'

/** The customer behind a mobile number that was just proved by a code; a new one on the first visit. */
export async function registerBorrower(ctx: WriteContext, mobile: string): Promise<string> {
  const { id } = await registerByMobile(ctx, mobile)
  return id
}
