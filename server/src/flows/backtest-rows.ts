import { addDays, type Day } from '@puhui/calendar'
import type { FactRecord } from '@puhui/condition'
import type { FactPlace } from '@puhui/policy'
import { type RawBuilder, sql } from 'kysely'
import { type FactGroup, factsOf } from '../modules/applications/index.ts'
import { BAD, columnarOf, columnsBuilder, FACTS, GOOD, NOT_OBSERVED, type Past } from '../modules/policies/index.ts'
import { at, type Instant, later } from '../platform/clock.ts'
import type { Reader } from '../platform/db.ts'

export interface Population {
  readonly from?: Day
  readonly to?: Day
  readonly importId?: string
}

/** Past applications in columns, with the names of the segments' values. */
export interface PastRows {
  readonly past: Past
  readonly segmentValues: readonly { readonly by: SegmentKind; readonly values: readonly string[] }[]
  readonly unreadable: number
}

export type SegmentKind = 'product' | 'region' | 'channel' | 'age'
const SEGMENTS: readonly SegmentKind[] = ['product', 'region', 'channel', 'age']
const CHUNK = 5_000
/** A loan younger than this says nothing yet. */
const SEEN_DAYS = 90
const BAD_FROM_DPD = 61
const GOOD_UP_TO_DPD = 30

function condition({ from, to, importId }: Population): RawBuilder<boolean> {
  const start = from === undefined ? null : at(from, '00:00')
  const end = to === undefined ? null : at(addDays(to, 1), '00:00')
  return sql<boolean>`a.facts is not null and a.status <> 'draft'
    and (${start}::timestamptz is null or a.created_at >= ${start}::timestamptz)
    and (${end}::timestamptz is null or a.created_at < ${end}::timestamptz)
    and (${importId ?? null}::text is null or a.import_id = ${importId ?? null}::text)`
}

export async function countPast(reader: Reader, population: Population): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from application a where ${condition(population)}`.execute(reader)
  return Number(rows[0]!.count)
}

interface PastRow {
  readonly id: string
  readonly product_code: string
  readonly channel: string
  readonly province_code: string | null
  readonly past_performance: 'good' | 'bad' | null
  readonly decided_facts: FactRecord | null
  readonly facts: readonly FactGroup[]
  readonly loan_status: string | null
  readonly dpd: number | null
  readonly outstanding_fen: bigint | null
  readonly disbursed_on: Day | null
}

/**
 * Reads a population once. The facts are those that the decision saw; where there was none yet, those that were handed
 * in. Nobody is asked anything again.
 */
export async function readPast(
  reader: Reader,
  population: Population,
  inputs: readonly FactPlace[],
  total: number,
  now: Instant,
  onRead: (done: number) => Promise<void>,
): Promise<PastRows> {
  const extra = ['requestedAmount', 'termMonths', 'applicantAge'].map((id) => ({ id, type: FACTS.get(id)!.type }))
  const builder = columnsBuilder(columnarOf([...inputs, ...extra], FACTS), total)
  const performance = new Uint8Array(new SharedArrayBuffer(Math.max(1, total)))
  const lossFen = new Float64Array(new SharedArrayBuffer(Math.max(8, total * 8)))
  const codes = SEGMENTS.map(() => new Uint16Array(new SharedArrayBuffer(Math.max(2, total * 2))))
  const values = SEGMENTS.map(() => new Map<string, number>())
  const seenSince = later(now, -SEEN_DAYS * 86_400_000).slice(0, 10)
  let [count, last] = [0, '']
  while (count < total) {
    const rows = await readChunk(reader, population, last)
    if (rows.length === 0) break
    for (const row of rows.slice(0, total - count)) {
      const facts = row.decided_facts ?? factsOf(row.facts)
      const place = builder.add(facts)
      performance[place] = performanceOf(row, seenSince)
      lossFen[place] = performance[place] === BAD ? Number(row.outstanding_fen ?? 0) : 0
      SEGMENTS.forEach((by, i) => {
        codes[i]![place] = numberOf(values[i]!, segmentOf(by, row, facts))
      })
      count += 1
    }
    last = rows.at(-1)!.id
    await onRead(count)
  }
  const segments = codes.map((each, i) => ({ codes: each.subarray(0, count), size: Math.max(1, values[i]!.size) }))
  const counted = { performance: performance.subarray(0, count), lossFen: lossFen.subarray(0, count) }
  return {
    past: { columns: builder.done(), ...counted, segments },
    segmentValues: SEGMENTS.map((by, i) => ({ by, values: [...values[i]!.keys()] })),
    unreadable: total - count,
  }
}

async function readChunk(reader: Reader, population: Population, after: string): Promise<readonly PastRow[]> {
  const { rows } = await sql<PastRow>`
    select a.id, a.product_code, a.channel, c.province_code, a.past_performance, d.facts as decided_facts, a.facts,
      l.status as loan_status, l.dpd, l.outstanding_fen, l.disbursed_on
    from application a
    join customer c on c.id = a.customer_id
    left join decision d on d.id = a.decision_id
    left join loan l on l.id = a.loan_id
    where ${condition(population)} and a.id > ${after}
    order by a.id limit ${CHUNK}`.execute(reader)
  return rows
}

function performanceOf(row: PastRow, seenSince: string): number {
  if (row.past_performance !== null) return row.past_performance === 'bad' ? BAD : GOOD
  if (row.loan_status === null || row.loan_status === 'pending') return NOT_OBSERVED
  if (row.loan_status === 'chargedOff' || row.dpd! >= BAD_FROM_DPD) return BAD
  if (row.loan_status === 'settled') return GOOD
  const isSeen = row.disbursed_on !== null && row.disbursed_on <= seenSince
  return isSeen && row.dpd! <= GOOD_UP_TO_DPD ? GOOD : NOT_OBSERVED
}

function segmentOf(by: SegmentKind, row: PastRow, facts: FactRecord): string {
  switch (by) {
    case 'product':
      return row.product_code
    case 'channel':
      return row.channel
    case 'region':
      return row.province_code ?? 'unknown'
    case 'age':
      return ageBand(facts.applicantAge)
  }
}

/** `18–24`, `25–34` … `65+`; an age nobody knows is a band of its own. */
function ageBand(age: unknown): string {
  if (typeof age !== 'number') return 'unknown'
  const band = AGE_BANDS.find(([from]) => age >= from)
  return band?.[1] ?? 'under 18'
}

const AGE_BANDS = [
  [65, '65+'],
  [55, '55–64'],
  [45, '45–54'],
  [35, '35–44'],
  [25, '25–34'],
  [18, '18–24'],
] as const

function numberOf(known: Map<string, number>, value: string): number {
  const before = known.get(value)
  if (before !== undefined) return before
  known.set(value, known.size)
  return known.size - 1
}
