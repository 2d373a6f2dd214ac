import { segmentsApi } from '@puhui/api'
import { ask, columnsNow, keepColumns, treeOf } from '../server/src/modules/segments/index.ts'
import { readContext, write } from '../server/src/platform/context.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import { testApp } from '../server/src/platform/testing.ts'
import { marketingModule } from '../server/src/routes/marketing.ts'
import { actor, withLender } from './lending/lender.ts'
import { fillProfiles } from './lending/many-profiles.ts'
import type { Measured, Workload } from './measure.ts'

const CUSTOMERS = Number(process.env.PUHUI_SERVED_CUSTOMERS ?? 1_000_000)
const ROUNDS = 60
const GOAL_MS = 20

/** What a marketer turns: each request differs from the one before in one line. */
const LINES: readonly (readonly string[])[] = [
  [24, 25, 26, 28].map((least) => `age between ${least} and 55`),
  [3_000, 4_000, 5_000, 6_000].map((least) => `income >= ${least}`),
  [0, 1, 2].map((most) => `loansOpen <= ${most}`),
  ['province in ("51", "41", "34")', 'province in ("51", "32")'],
  ['marketingConsent', 'reachable'],
  [0, 15, 30].map((most) => `dpd <= ${most}`),
]

interface Served {
  readonly count: Measured
  readonly restart: Measured
}

let measured: Promise<Served> | undefined

/** One lender for both workloads: filling it takes longer than measuring it. */
function served(): Promise<Served> {
  measured ??= withLender('2026-03-02', async (platform) => {
    await fillProfiles(platform.owner, CUSTOMERS)
    const whole = await firstCount(platform)
    const now = await columnsNow(started(platform))
    await write(platform, { actor }, (ctx) => keepColumns(ctx, now))
    const kept = await firstCount(platform)
    return { restart: inUnit('ms', kept, whole), count: inUnit('ms p95', await typing(platform), GOAL_MS) }
  })
  return measured
}

/** The platform as a process sees it that has just started: its columns are empty. */
const started = (platform: OpenPlatform) => ({ db: readContext(platform, { actor }).db, keys: { ...platform.keys } })

async function firstCount(platform: OpenPlatform): Promise<number> {
  const at = performance.now()
  await ask(started(platform), { kind: 'count', condition: treeOf('age >= 30'), steps: [] })
  return performance.now() - at
}

/** Through the HTTP stack of the server: session, permission, the waterfall and the words, everything but the socket. */
async function typing(platform: OpenPlatform): Promise<number> {
  const { as } = await testApp(platform, [marketingModule])
  const { call } = await as('marketing')
  const chosen = LINES.map(() => 0)
  const taken: number[] = []
  for (let round = -LINES.length; round < ROUNDS; round++) {
    const line = (round + LINES.length) % LINES.length
    chosen[line] = (chosen[line]! + 1) % LINES[line]!.length
    const text = LINES.map((options, at) => options[chosen[at]!]!).join(' and ')
    const at = performance.now()
    const { population } = await call(segmentsApi.countSegment, { body: { text } })
    if (round >= 0) taken.push(performance.now() - at)
    if (population !== CUSTOMERS) throw new Error(`${population} customers`)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_KEYS_MS))
  }
  return taken.sort((a, b) => a - b)[Math.ceil(taken.length * 0.95) - 1]!
}

const BETWEEN_KEYS_MS = 250

function inUnit(unit: string, ours: number, peer: number): Measured {
  const round = (value: number) => Math.round(value * 1000) / 1000
  return { ours: round(ours), peer: round(peer), ratio: round(ours / peer), unit }
}

const size = `${CUSTOMERS.toLocaleString('en')} profiles of a lender`

export const workloads: readonly Workload[] = [
  {
    id: 'S10',
    title: `count and waterfall of six lines when one changes, over HTTP, ${size} / the goal of ${GOAL_MS} ms`,
    run: async () => (await served()).count,
  },
  {
    id: 'S11',
    title: `first count after a start, from kept columns, ${size} / from the profiles`,
    run: async () => (await served()).restart,
  },
]
