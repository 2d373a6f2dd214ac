import type { FactRecord } from '@puhui/condition'
import { type CompiledPolicy, consumerLoanPolicy, type Policy, runPolicy } from '@puhui/policy'
import { expect, test } from 'vitest'
import { FACTS, policyInUse } from '../model.ts'
import { columnarOf, columnsOf } from './columns.ts'
import { BAD, GOOD, NOT_OBSERVED, type Past } from './rehearse.ts'
import { OUTCOMES, screenOf } from './screen.ts'
import { rehearse } from './threads.ts'

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Any value there can be, near the limits of the policy more often, and one in ten unknown. */
function applicants(count: number, seed: number): FactRecord[] {
  const random = mulberry32(seed)
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      [...FACTS.values()].map((fact) => {
        if (random() < 0.1) return [fact.id, null]
        switch (fact.type) {
          case 'boolean':
            return [fact.id, random() < 0.5]
          case 'enum':
            return [fact.id, pick(...fact.values!.map(({ value }) => value))]
          case 'money':
            return [fact.id, pick(0, 100_000, 400_000, 2_000_000, 20_000_000, Math.floor(random() * 3_000_000))]
          case 'rate':
            return [fact.id, pick(0, 500_000, 950_000, 950_001, Math.floor(random() * 1_000_000))]
          case 'text':
            return [fact.id, pick('x', 'y')]
          default:
            return [fact.id, pick(0, 1, 3, 4, 12, 18, 36, 60, 65, 66, Math.floor(random() * 70))]
        }
      }),
    ),
  )
}

const shipped = policyInUse(consumerLoanPolicy).compiled
const records = applicants(20_000, 20_261_122)

function columnsFor(compiled: CompiledPolicy) {
  return columnsOf(records, columnarOf(compiled.inputs, FACTS))
}

test('columns say of 20,000 random applicants what the policy says of each: outcome, reasons, limit and price', () => {
  const screen = screenOf(shipped, columnsFor(shipped))
  const counts = new Map<string, number>()
  let different = 0
  for (let at = 0; at < records.length; at += 2_048) {
    const count = Math.min(2_048, records.length - at)
    const { outcomes, limits, rates } = screen.run(at, count)
    for (let i = 0; i < count; i += 1) {
      const run = runPolicy(shipped, records[at + i]!)
      for (const code of new Set(run.reasons.map(({ code }) => code))) counts.set(code, (counts.get(code) ?? 0) + 1)
      const isSame =
        OUTCOMES[outcomes[i]!] === run.outcome &&
        Object.is(limits[i], run.limitFen ?? Number.NaN) &&
        Object.is(rates[i], run.ratePpm ?? Number.NaN)
      if (!isSame) different += 1
    }
  }
  expect(different).toBe(0)
  const columnar = screen.reasonCodes.map((code, i): [string, number] => [code, screen.reasonCounts[i]!])
  expect(columnar).toEqual(screen.reasonCodes.map((code) => [code, counts.get(code) ?? 0]))
})

const stricter: Policy = {
  ...consumerLoanPolicy,
  version: 2,
  parameters: consumerLoanPolicy.parameters.map((one) => (one.id === 'inquiriesMax' ? { ...one, value: 5 } : one)),
}

function pastOf(): Past {
  const random = mulberry32(7)
  const performance = Uint8Array.from(records, () => (random() < 0.5 ? NOT_OBSERVED : random() < 0.1 ? BAD : GOOD))
  const codes = Uint16Array.from(records, () => Math.floor(random() * 3))
  const lossFen = Float64Array.from(records, () => 100_000)
  return { columns: columnsFor(shipped), performance, lossFen, segments: [{ codes, size: 3 }] }
}

test('threads and one thread count the same, and the counts add up to the applications', async () => {
  const plan = { past: pastOf(), champion: consumerLoanPolicy, challenger: stricter }
  const steps: number[] = []
  const one = await rehearse({ ...plan, threads: 0, onProgress: (done) => void steps.push(done) })
  const two = await rehearse({ ...plan, threads: 2 })
  expect(steps.at(-1)).toBe(20_000)
  expect(two.matrix).toEqual(one.matrix)
  expect(two.segments).toEqual(one.segments)
  expect(two.champion.reasons).toEqual(one.champion.reasons)
  expect([...one.matrix].reduce((sum, count) => sum + count, 0)).toBe(20_000)
  expect(one.segments[0]!.counts.filter((_, i) => i % 7 === 0).reduce((sum, count) => sum + count)).toBe(20_000)
  const [stays, leaves] = [one.matrix[0]!, one.matrix[2]!]
  expect(stays + leaves).toBe(OUTCOMES.map((_, to) => one.matrix[to]!).reduce((sum, count) => sum + count))
})

test('what progress throws stops the work', async () => {
  const plan = { past: pastOf(), champion: consumerLoanPolicy, challenger: stricter }
  const cancelled = new Error('cancelled')
  const stopping = {
    ...plan,
    onProgress: () => {
      throw cancelled
    },
  }
  await expect(rehearse({ ...stopping, threads: 0 })).rejects.toBe(cancelled)
  await expect(rehearse({ ...stopping, threads: 2 })).rejects.toBe(cancelled)
})
