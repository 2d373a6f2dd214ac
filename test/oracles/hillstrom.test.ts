import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { compare, compareAdjusted, type Difference, sampleRatio, sumsOf, zOf } from '@puhui/experiment'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'

const data = join(process.env.PUHUI_SHARED ?? resolve(import.meta.dirname, '../../../shared'), 'data')
const isThere = existsSync(join(data, 'hillstrom.csv.gz'))
if (!isThere) process.stderr.write(`Hillstrom's e-mail trial is not at ${data}; set PUHUI_SHARED to run it\n`)

type Row = Readonly<Record<string, string>>
interface Expected {
  readonly n_t: number
  readonly n_c: number
  readonly mean_t: number
  readonly mean_c: number
  readonly diff: number
  readonly se: number
  readonly ci95: readonly [number, number]
  readonly z: number
  readonly p: number
  readonly relative: number
}
interface Reference {
  readonly srm_chi2: number
  readonly ate: Record<string, Record<string, Expected>>
  readonly cuped_history: Record<
    string,
    Record<string, { theta: number; diff: number; se: number; var_reduction: number }>
  >
  readonly subgroup: Record<string, Record<string, Record<string, Expected>>>
}

const ARMS: Readonly<Record<string, readonly string[]>> = {
  mens: ['Mens E-Mail'],
  womens: ['Womens E-Mail'],
  any: ['Mens E-Mail', 'Womens E-Mail'],
  none: ['No E-Mail'],
}
const GROUPS: Readonly<Record<string, (row: Row) => boolean>> = {
  mens_only: (row) => row.mens === '1' && row.womens === '0',
  womens_only: (row) => row.mens === '0' && row.womens === '1',
  both: (row) => row.mens === '1' && row.womens === '1',
  newbie: (row) => row.newbie === '1',
  not_newbie: (row) => row.newbie === '0',
  Phone: (row) => row.channel === 'Phone',
  Web: (row) => row.channel === 'Web',
  Multichannel: (row) => row.channel === 'Multichannel',
  Urban: (row) => row.zip_code === 'Urban',
  Surburban: (row) => row.zip_code === 'Surburban',
  Rural: (row) => row.zip_code === 'Rural',
}

const rows: readonly Row[] = isThere
  ? (parse(gunzipSync(readFileSync(join(data, 'hillstrom.csv.gz'))), { columns: true }) as Row[])
  : []
const reference = isThere
  ? (JSON.parse(readFileSync(join(data, 'hillstrom-reference.json'), 'utf8')) as Reference)
  : ({ srm_chi2: 0, ate: {}, cuped_history: {}, subgroup: {} } as Reference)

const inArm = (arm: string, among = rows) => among.filter((row) => ARMS[arm]!.includes(row.segment!))
const values = (among: readonly Row[], measure: string) => sumsOf(among.map((row) => Number(row[measure])))

function expectSame(found: Difference, told: Expected): void {
  expect([found.treated.n, found.control.n]).toEqual([told.n_t, told.n_c])
  expect(found.treated.mean).toBeCloseTo(told.mean_t, 6)
  expect(found.control.mean).toBeCloseTo(told.mean_c, 6)
  expect(found.difference).toBeCloseTo(told.diff, 6)
  expect(found.standardError).toBeCloseTo(told.se, 6)
  expect(found.interval[0]).toBeCloseTo(told.ci95[0], 5)
  expect(found.interval[1]).toBeCloseTo(told.ci95[1], 5)
  expect(found.p / told.p).toBeCloseTo(1, 2)
  expect(found.claim === 'none').toBe(told.ci95[0] <= 0 && told.ci95[1] >= 0)
}

// The data are no part of the project: without them nothing can be compared, and the line above says where they were sought.
describe.runIf(isThere)('[O1] a published e-mail trial of 64,000 customers', () => {
  test('[O1] arms as large as meant', () => {
    const ratio = sampleRatio(['mens', 'womens', 'none'].map((arm) => ({ n: inArm(arm).length, share: 1 })))
    expect(ratio.chiSquare).toBeCloseTo(reference.srm_chi2, 5)
    expect(ratio.isOff).toBe(false)
  })

  test.each(Object.keys(reference.ate))('[O1] difference of %s', (pair) => {
    const [treated, control] = pair.split('_vs_') as [string, string]
    for (const [measure, told] of Object.entries(reference.ate[pair]!))
      expectSame(compare(values(inArm(treated), measure), values(inArm(control), measure)), told)
  })

  test.each(Object.keys(reference.subgroup))('[O1] differences within %s', (group) => {
    const among = rows.filter(GROUPS[group]!)
    for (const [arm, measures] of Object.entries(reference.subgroup[group]!))
      for (const [measure, told] of Object.entries(measures))
        expectSame(compare(values(inArm(arm, among), measure), values(inArm('none', among), measure)), told)
  })

  test.each(Object.keys(reference.cuped_history))('[O1] adjusted for what they bought before: %s', (pair) => {
    const [treated, control] = pair.split('_vs_') as [string, string]
    for (const [measure, told] of Object.entries(reference.cuped_history[pair]!)) {
      const units = (arm: string) =>
        inArm(arm).map((row) => ({ value: Number(row[measure]), before: Number(row.history) }))
      const found = compareAdjusted(units(treated), units(control))
      expect(found.difference).toBeCloseTo(told.diff, 6)
      expect(found.standardError).toBeCloseTo(told.se, 6)
      expect(found.theta / told.theta).toBeCloseTo(1, 4)
    }
  })

  test('[O1] 95 of 100 is 1.96 standard errors', () => expect(zOf(0.95)).toBeCloseTo(1.96, 3))
})
