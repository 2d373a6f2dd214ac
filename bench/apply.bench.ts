import { borrowerApi } from '@puhui/api'
import { customersModule } from '../server/src/modules/customers/index.ts'
import { decisionsModule } from '../server/src/modules/decisions/index.ts'
import { policiesModule, seedPolicy } from '../server/src/modules/policies/index.ts'
import { productsModule } from '../server/src/modules/products/index.ts'
import { write } from '../server/src/platform/context.ts'
import { testApp } from '../server/src/platform/testing.ts'
import { originationModule } from '../server/src/routes/origination.ts'
import { handIn, newBorrower } from '../test/stories/origination-world.ts'
import { actor, withLender } from './lending/lender.ts'
import type { Workload } from './measure.ts'

const BORROWERS = 300
const AT_ONCE = 4

/**
 * The borrower's button `apply`, through HTTP handling, session, checks, lists, velocity, simulated bureau, decision,
 * trace, journal and commit, on a private PostgreSQL with fsync on. Everything before the button is done beforehand.
 */
export const workload: Workload = {
  id: 'P11',
  title: `application API with its database, ${BORROWERS} applications, ${AT_ONCE} at once: p99 (ours) and median (peer)`,
  run: () =>
    withLender('2026-11-22', async (platform) => {
      await write(platform, { actor }, (ctx) => seedPolicy(ctx))
      const modules = [productsModule, customersModule, policiesModule, decisionsModule, originationModule()]
      const world = { platform: platform as never, app: await testApp(platform, modules) }
      const waiting: Awaited<ReturnType<typeof newBorrower>>[] = []
      for (let i = 0; i < BORROWERS; i += 1) {
        const borrower = await newBorrower(world)
        await handIn(borrower, { serial: String(100 + (i % 890)) })
        waiting.push(borrower)
      }
      const taken: number[] = []
      const started = performance.now()
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      const perSecond = Math.round((BORROWERS * 1_000) / (performance.now() - started))
      const sorted = taken.sort((a, b) => a - b)
      const [p99, median] = [sorted[Math.floor(BORROWERS * 0.99)]!, sorted[BORROWERS / 2]!]
      return { ours: round(p99), peer: round(median), ratio: round(p99 / median), unit: `ms; ${perSecond} a second` }

      async function work(): Promise<void> {
        for (let borrower = waiting.pop(); borrower; borrower = waiting.pop()) {
          const begun = performance.now()
          const { application } = await borrower.call(borrowerApi.submitApplication, { body: {} })
          if (application === null) throw new Error('nothing was decided')
          taken.push(performance.now() - begun)
        }
      }
    }),
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
