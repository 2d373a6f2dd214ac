import { loansApi, provisionsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { seedTable } from '../../server/src/modules/provisions/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { provisionsModule } from '../../server/src/routes/provisions.ts'
import { borrow, openLendingLender } from './lending-world.ts'

const actor = systemActor('test')

test('SRV-10 the bad-loan rate by vintage comes from posted month-ends, and two policies compare at the same age', async () => {
  const world = await openLendingLender({ day: '2026-01-10' }, [provisionsModule])
  const [risk, compliance, servicing] = await Promise.all([
    world.app.as('risk'),
    world.app.as('compliance'),
    world.app.as('servicing'),
  ])
  await write(world.platform, { actor }, (ctx) => seedTable(ctx))
  const bad = new Set<string>()
  const bank = simulatedBank((loanId) => (bad.has(loanId) ? 'insufficient' : 'success'))
  const daysPass = (until: string) =>
    endDaysUntil(dayEndRun(world.platform, { actor, bank, until: until as Day }), until as Day)
  async function provide(month: string): Promise<void> {
    const { runId } = await risk.call(provisionsApi.makeRun, { body: { month } })
    const body = { verdict: 'approve' as const, note: '' }
    await compliance.call(provisionsApi.decideRun, { params: { runId }, body })
  }

  // Before the new policy one of two goes bad; after it, none of two.
  const january = [await borrow(world), await borrow(world)]
  bad.add(january[0]!.loanId)
  await daysPass('2026-03-09')
  for (let made = 0; made < 2; made++) await borrow(world)
  for (const month of ['2026-01', '2026-02']) await provide(month)
  const ends = ['2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31']
  for (const end of ends) {
    await daysPass(end)
    await provide(end.slice(0, 7))
  }
  const { cohorts, comparison } = await risk.call(provisionsApi.getVintages, { query: { splitOn: '2026-03-01' } })
  expect(cohorts.map(({ month, loans }) => [month, loans])).toEqual([
    ['2026-01', 2],
    ['2026-03', 2],
  ])
  const { rows } = await servicing.call(loansApi.listLoans, { query: {} })
  const principal = (ids: readonly string[]) =>
    rows.filter(({ id }) => ids.includes(id)).reduce((sum, row) => sum + BigInt(row.principalFen), 0n)
  const [first] = cohorts
  expect(first!.disbursedFen).toBe(String(principal(january.map(({ loanId }) => loanId))))
  // Nothing of the bad loan was ever repaid: all of its principal is bad once it is more than 90 days past due.
  const badFen = principal([...bad])
  const share = Number(
    (badFen * 1_000_000n + principal(january.map(({ loanId }) => loanId)) / 2n) /
      principal(january.map(({ loanId }) => loanId)),
  )
  expect(first!.points.map(({ mob, badFen: fen }) => [mob, fen])).toEqual([
    [0, '0'],
    [1, '0'],
    [2, '0'],
    [3, '0'],
    ...[4, 5, 6, 7].map((mob) => [mob, String(badFen)]),
  ])
  expect(comparison.map(({ mob, beforePpm, afterPpm }) => [mob, beforePpm, afterPpm])).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [3, 0, 0],
    [4, share, 0],
    [5, share, 0],
  ])
  await world.platform.drop()
})
