import { createHash } from 'node:crypto'
import type { Condition, Fact, FactRecord } from '@puhui/condition'
import {
  audienceOf,
  type Bits,
  both,
  breakdown,
  type ClusterBound,
  type ClusterFact,
  cluster,
  countBits,
  createMatcher,
  createStore,
  evenCuts,
  type FactTally,
  idsOf,
  type Matcher,
  overlap,
  type PartTally,
  type ProfiledFact,
  populationOf,
  profile,
  putCustomer,
  readSnapshot,
  removeCustomer,
  type SegmentStore,
  tallyFact,
  type WaterfallLine,
  type WaterfallStep,
  waterfall,
  without,
  writeSnapshot,
} from '@puhui/segment'

/** What can be asked of the columns; plain data, so that it travels to a thread. */
export type Question =
  | { readonly kind: 'put'; readonly customers: readonly (readonly [string, FactRecord | null])[] }
  | { readonly kind: 'open'; readonly id: string; readonly snapshot: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'keep' }
  | { readonly kind: 'count'; readonly condition: Condition; readonly steps: readonly WaterfallStep[] }
  | { readonly kind: 'profile'; readonly condition: Condition; readonly facts: readonly string[] }
  | {
      readonly kind: 'breakdown'
      readonly condition: Condition
      readonly parts: readonly { readonly id: string; readonly when: Condition }[]
      readonly sums: readonly string[]
    }
  | {
      readonly kind: 'tally'
      readonly condition: Condition
      readonly facts: readonly { readonly id: string; readonly cuts?: readonly number[] }[]
    }
  | { readonly kind: 'clusters'; readonly facts: readonly ClusterFact[]; readonly groups: number }
  | { readonly kind: 'overlap'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'members'; readonly condition: Condition; readonly limit?: number }
  | { readonly kind: 'moved'; readonly of: string; readonly since: number | null; readonly condition: Condition }
  | { readonly kind: 'freeze'; readonly condition: Condition }
  | { readonly kind: 'audienceIn'; readonly snapshot: Uint8Array<ArrayBuffer>; readonly condition: Condition }

export interface Counted {
  readonly population: number
  readonly count: number
  readonly unknown: number
  /** Of each part of a top-level `and`: alone, and together with those before. */
  readonly lines: readonly { readonly alone: number; readonly left: number }[]
  readonly waterfall: readonly WaterfallLine[]
}

export interface Answers {
  readonly put: number
  /** Whether the columns were those of the id and hold the facts of this store. */
  readonly open: boolean
  readonly keep: { readonly id: string; readonly snapshot: Uint8Array<ArrayBuffer>; readonly rows: number }
  readonly count: Counted
  readonly profile: readonly ProfiledFact[]
  readonly breakdown: readonly PartTally[]
  readonly tally: { readonly population: number; readonly tallies: readonly FactTally[] }
  readonly clusters: readonly (readonly ClusterBound[])[]
  readonly overlap: readonly (readonly number[])[]
  readonly members: readonly string[]
  readonly moved: Moved
  readonly freeze: {
    readonly snapshot: Uint8Array<ArrayBuffer>
    readonly rows: number
    readonly count: number
    readonly audience: Uint8Array<ArrayBuffer>
  }
  readonly audienceIn: { readonly count: number; readonly audience: Uint8Array<ArrayBuffer> } | null
}

/** Who came in and who went out since the answer with that number; everybody where there is no such answer here. */
export type Moved =
  | { readonly no: number; readonly all: readonly string[] }
  | { readonly no: number; readonly all: null; readonly entered: readonly string[]; readonly left: readonly string[] }

export type AnswerTo<Q extends Question> = Answers[Q['kind']]

/** The columns of a lender with everything that was answered from them. */
export interface Columns {
  store: SegmentStore
  matcher: Matcher
  /** Who matched when it was last asked who moved, by what was asked. */
  readonly followed: Map<string, { readonly no: number; readonly bits: Bits }>
  answered: number
}

export function openColumns(facts: readonly Pick<Fact, 'id' | 'type'>[]): Columns {
  const store = createStore(facts)
  return { store, matcher: createMatcher(store), followed: new Map(), answered: 0 }
}

