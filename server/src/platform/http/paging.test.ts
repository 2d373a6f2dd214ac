import type { ListSpec } from '@puhui/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlatform, type TestPlatform } from '../testing.ts'
import { listPage } from './paging.ts'

const label = { zh: '列', en: 'Column' }
const spec: ListSpec = {
  columns: { at: { type: 'instant', label, sortable: true }, name: { type: 'text', label, sortable: true } },
  filters: {
    at: { kind: 'dayRange', label },
    name: { kind: 'text', label },
    status: { kind: 'enum', label, values: ['queued', 'failed'], labels: 'jobStatus' },
    done: { kind: 'countRange', label },
  },
  defaultSort: 'name:asc',
}

let platform: TestPlatform

beforeAll(async () => {
  platform = await makePlatform()
  await sql`insert into job_run (id, name, title, status, done, requested_by, created_at)
    select 'job_' || n, 'name_' || lpad(n::text, 4, '0'), '{}', case when n % 2 = 0 then 'queued' else 'failed' end, n, 'u',
      timestamptz '2026-11-22 00:00+08' + n * interval '1 hour' from generate_series(1, 1205) n`.execute(platform.db)
})
afterAll(() => platform.drop())

const list = (query: Record<string, unknown>) =>
  listPage(
    platform.db,
    spec,
    { sort: 'name:asc', page: 1, pageSize: 3, count: 'capped', ...query },
    {
      base: platform.db.selectFrom('job_run').select(['id', 'name']),
      columns: { at: sql.ref('created_at'), name: sql.ref('name'), status: sql.ref('status'), done: sql.ref('done') },
      search: [sql.ref('name')],
      tiebreak: sql.ref('id'),
    },
  )

test('[HTTP-10] counting stops at a thousand and says so, unless all is asked for', async () => {
  expect(await list({})).toMatchObject({ total: 1000, totalIsCapped: true })
  expect(await list({ count: 'exact' })).toMatchObject({ total: 1205, totalIsCapped: false })
  expect(await list({ name: 'name_000' })).toMatchObject({ total: 9, totalIsCapped: false })
})

test('[HTTP-11] sort, page and filters go together', async () => {
  const page = await list({ sort: 'name:desc', page: 2, status: ['failed'] })
  expect(page.rows.map((row) => row.name)).toEqual(['name_1199', 'name_1197', 'name_1195'])
  expect((await list({ doneFrom: 4, doneTo: 5 })).rows.map((row) => row.name)).toEqual(['name_0004', 'name_0005'])
})

test('[HTTP-12] a day is a day of the lender, from its midnight to its midnight', async () => {
  const page = await list({ atFrom: '2026-11-22', atTo: '2026-11-22', pageSize: 100 })
  expect(page.rows).toHaveLength(23)
  expect(page.rows.at(-1)?.name).toBe('name_0023')
})

test('[HTTP-13] what is searched for is a text, never a pattern or SQL', async () => {
  expect((await list({ q: '%' })).total).toBe(0)
  expect((await list({ q: "'; drop table job_run; --" })).total).toBe(0)
  expect((await list({ q: 'name_1205' })).total).toBe(1)
})
