import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { systemActor } from '../../platform/actor.ts'
import { readContext, write } from '../../platform/context.ts'
import { freshPlatform, type TestPlatform } from '../../platform/testing.ts'
import { columnsNow } from './engine.ts'
import { ask, keepColumns, treeOf } from './index.ts'

const actor = systemActor('test')
const AGES = [20, 30, 40, 50]

async function lender(): Promise<TestPlatform> {
  const platform = await freshPlatform()
  await write(platform, { actor }, async (ctx) => {
    const ids = AGES.map((age) => `cus_${age}`)
    await sql`insert into customer (id, mobile_cipher, mobile_index, mobile_masked, source, created_by, created_at, changed_at)
      select id, '', convert_to(id, 'UTF8'), '', 'import', 'test', now(), now() from unnest(${ids}::text[]) id`.execute(
      ctx.tx,
    )
    await sql`insert into customer_profile (customer_id, holdout_bucket, computed_at)
      select id, 0, now() from unnest(${ids}::text[]) id`.execute(ctx.tx)
  })
  for (const age of AGES) await setAge(platform, `cus_${age}`, age, true)
  return platform
}

/** As the profiles do it; without `isTold` the columns have no way to know. */
function setAge(platform: TestPlatform, id: string, age: number, isTold: boolean) {
  return write(platform, { actor }, async (ctx) => {
    await sql`insert into profile_fact (customer_id, fact_id, value, source, observed_at, confidence_ppm, basis)
      values (${id}, 'age', to_jsonb(${age}::int), 'stated', now(), 600000, 'contract')
      on conflict (customer_id, fact_id) do update set value = excluded.value`.execute(ctx.tx)
    if (isTold)
      await sql`update customer_profile set changed_xid = pg_current_xact_id() where customer_id = ${id}`.execute(
        ctx.tx,
      )
  })
}

/** The platform as a process sees it that has just started: nothing is in its columns yet. */
const started = (platform: TestPlatform) => ({ db: readContext(platform, { actor }).db, keys: { ...platform.keys } })

const older = async (ctx: ReturnType<typeof started>, age: number) =>
  ask(ctx, { kind: 'members', condition: treeOf(`age >= ${age}`) })

/** Other databases of the cluster have transactions open too: what they may overlap with is read again at a start. */
async function untilSettled({ db }: TestPlatform): Promise<void> {
  const settled = async () => {
    const { rows } = await sql<{ is: boolean }>`select max(changed_xid::text::bigint)
      < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as is from customer_profile`.execute(db)
    return rows[0]!.is
  }
  await expect.poll(settled, { timeout: 30_000, interval: 20 }).toBe(true)
}

async function keepNow(platform: TestPlatform): Promise<void> {
  await untilSettled(platform)
  const now = await columnsNow(started(platform))
  await write(platform, { actor }, (ctx) => keepColumns(ctx, now))
}

test('[TEC-14] a start takes the kept columns and reads only what has changed since', async () => {
  const platform = await lender()
  await keepNow(platform)
  await setAge(platform, 'cus_50', 10, false)
  await setAge(platform, 'cus_20', 60, true)
  expect(await older(started(platform), 40)).toEqual(['cus_20', 'cus_40', 'cus_50'])
})

test('[TEC-14] columns that were altered, or are those of another cluster, are not taken', async () => {
  const platform = await lender()
  await keepNow(platform)
  await setAge(platform, 'cus_50', 10, false)
  await write(platform, { actor }, (ctx) => ctx.tx.updateTable('segment_columns').set({ id: 'other' }).execute())
  expect(await older(started(platform), 40)).toEqual(['cus_40'])
  await keepNow(platform)
  await setAge(platform, 'cus_40', 10, false)
  await write(platform, { actor }, (ctx) => ctx.tx.updateTable('segment_columns').set({ cluster_id: '1' }).execute())
  expect(await older(started(platform), 40)).toEqual([])
})
