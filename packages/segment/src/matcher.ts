import { type Condition, compileTest, factsOf, type Slot, type SlotTest, type Truth } from '@puhui/condition'
import { assert } from '@puhui/kernel'
import { type NumberTest, scanBins, type Verdict } from './bin-scan.ts'
import { type Bits, bitsFor, both, countAll, countBits, grown, intersect, setBit, unite, without } from './bits.ts'
import { type Column, domainOf, readSlot, slotFrom } from './column.ts'
import { type Intervals, intervalsOf } from './interval.ts'
import { scanInterval, scanTable } from './scan.ts'
import type { SegmentStore } from './store.ts'

/**
 * Answers conditions over a store with bitsets. A part of a condition that was answered before is not computed again:
 * changing one line of a segment scans one column.
 */
export interface Matcher {
  /** The customers for whom a condition is true. Not to be written to. */
  readonly matching: (condition: Condition) => Bits
  /** The customers for whom it is false; who is in neither is unknown. Not to be written to. */
  readonly failing: (condition: Condition) => Bits
  /** How many customers a condition is true for. */
  readonly count: (condition: Condition) => number
  /** How many answers are kept, and how many were asked of the columns since the start. */
  readonly stats: () => { readonly kept: number; readonly scanned: number }
  /** Stops listening to the store. */
  readonly close: () => void
}

interface Answer {
  readonly isTwoValued: boolean
  readonly test: SlotTest
  readonly columns: readonly Column[]
  yes: Bits
  no: Bits | null
}

/** @param options.keep how many answers stay in memory, each one bit a customer; the longest unused goes first */
export function createMatcher(store: SegmentStore, options: { readonly keep?: number } = {}): Matcher {
  const keep = options.keep ?? 256
  const answers = new Map<string, Answer>()
  let scanned = 0

  const matching = (condition: Condition): Bits => {
    switch (condition.kind) {
      case 'and':
        return combined(condition.all.map(matching), intersect)
      case 'or':
        return combined(condition.all.map(matching), unite)
      case 'not':
        return failing(condition.of)
      default:
        return answerOf(condition).yes
    }
  }
  const failing = (condition: Condition): Bits => {
    switch (condition.kind) {
      case 'and':
        return combined(condition.all.map(failing), unite)
      case 'or':
        return combined(condition.all.map(failing), intersect)
      case 'not':
        return matching(condition.of)
      default: {
        const answer = answerOf(condition)
        answer.no ??= noOf(store, answer)
        return answer.no
      }
    }
  }
  const combined = (parts: readonly Bits[], join: (into: Bits, other: Bits) => void): Bits => {
    if (parts.length === 0) return join === intersect ? store.live : bitsFor(store.live.length * 32)
    const out = parts[0]!.slice()
    for (const part of parts.slice(1)) join(out, part)
    return out
  }
  const answerOf = (condition: Condition): Answer => {
    const key = JSON.stringify(condition)
    const kept = answers.get(key)
    if (kept) {
      answers.delete(key)
      answers.set(key, kept)
      return kept
    }
    scanned += 1
    const answer = computed(store, condition)
    answers.set(key, answer)
    if (answers.size > keep) answers.delete(answers.keys().next().value!)
    return answer
  }
  const patch = (row: number): void => {
    for (const answer of answers.values()) patchRow(store, answer, row)
  }
  store.listeners.add(patch)
  return {
    matching,
    failing,
    count: (condition) =>
      condition.kind === 'and' && condition.all.length > 0
        ? countAll(condition.all.map(matching))
        : countBits(matching(condition)),
    stats: () => ({ kept: answers.size, scanned }),
    close: () => store.listeners.delete(patch),
  }
}

function patchRow(store: SegmentStore, answer: Answer, row: number): void {
  const isLive = ((store.live[row >>> 5]! >>> (row & 31)) & 1) === 1
  const truth = isLive ? answer.test(answer.columns.map((column) => readSlot(column, row))) : undefined
  answer.yes = grown(answer.yes, store.live.length * 32)
  setBit(answer.yes, row, truth === true)
  if (answer.no === null) return
  answer.no = grown(answer.no, store.live.length * 32)
  setBit(answer.no, row, truth === false)
}

/** A condition that is not and, or, not: answered from the columns. */
function computed(store: SegmentStore, condition: Condition): Answer {
  const columns = [...factsOf(condition).keys()].map((id) => columnOf(store, id))
  const test = compileTest(condition, new Map(columns.map(({ id }, at) => [id, at])))
  return { test, columns, ...truths(store, condition, { test, columns }) }
}

function columnOf(store: SegmentStore, id: string): Column {
  const column = store.byId.get(id)
  assert(column !== undefined, 'the store has no such fact', { id })
  return column
}

