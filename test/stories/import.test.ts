import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { applicationsApi, type OutputOf } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideBatchJob } from '../../server/src/flows/decide-batch.ts'
import { checkImportJob, commitImportJob } from '../../server/src/flows/import-jobs.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { openLender, type World } from './origination-world.ts'

type Run = OutputOf<typeof applicationsApi.getImport>
const JOBS = [checkImportJob, commitImportJob, decideBatchJob]
const FILE = resolve(process.env.PUHUI_SHARED ?? '../shared', 'data/openintro_loans_full_schema.csv.gz')

let world: World
let staff: TestCaller
beforeAll(async () => {
  world = await openLender()
  staff = await world.app.as('underwriter')
})
afterAll(() => world.platform.drop())

async function upload(content: Buffer | string, fileName = 'file.csv'): Promise<Run> {
  const mark = 'file-boundary'
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${mark}--\r\n`)])
  const headers = { 'content-type': `multipart/form-data; boundary=${mark}` }
  const answer = await staff.inject({ method: 'POST', url: '/api/imports', headers, payload })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function mapNamed(name: string): Promise<string> {
  const { maps } = await staff.call(applicationsApi.importMaps, {})
  return maps.find((one) => one.name === name)!.yaml
}

async function check({ id }: Run, map: string): Promise<Run> {
  await staff.call(applicationsApi.checkImport, { params: { importId: id }, body: { map } })
  await runQueuedJobs(world.platform, JOBS)
  return staff.call(applicationsApi.getImport, { params: { importId: id } })
}

async function commit({ id }: Run, take: 'all' | 'goodRows' = 'all'): Promise<Run> {
  await staff.call(applicationsApi.commitImport, { params: { importId: id }, body: { take } })
  await runQueuedJobs(world.platform, JOBS)
  return staff.call(applicationsApi.getImport, { params: { importId: id } })
}

test('APP-03 10,000 real applicants are imported and decided, each with its reasons', async () => {
  if (!existsSync(FILE)) return console.warn('not run over real loans: the shared data is absent (set PUHUI_SHARED)')
  const began = performance.now()
  const lap: Record<string, number> = {}
  const mark = (name: string) => {
    lap[name] = Math.round(performance.now() - began)
  }
  const run = await upload(gunzipSync(readFileSync(FILE)), 'openintro.csv')
  mark('uploaded')
  const checked = await check(run, await mapNamed('openintro-loans'))
  mark('checked')
  expect({ rows: checked.rows, problems: checked.problems.slice(0, 5) }).toEqual({ rows: 10_000, problems: [] })
  const imported = await commit(run)
  mark('imported')
  expect(imported).toMatchObject({ status: 'imported', good: 10_000, bad: 0 })
  await staff.call(applicationsApi.decideBatch, { body: { importId: run.id } })
  await runQueuedJobs(world.platform, JOBS)
  mark('decided')
  const outcomes = await world.platform.db
    .selectFrom('application')
    .select(['status', (eb) => eb.fn.countAll<bigint>().as('count')])
    .groupBy('status')
    .execute()
  const reasons = await world.platform.db
    .selectFrom('application')
    .select(['principal_reason', 'outcome', (eb) => eb.fn.countAll<bigint>().as('count')])
    .groupBy(['principal_reason', 'outcome'])
    .orderBy('count', 'desc')
    .execute()
  console.info(
    lap,
    outcomes,
    reasons.map((one) => `${one.outcome} ${one.principal_reason?.en ?? ''} ${one.count}`),
  )
  const byStatus = Object.fromEntries(outcomes.map(({ status, count }) => [status, Number(count)]))
  expect(byStatus.submitted).toBeUndefined()
  expect(byStatus.approved).toBeGreaterThan(3_000)
})
