import { expect, test } from 'vitest'
import { trialBalance } from '../modules/ledger/index.ts'
import { systemActor } from '../platform/actor.ts'
import { businessDate } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import { freshPlatform } from '../platform/testing.ts'
import { payInCapital } from './capital.ts'

test('the owners of the demo lender pay in fifty million yuan once, at the bank and as capital', async () => {
  const platform = await freshPlatform()
  const today = await businessDate(platform.db)
  for (let times = 0; times < 2; times++) {
    await write(platform, { actor: systemActor('demo') }, (ctx) => payInCapital(ctx, today))
  }
  const { accounts } = await trialBalance(platform, today)
  const moved = accounts.filter(({ balanceFen }) => balanceFen !== 0n)
  expect(moved.map(({ code, balanceFen }) => [code, balanceFen])).toEqual([
    ['1002', 5_000_000_000n],
    ['4001', 5_000_000_000n],
  ])
  const entry = await platform.db.selectFrom('ledger_entry').select(['kind', 'text']).execute()
  expect(entry).toEqual([{ kind: 'capital', text: { zh: '实收资本', en: 'Paid-in capital' } }])
})
