import type { Day } from '@puhui/calendar'
import { readSpent } from '../../modules/contracts/index.ts'
import type { WriteContext } from '../../platform/context.ts'
import { lapseAgreement, voidAgreement } from '../agreement.ts'

/** On the morning that begins: what was not signed in time lapses, what the loan has outrun is void. */
export async function endSpentAgreements(ctx: WriteContext, morning: Day): Promise<void> {
  for (const { agreement, isLate } of await readSpent(ctx.db, morning)) {
    await (isLate ? lapseAgreement(ctx, agreement) : voidAgreement(ctx, agreement, null))
  }
}
