import { registerBorrower } from '../flows/register-borrower.ts'
import type { BorrowerDirectory, ServerModule } from '../platform/module.ts'

/** What signing in asks about borrowers. */
const borrowers: BorrowerDirectory = {
  findOrRegister: registerBorrower,
  nameOf: async (ctx, customerId) => {
    const row = await ctx.db
      .selectFrom('customer')
      .select('name_masked')
      .where('id', '=', customerId)
      .executeTakeFirst()
    return row?.name_masked ?? null
  },
  /** Somebody with a running loan, so that a visitor of the demo finds something to look at; else the first customer. */
  demoBorrower: async (ctx) => {
    const owing = await ctx.db
      .selectFrom('loan')
      .select('customer_id')
      .where('status', '=', 'active')
      .orderBy('customer_id')
      .limit(1)
      .executeTakeFirst()
    if (owing) return owing.customer_id
    const first = await ctx.db.selectFrom('customer').select('id').orderBy('id').limit(1).executeTakeFirst()
    return first?.id ?? null
  },
}

export const borrowerDirectory: ServerModule = { name: 'borrowers', borrowers }
