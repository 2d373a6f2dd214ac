import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brokenBy, type Rule } from './alerts.ts'
import { openLatency } from './latency.ts'
import { openSubjects } from './subjects.ts'
import { type Counted, type LiveEvent, openWindows, SPANS, type Span, spikeOf } from './windows.ts'

const anyEvent: fc.Arbitrary<LiveEvent> = fc.record({
  kind: fc.constantFrom('applied', 'decided', 'disbursed', 'repaid'),
  at: fc.integer({ min: 1, max: 9_000_000 }),
  amountFen: fc.integer({ min: 0, max: 1e12 }),
  outcome: fc.constantFrom('approve', 'refer', 'decline', null),
  reasons: fc.array(fc.constantFrom('A', 'B', 'C'), { maxLength: 2 }),
})

function counted(events: readonly LiveEvent[], now: number, span: Span): Counted {
  const inside = events.filter(({ at }) => at > now - SPANS[span])
  const of = (kind: string) => inside.filter((event) => event.kind === kind)
  const fen = (kind: string) => of(kind).reduce((sum, { amountFen }) => sum + amountFen, 0)
  const tally = (names: readonly string[]) =>
    Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]))
  return {
    applications: of('applied').length,
    requestedFen: fen('applied'),
    decisions: of('decided').length,
    outcomes: tally(of('decided').flatMap(({ outcome }) => outcome ?? [])),
    disbursements: of('disbursed').length,
    disbursedFen: fen('disbursed'),
    repayments: of('repaid').length,
    repaidFen: fen('repaid'),
    reasons: tally(of('decided').flatMap(({ reasons }) => reasons)),
  }
}

test('TEC-13 rolling windows equal the count over all of history, late events and gaps included', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 120 }), fc.array(fc.nat(5), { maxLength: 120 }), (events, delays) => {
      const windows = openWindows()
      const arriving = events
        .map((event, i) => ({ event, order: event.at + (delays[i] ?? 0) * 40_000 }))
        .sort((a, b) => a.order - b.order)
      let now = 0
      const seen: LiveEvent[] = []
      for (const { event, order } of arriving) {
        now = Math.max(now, order)
        windows.moveTo(now)
        windows.add(event)
        seen.push(event)
        for (const span of Object.keys(SPANS) as Span[]) {
          const { reasons, outcomes, ...rest } = windows.read(span)
          const wanted = counted(seen, now, span)
          expect({ ...rest, reasons, outcomes }).toEqual(wanted)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('TEC-13 a spike is the last minute against the hour before it; a quiet night makes none', () => {
  expect(spikeOf(2, 2)).toBe(1)
  expect(spikeOf(20, 20)).toBe(19)
  expect(spikeOf(60, 60 + 59 * 50)).toBeCloseTo((60 - 50) / Math.sqrt(50), 12)
})

const RULE: Rule = {
  id: 'r',
  measure: 'approvalRate',
  span: '1h',
  beyond: 'below',
  threshold: 400_000,
  events_min: 10,
  is_on: true,
  changed_by: 'x',
  changed_at: '',
}

test.each<[string, Partial<Rule>, number, number]>([
  ['3 of 10 approved is below 40 %', {}, 3, 1],
  ['4 of 10 is not', {}, 4, 0],
  ['too few events say nothing', { events_min: 11 }, 3, 0],
  ['switched off', { is_on: false }, 3, 0],
])('TEC-13 alerts by rule: %s', (_, over, approved, broken) => {
  const windows = openWindows()
  for (let i = 0; i < 10; i++) {
    const outcome = i < approved ? 'approve' : 'decline'
    windows.add({ kind: 'decided', at: 1_000 + i, amountFen: 0, outcome, reasons: [] })
  }
  const reading = { '1m': windows.read('1m'), '5m': windows.read('5m'), '1h': windows.read('1h') }
  expect(brokenBy([{ ...RULE, ...over }], { counted: reading, subjects: [] })).toHaveLength(broken)
})

test('TEC-13 who applied most often within the hour, by subject and number of people', () => {
  const subjects = openSubjects()
  for (const [subject, customer, at] of [
    ['a', '1', 100],
    ['a', '2', 200],
    ['b', '3', 300],
    ['a', '2', 3_600_100],
  ] as const)
    subjects.add({ kind: 'device', subject, customer, at })
  expect(subjects.top(3_600_050, 5)).toEqual([{ kind: 'device', subject: 'a', count: 3, customers: 2 }])
  expect(subjects.top(3_600_150, 5)).toEqual([{ kind: 'device', subject: 'a', count: 2, customers: 1 }])
  expect(subjects.top(3_600_250, 5)).toEqual([])
})

test('TEC-13 the latency shown is one that was measured, of the last thousand', () => {
  const latency = openLatency()
  expect(latency.read()).toEqual({ measured: 0, p50Ms: null, p99Ms: null, maxMs: null })
  for (let ms = 1; ms <= 1_100; ms++) latency.add(ms)
  expect(latency.read()).toEqual({ measured: 1_000, p50Ms: 601, p99Ms: 1_091, maxMs: 1_100 })
})