/** Answers one question; the only code that touches the columns, in a thread or not. */
export function answer<Q extends Question>(columns: Columns, question: Q): AnswerTo<Q> {
  return answerOf(columns, question) as AnswerTo<Q>
}

function answerOf(columns: Columns, question: Question): Answers[Question['kind']] {
  const { store, matcher } = columns
  switch (question.kind) {
    case 'put':
      for (const [id, record] of question.customers) {
        if (record === null) removeCustomer(store, id)
        else putCustomer(store, id, record)
      }
      return populationOf(store)
    case 'open':
      return reopened(columns, question)
    case 'keep': {
      const snapshot = writeSnapshot(store)
      return { id: sha256(snapshot), snapshot, rows: populationOf(store) }
    }
    case 'count':
      return counted({ store, matcher }, question.condition, question.steps)
    case 'profile': {
      const facts = question.facts.map((factId) => {
        const isWide = NUMBERS.has(store.byId.get(factId)?.type ?? '')
        return isWide ? { factId, cuts: evenCuts(store, factId) } : { factId }
      })
      return profile(store, matcher.matching(question.condition), facts)
    }
    case 'breakdown':
      return breakdown(store, matcher, matcher.matching(question.condition), question.parts, question.sums)
    case 'tally': {
      const inside = matcher.matching(question.condition)
      const tallies = question.facts.map(({ id, cuts }) => tallyFact(store, inside, id, cuts))
      return { population: countBits(inside), tallies }
    }
    case 'clusters':
      return cluster(store, question.facts, question.groups)
    case 'overlap':
      return overlap(question.conditions.map((condition) => matcher.matching(condition)))
    case 'members':
      return idsOf(store, matcher.matching(question.condition)).slice(0, question.limit)
    case 'moved':
      return movedSince(columns, question)
    case 'freeze': {
      const { count, bytes } = audienceOf(store, matcher.matching(question.condition))
      return { snapshot: writeSnapshot(store), rows: populationOf(store), count, audience: bytes }
    }
    case 'audienceIn':
      return audienceIn(question.snapshot, question.condition)
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'money', 'number', 'rate', 'day'])

/** Takes kept columns in the place of those there are. */
function reopened(columns: Columns, { id, snapshot }: Extract<Question, { kind: 'open' }>): boolean {
  const opened = readSnapshot(snapshot, { id, sha256 })
  if (!opened.ok) return false
  const types = new Map(opened.value.columns.map((column) => [column.id, column.type]))
  const facts = columns.store.columns
  if (types.size !== facts.length || facts.some((fact) => types.get(fact.id) !== fact.type)) return false
  columns.matcher.close()
  columns.store = opened.value
  columns.matcher = createMatcher(opened.value)
  columns.followed.clear()
  return true
}

function movedSince(columns: Columns, { of, since, condition }: Extract<Question, { kind: 'moved' }>): Moved {
  const { store, matcher, followed } = columns
  const last = followed.get(of)
  const bits = matcher.matching(condition).slice()
  columns.answered += 1
  const no = columns.answered
  followed.set(of, { no, bits })
  if (last === undefined || last.no !== since) return { no, all: idsOf(store, bits) }
  const [entered, left] = [without(bits, last.bits), without(last.bits, bits)]
  return { no, all: null, entered: idsOf(store, entered), left: idsOf(store, left) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function audienceIn(snapshot: Uint8Array<ArrayBuffer>, condition: Condition): Answers['audienceIn'] {
  const opened = readSnapshot(snapshot)
  if (!opened.ok) return null
  const { count, bytes } = audienceOf(opened.value, createMatcher(opened.value).matching(condition))
  return { count, audience: bytes }
}

function counted(
  { store, matcher }: Pick<Columns, 'store' | 'matcher'>,
  condition: Condition,
  steps: readonly WaterfallStep[],
): Counted {
  const matched = matcher.matching(condition)
  const population = populationOf(store)
  const count = countBits(matched)
  const parts = condition.kind === 'and' ? condition.all : [condition]
  let left: Bits = store.live
  const lines = parts.map((part) => {
    const bits = matcher.matching(part)
    left = both(left, bits)
    return { alone: countBits(bits), left: countBits(left) }
  })
  const unknown = population - count - countBits(matcher.failing(condition))
  return { population, count, unknown, lines, waterfall: waterfall(matcher, matched, steps).lines }
}
