import type { Day } from '@puhui/calendar'
import { catalogueOf, type Fact, type FactRecord } from '@puhui/condition'
import { type CompiledPolicy, compilePolicy, generatePolicy, type Policy, type TableRow } from '@puhui/policy'
import { makeFunction } from '../server/src/platform/make-function.ts'

const text = (name: string) => ({ zh: name, en: name })

const FACTS: readonly Fact[] = [
  ...(['a', 'b', 'c', 'd', 'e'] as const).map(
    (id): Fact => ({ id, label: text(id), type: 'integer', source: 'application' }),
  ),
  { id: 'band', label: text('band'), type: 'integer', source: 'policy' },
]

export interface Row {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
}

/** A policy of one first-hit table over five whole numbers that sets `band`. */
export function tablePolicy(rows: readonly TableRow[]): CompiledPolicy {
  const columns = ['a', 'b', 'c', 'd', 'e']
  const policy: Policy = {
    id: 'table',
    version: 1,
    title: text('table'),
    purpose: 'credit',
    effectiveOn: '2026-11-22' as Day,
    parameters: [],
    reasons: [{ code: 'U', staff: text('u'), borrower: text('u'), help: text('u') }],
    stages: [
      {
        id: 'table',
        title: text('table'),
        kind: 'table',
        sources: [],
        table: {
          id: 'table',
          hitPolicy: 'first',
          inputs: columns.map((expression) => ({ expression })),
          outputs: [{ to: 'band' }],
          rows,
          onUnknown: 'refer',
          unknownReasonCode: 'U',
        },
      },
    ],
  }
  const result = compilePolicy(policy, catalogueOf(FACTS))
  if (!result.ok) throw new Error(JSON.stringify(result.error.problems))
  return generatePolicy(result.value, makeFunction)
}

/** The slot that holds `band` after a run. */
export const BAND_SLOT = 5

/** 19 rows of ranges that overlap, the narrowest first, and one for the rest. */
export function twentyRows(): readonly TableRow[] {
  const rows = Array.from({ length: 19 }, (_, i): TableRow => {
    const when = [
      `>= ${i * 5}`,
      `< ${100 - i}`,
      `[${i}..${i + 40}]`,
      i % 2 ? '-' : `> ${i}`,
      i % 3 ? '-' : `<= ${90 - i}`,
    ]
    return { id: `${i + 1}`, when, gives: [i + 1] }
  }).reverse()
  return [...rows, { id: 'else', when: ['-', '-', '-', '-', '-'], gives: [0] }]
}

/** 128 bands of `a` × 128 values of `b`, less the last 16: 16,368 rows and one for the rest. */
export function manyRows(): readonly TableRow[] {
  const rows = Array.from({ length: 16_368 }, (_, i): TableRow => {
    const [band, value] = [Math.floor(i / 128), i % 128]
    return {
      id: `${i + 1}`,
      when: [`[${band * 10}..${band * 10 + 10})`, `${value}`, '>= 0', '-', '< 1000'],
      gives: [i + 1],
    }
  })
  return [...rows, { id: 'else', when: ['-', '-', '-', '-', '-'], gives: [0] }]
}

/** The same records every time. */
export function records(upTo: Row, count: number): readonly (Row & FactRecord)[] {
  const random = mulberry32(20_261_122)
  const value = (max: number) => Math.floor(random() * max)
  return Array.from({ length: count }, () => {
    return { a: value(upTo.a), b: value(upTo.b), c: value(upTo.c), d: value(upTo.d), e: value(upTo.e) }
  })
}

export function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