interface Truths {
  readonly yes: Bits
  /** `null`: not asked for yet. */
  readonly no: Bits | null
  /** Whether what is known and not true is false, so that the rest needs no scan. */
  readonly isTwoValued: boolean
}

function truths(store: SegmentStore, condition: Condition, parts: Pick<Answer, 'test' | 'columns'>): Truths {
  const { test, columns } = parts
  const [column] = columns
  if (column === undefined) return constant(store, test([]))
  if (columns.length > 1) return byRow(store, parts)
  if (condition.kind === 'known' && condition.of.kind === 'fact') {
    const [known, unknown] = [both(column.known, store.live), without(store.live, column.known)]
    const [yes, no] = condition.isKnown ? [known, unknown] : [unknown, known]
    return { yes, no, isTwoValued: false }
  }
  const domain = domainOf(column)
  if (domain !== undefined && column.dictionary !== null) return fromTable(store, parts)
  const union = intervalsOf(condition, column)
  if (union === undefined) return domain === undefined ? byRow(store, parts) : fromTable(store, parts)
  return { yes: inIntervals(store, column, union), no: null, isTwoValued: true }
}

/** The living rows whose number is known and lies in one of the intervals, or in none of them. */
function inIntervals(store: SegmentStore, column: Column, { intervals, isOutside }: Intervals): Bits {
  const holds = (value: number) => intervals.some(({ low, high }) => low <= value && value <= high) !== isOutside
  const verdictOf = (least: number, most: number): Verdict => {
    if (intervals.some(({ low, high }) => low <= least && most <= high)) return !isOutside
    return intervals.some(({ low, high }) => low <= most && least <= high) ? undefined : isOutside
  }
  const binned = byBins(store, column, { verdictOf, holds })
  if (binned !== undefined) return binned
  const within = bitsFor(store.live.length * 32)
  for (const interval of intervals) unite(within, scanInterval(column.values, store.rows, interval))
  const known = both(column.known, store.live)
  return isOutside ? without(known, within) : both(within, known)
}

function byBins(store: SegmentStore, { values, known, bins }: Column, test: NumberTest): Bits | undefined {
  return bins === null ? undefined : scanBins({ values, known, bins, live: store.live }, test)
}

/** What is false, where it was left open. */
function noOf(store: SegmentStore, answer: Answer): Bits {
  const column = answer.columns[0]!
  return answer.isTwoValued ? without(both(column.known, store.live), answer.yes) : byTable(store, answer, false)
}

function constant(store: SegmentStore, truth: Truth): Truths {
  const none = bitsFor(store.live.length * 32)
  const [yes, no] = [truth === true ? store.live.slice() : none, truth === false ? store.live.slice() : none]
  return { yes, no, isTwoValued: false }
}

function fromTable(store: SegmentStore, parts: Pick<Answer, 'test' | 'columns'>): Truths {
  return { yes: byTable(store, parts, true), no: null, isTwoValued: false }
}

/** The rows of one truth: one answer for each value that occurs, then one look-up a row. */
function byTable(store: SegmentStore, { test, columns }: Pick<Answer, 'test' | 'columns'>, wanted: boolean): Bits {
  const column = columns[0]!
  const domain = domainOf(column)
  assert(domain !== undefined, 'a table needs few values', { id: column.id })
  const table = new Uint8Array(Math.max(domain, 1))
  for (let stored = 0; stored < domain; stored++) if (test([slotFrom(column, stored)]) === wanted) table[stored] = 1
  const holds = (value: number) => table[value] === 1
  const verdictOf = (least: number, most: number): Verdict => {
    for (let value = least + 1; value <= most; value++) if (table[value] !== table[least]) return undefined
    return holds(least)
  }
  const bits = byBins(store, column, { verdictOf, holds }) ?? byScan(store, column, table)
  if (test([undefined]) === wanted) unite(bits, without(store.live, column.known))
  return bits
}

function byScan(store: SegmentStore, column: Column, table: Uint8Array): Bits {
  const bits = grown(scanTable(column.values, store.rows, table), store.live.length * 32)
  intersect(bits, column.known)
  intersect(bits, store.live)
  return bits
}

/** Row by row: for what reads several facts. */
function byRow(store: SegmentStore, { test, columns }: Pick<Answer, 'test' | 'columns'>): Truths {
  const [yes, no] = [bitsFor(store.live.length * 32), bitsFor(store.live.length * 32)]
  const slots: Slot[] = columns.map(() => undefined)
  for (let row = 0; row < store.rows; row++) {
    for (let c = 0; c < columns.length; c++) slots[c] = readSlot(columns[c]!, row)
    const truth = test(slots)
    if (truth === true) setBit(yes, row, true)
    else if (truth === false) setBit(no, row, true)
  }
  intersect(yes, store.live)
  intersect(no, store.live)
  return { yes, no, isTwoValued: false }
}
