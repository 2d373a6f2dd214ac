import { VELOCITY_WINDOWS, velocityFactId } from '@puhui/policy'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { systemActor } from '../../platform/actor.ts'
import type { Instant } from '../../platform/clock.ts'
import { type Platform, write } from '../../platform/context.ts'
import { freshPlatform } from '../../platform/testing.ts'
import { SUBJECT_KINDS, type Subject } from '../lists/index.ts'
import { countIn, velocityOf } from './index.ts'
import { countsOf, EVENTS_MAX, seenAfter } from './model.ts'

const actor = { actor: systemActor('test') }
const subject = (kind: Subject['kind'], no: number): Subject => ({ kind, index: Buffer.from([no, no, no, no]) })
type Counts = Readonly<Record<string, number>>

/** What SQL over the history says of one application, whatever the rows per subject hold. */
async function bySql(platform: Platform, applicationId: string): Promise<Counts> {
  const columns = VELOCITY_WINDOWS.map(
    ({ name, hours }) => `
    count(h.seq) filter (where h.at > e.at - interval '${hours} hours')::int as "Applications${name}",
    count(distinct h.customer_id) filter (where h.at > e.at - interval '${hours} hours')::int as "Customers${name}"`,
  )
  const { rows } = await sql<Record<string, string | number>>`
    select e.kind, ${sql.raw(columns.join(','))}
    from subject_event e left join subject_event h
      on h.kind = e.kind and h.subject = e.subject and h.seq < e.seq and h.at <= e.at
    where e.application_id = ${applicationId} group by e.kind`.execute(platform.db)
  const facts: Record<string, number> = {}
  for (const { kind, ...counts } of rows)
    for (const [name, count] of Object.entries(counts)) facts[`${kind}${name}`] = Number(count)
  return facts
}

test('[V1] what was counted at application time is what SQL over the history gives, for 600 applications', async () => {
  const platform = await freshPlatform()
  const step = fc.constantFrom(
    0,
    0,
    60_000,
    3_599_999,
    3_600_000,
    3_600_001,
    86_400_000,
    3 * 86_400_000,
    8 * 86_400_000,
  )
  const shape = fc.record({
    step,
    customer: fc.integer({ min: 1, max: 9 }),
    subjects: fc.uniqueArray(fc.tuple(fc.constantFrom(...SUBJECT_KINDS), fc.integer({ min: 1, max: 4 })), {
      minLength: 1,
      maxLength: 5,
      selector: ([kind]) => kind,
    }),
  })
  const applications = fc.sample(shape, { numRuns: 600, seed: 36 })
  const counted = new Map<string, Counts>()
  let now = Date.parse('2026-01-01T00:00:00Z')
  for (const [i, { step: later, customer, subjects }] of applications.entries()) {
    now += later
    platform.clock.set(new Date(now).toISOString() as Instant)
    const own = subjects.map(([kind, no]) => subject(kind, no))
    const application = { id: `app_${i}`, customerId: `cus_${customer}` }
    const looked = await velocityOf(platform, own)
    const counts = await write(platform, actor, (ctx) => countIn(ctx, application, own))
    expect(counts).toEqual(looked)
    counted.set(application.id, counts)
  }
  let largest = 0
  for (const [id, counts] of counted) {
    expect(counts).toEqual(await bySql(platform, id))
    largest = Math.max(largest, ...Object.values(counts))
  }
  expect(largest).toBeGreaterThan(20)
}, 120_000)

test('[V2] twenty applications of one device at once stand one behind the other', async () => {
  const platform = await freshPlatform()
  const ids = Array.from({ length: 20 }, (_, i) => `app_${i}`)
  const own = [subject('device', 1), subject('phone', 2), subject('address', 3)]
  const counts = await Promise.all(
    ids.map((id, i) => {
      const shuffled = i % 2 ? own : own.toReversed()
      return write(platform, actor, (ctx) => countIn(ctx, { id, customerId: `cus_${i}` }, shuffled))
    }),
  )
  const seen = counts.map((each) => each[velocityFactId('device', 'Applications', '1h')]!)
  expect(seen.toSorted((a, b) => a - b)).toEqual(ids.map((_, i) => i))
  for (const [i, id] of ids.entries()) expect(counts[i]).toEqual(await bySql(platform, id))
})

test('[V3] an application that is handed in again counts once', async () => {
  const platform = await freshPlatform()
  const count = (id: string) =>
    write(platform, actor, (ctx) => countIn(ctx, { id, customerId: 'cus_1' }, [subject('phone', 1)]))
  await count('app_1')
  await count('app_1')
  expect((await count('app_2')).phoneApplications90d).toBe(1)
})

test('[V4] beyond a thousand events a count stays at a thousand; after 90 days nothing is left', () => {
  let seen = { ats: [] as readonly number[], customers: [] as readonly string[] }
  for (let i = 0; i < EVENTS_MAX + 10; i += 1) seen = seenAfter(seen, i, `cus_${i % 3}`)
  expect(countsOf('device', seen, EVENTS_MAX + 10)).toMatchObject({ deviceApplications1h: 1_000, deviceCustomers1h: 3 })
  const later = 91 * 24 * 3_600_000
  expect(countsOf('device', seen, later).deviceApplications90d).toBe(0)
  expect(seenAfter(seen, later, 'cus_1').ats).toEqual([later])
})
