import type { Day } from '@puhui/calendar'
import { post } from '../modules/ledger/index.ts'
import type { WriteContext } from '../platform/context.ts'
import { derivedId } from '../platform/ids.ts'

const CAPITAL_FEN = 5_000_000_000n

/** The owners pay in what the lender lends; without it the bank account would be overdrawn from the first loan. Twice is once. */
export async function payInCapital(ctx: WriteContext, on: Day): Promise<void> {
  const naturalKey = 'capital:founding'
  const entry = { id: derivedId('len', naturalKey), kind: 'capital', naturalKey, postedOn: on, bookedOn: on } as const
  const lines = [
    { account: '1002', amountFen: CAPITAL_FEN },
    { account: '4001', amountFen: -CAPITAL_FEN },
  ] as const
  await post(ctx, [{ ...entry, productCode: '', loanId: null, loans: 0, lines, proof: [] }])
}
