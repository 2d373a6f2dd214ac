// The server in a process of its own, to be killed: `node child.ts`, told by the environment what to do.
import type { Day } from '@puhui/calendar'
import { simulatedBank } from '../../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../../server/src/flows/day-end.ts'
import { ledgerModule } from '../../../server/src/modules/ledger/index.ts'
import { systemActor } from '../../../server/src/platform/actor.ts'
import { storedClock } from '../../../server/src/platform/clock.ts'
import { testConfig } from '../../../server/src/platform/config.ts'
import { openKeys } from '../../../server/src/platform/crypto/keys.ts'
import { connect } from '../../../server/src/platform/db.ts'
import { createApp } from '../../../server/src/platform/http/app.ts'
import { randomIds } from '../../../server/src/platform/ids.ts'
import { heldQueue } from '../../../server/src/platform/jobs/queue.ts'
import { silentLog } from '../../../server/src/platform/log.ts'
import { lendingModule } from '../../../server/src/routes/lending.ts'

const { PUHUI_CHILD_CONNECTION, PUHUI_CHILD_MASTER, PUHUI_CHILD_END_UNTIL } = process.env
const db = connect(JSON.parse(PUHUI_CHILD_CONNECTION!), { max: 8 })
const clock = await storedClock(db)
const keys = await openKeys(db, Buffer.from(PUHUI_CHILD_MASTER!, 'base64'), clock)
const platform = { db, clock, keys, ids: randomIds(clock), config: testConfig, log: silentLog, queue: heldQueue }
const app = await createApp(platform)
for (const module of [ledgerModule, lendingModule()]) module.routes?.(app)
await app.server.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.server.address()
process.send!({ port: typeof address === 'object' && address ? address.port : 0 })
if (PUHUI_CHILD_END_UNTIL) {
  const run = dayEndRun(platform, { actor: systemActor('test'), bank: simulatedBank() })
  await endDaysUntil(run, PUHUI_CHILD_END_UNTIL as Day)
  process.send!({ done: true })
}
