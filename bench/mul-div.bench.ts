import { mulDiv } from '@puhui/money'
import { inTurns, type Workload } from './measure.ts'

const count = 1_000_000

/** A month's interest on a million balances: exact and half-even in bigint, against a float that may be a fen off. */
export const workload: Workload = {
  id: 'P1',
  title: 'mulDiv half-even on bigint fen / the same formula on numbers, 1,000,000 times',
  run: async () => inTurns({ ours: exact, peer: floating }),
}

function exact(): number {
  let sum = 0n
  for (let i = 0; i < count; i++) sum += mulDiv(BigInt(100_000 + i), 72_000n, 12_000_000n, 'half-even')
  return Number(sum)
}

function floating(): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += Math.round(((100_000 + i) * 72_000) / 12_000_000)
  return sum
}
