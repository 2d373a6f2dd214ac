import { type Condition, catalogueOf, compile, type Fact, type FactRecord, readCondition } from '@puhui/condition'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  audienceOf,
  binColumn,
  breakdown,
  cluster,
  countBits,
  createMatcher,
  createStore,
  customerSlots,
  evenCuts,
  idsOf,
  overlap,
  populationOf,
  profile,
  putCustomer,
  readSnapshot,
  removeCustomer,
  type SegmentStore,
  tallyFact,
  waterfall,
  writeSnapshot,
} from './index.ts'

const label = (text: string) => ({ zh: text, en: text })
const words = (...values: string[]) => values.map((value) => ({ value, label: label(value) }))
const facts: readonly Fact[] = [
  { id: 'age', label: label('age'), type: 'integer', source: 'identity' },
  { id: 'income', label: label('income'), type: 'money', source: 'income' },
  { id: 'debt', label: label('debt'), type: 'money', source: 'bureau' },
  { id: 'rate', label: label('rate'), type: 'rate', source: 'bureau' },
  { id: 'score', label: label('score'), type: 'number', source: 'bureau' },
  { id: 'sms', label: label('sms'), type: 'boolean', source: 'own-history' },
  { id: 'since', label: label('since'), type: 'day', source: 'own-history' },
  { id: 'city', label: label('city'), type: 'text', source: 'identity' },
  { id: 'tier', label: label('tier'), type: 'enum', source: 'identity', values: words('one', 'two', 'three') },
]
const catalogue = catalogueOf(facts)

function read(text: string): Condition {
  const result = readCondition(text, catalogue)
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.error)}`)
  return result.value
}

function storeOf(records: readonly FactRecord[]): SegmentStore {
  const store = createStore(facts)
  for (const [at, record] of records.entries()) putCustomer(store, nameOf(at), record)
  return store
}

/** Bins for every column, however few the customers. */
function binned(store: SegmentStore): SegmentStore {
  while (binColumn(store, 0));
  return store
}

const nameOf = (at: number) => `c${String(at).padStart(5, '0')}`
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 5, nil: null })
const anyone: fc.Arbitrary<FactRecord> = fc.record({
  age: maybe(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(-1, 300, 70_000, 2 ** 31, -(2 ** 40)))),
  income: maybe(fc.oneof(fc.integer({ min: 0, max: 3_000_000 }), fc.constantFrom(1n, 10n ** 15n, 2n ** 30n, -5n))),
  debt: maybe(fc.integer({ min: 0, max: 500_000 })),
  rate: maybe(fc.integer({ min: 0, max: 1_000_000 })),
  score: maybe(fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.integer({ min: 0, max: 3 }))),
  sms: maybe(fc.boolean()),
  since: maybe(fc.constantFrom('1969-12-31', '2024-02-29', '2026-11-22')),
  city: maybe(fc.constantFrom('重庆', 'x', 'xy', '')),
  tier: maybe(fc.constantFrom('one', 'two', 'three')),
})

const TEXTS = [
  'age >= 20 and age <= 35',
  'age < 20.5 or age > 35',
  'not(age between 20 and 35)',
  'age in (20, 21, 22, 70000)',
  'age in (1, 3, 5, 7, 9, 11, 13, 15, 17)',
  'age != 30',
  'income >= 8000 and (debt = null or debt / income < 30%)',
  'income in (3000..5000]',
  'rate > 7.2%',
  'score > 0.1 and not(score >= 1.5)',
  'score = 0',
  'sms and since < @"2026-01-01"',
  'not(sms)',
  'sms = null or since is known',
  'days between(since, @"2026-11-22") > 300',
  'starts with(city, "x") or contains(city, "庆")',
  'tier in ("one", "two")',
  'not(tier = "one")',
  'tier = null',
  'coalesce(age, 18) < 20',
  'true',
  'not(false or age > 3)',
]

describe('store', () => {
  const wide = () =>
    storeOf([
      { age: 30, income: 12_345n, tier: 'two', sms: false, since: '2024-02-29' },
      { age: 70_000, income: 10n ** 14n, score: -0.5 },
    ])

  test('[G1] a column is as narrow as its values allow', () => {
    const store = wide()
    expect(store.byId.get('age')?.width).toBe('i32')
    expect(store.byId.get('income')?.width).toBe('f64')
    expect(store.byId.get('sms')?.width).toBe('u8')
  })

  test('[G2] what is written is read, whatever the width; what is missing is unknown', () => {
    const store = wide()
    const [first, second] = [customerSlots(store, nameOf(0)), customerSlots(store, nameOf(1))]
    expect([...first!.values()]).toEqual([30, 12_345, undefined, undefined, undefined, false, 19_782, undefined, 'two'])
    expect(second?.get('income')).toBe(1e14)
    expect(second?.get('score')).toBe(-0.5)
    expect(customerSlots(store, 'nobody')).toBeUndefined()
  })

  test('[G3] written again, taken out', () => {
    const store = storeOf([{ age: 30, tier: 'one' }, { age: 40 }])
    putCustomer(store, nameOf(0), { age: 31 })
    expect(customerSlots(store, nameOf(0))?.get('tier')).toBeUndefined()
    removeCustomer(store, nameOf(1))
    const matcher = createMatcher(store)
    expect(populationOf(store)).toBe(1)
    expect(matcher.count(read('true'))).toBe(1)
    expect(matcher.count(read('tier = null'))).toBe(1)
    expect(customerSlots(store, nameOf(1))).toBeUndefined()
  })
})

describe('answers', () => {
  test('[G10] bitsets equal the row predicate, unknown included', () => {
    fc.assert(
      fc.property(fc.array(anyone, { minLength: 1, maxLength: 150 }), (records) => {
        const store = storeOf(records)
        const matcher = createMatcher(store)
        for (const text of TEXTS) {
          const condition = read(text)
          const row = compile(condition)
          const truths = records.map((record) => row(record))
          expect(idsOf(store, matcher.matching(condition)), text).toEqual(namesWhere(truths, true))
          expect(idsOf(store, matcher.failing(condition)), text).toEqual(namesWhere(truths, false))
        }
      }),
      { numRuns: 60, seed: 10 },
    )
  })

  test('[G13] bins change no answer, whatever their cuts and what is written afterwards', () => {
    const many = fc.array(anyone, { minLength: 1, maxLength: 700 })
    const changes = fc.array(fc.tuple(fc.nat(800), fc.option(anyone)), { maxLength: 40 })
    fc.assert(
      fc.property(many, changes, (records, later) => {
        const [plain, quick] = [storeOf(records), binned(storeOf(records))]
        for (const store of [plain, quick]) {
          for (const [at, record] of later) {
            if (record) putCustomer(store, nameOf(at), record)
            else removeCustomer(store, nameOf(at))
          }
        }
        const [slow, fast] = [createMatcher(plain), createMatcher(quick)]
        for (const text of TEXTS) {
          const condition = read(text)
          expect(fast.matching(condition), text).toEqual(slow.matching(condition))
          expect(fast.failing(condition), text).toEqual(slow.failing(condition))
          expect(fast.count(condition), text).toBe(slow.count(condition))
        }
      }),
      { numRuns: 40, seed: 13 },
    )
  })

  test('[G13] a column of 5,000 different numbers is answered from its bins, to the customer', () => {
    const income = (at: number) => Math.imul(at, 2_654_435_761) >>> 8
    const records = Array.from({ length: 5_000 }, (_, at) => ({ age: at % 60, income: income(at) }))
    const matcher = createMatcher(binned(storeOf(records)))
    for (const least of [0, 77_777, income(17), 16_777_216])
      expect(matcher.count(read(`income >= ${least / 100} and age between 20 and 40`))).toBe(
        records.filter(({ age, income }) => income >= least && age >= 20 && age <= 40).length,
      )
  })

  test('[G13] bins are made once, and again when there are twice as many customers', () => {
    const store = storeOf(Array.from({ length: 40 }, (_, at) => ({ age: at })))
    expect(binColumn(store)).toBe(false)
    expect(facts.map(() => binColumn(store, 40))).toEqual(facts.map(() => true))
    expect(binColumn(store, 40)).toBe(false)
    for (let at = 40; at < 81; at++) putCustomer(store, nameOf(at), { age: at })
    expect(binColumn(store, 40)).toBe(true)
  })

  test('[G11] after a change of one line one column is scanned', () => {
    const matcher = createMatcher(storeOf(Array.from({ length: 100 }, (_, at) => ({ age: at, income: at }))))
    matcher.count(read('age > 20 and income > 0.3 and sms = null'))
    expect(matcher.stats().scanned).toBe(3)
    expect(matcher.count(read('age > 50 and income > 0.3 and sms = null'))).toBe(49)
    expect(matcher.stats().scanned).toBe(4)
  })

  test('[G12] changed, new and removed customers are in every later answer', () => {
    fc.assert(
      fc.property(
        fc.array(anyone, { maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(60), fc.option(anyone)), { maxLength: 40 }),
        (records, changes) => {
          const store = storeOf(records)
          const matcher = createMatcher(store)
          const conditions = TEXTS.map(read)
          for (const condition of conditions) matcher.failing(condition)
          const known = new Map<string, FactRecord>(records.map((record, at) => [nameOf(at), record]))
          for (const [at, record] of changes) {
            if (record) putCustomer(store, nameOf(at), record)
            else removeCustomer(store, nameOf(at))
            if (record) known.set(nameOf(at), record)
            else known.delete(nameOf(at))
          }
          for (const condition of conditions) {
            const row = compile(condition)
            const of = (truth: boolean) => [...known].filter(([, record]) => row(record) === truth).map(([id]) => id)
            expect(idsOf(store, matcher.matching(condition))).toEqual(of(true).sort())
            expect(idsOf(store, matcher.failing(condition))).toEqual(of(false).sort())
          }
        },
      ),
      { numRuns: 60, seed: 12 },
    )
  })

  test('[G12] the store grows past its first room', () => {
    const store = createStore(facts, { capacity: 32 })
    const matcher = createMatcher(store)
    matcher.count(read('age > 9'))
    for (let at = 0; at < 3_000; at++) putCustomer(store, nameOf(at), { age: at % 20 })
    expect(matcher.count(read('age > 9'))).toBe(1_500)
  })
})

describe('counts', () => {
  const store = storeOf([
    { age: 25, sms: true, debt: 0, income: 500_000, tier: 'one' },
    { age: 28, sms: true, debt: 900_000, income: 300_000, tier: 'two' },
    { age: 31, sms: false, debt: 0, tier: 'two' },
    { age: 33, debt: 0, income: 800_000, tier: 'three' },
    { age: 60, sms: true, debt: 0, income: 100_000, tier: 'one' },
    { sms: true },
  ])
  const matcher = createMatcher(store)
  const young = matcher.matching(read('age between 20 and 35'))

  test('[G20] who is left at each step, and who not because too little is known', () => {
    const { lines, left } = waterfall(matcher, young, [
      { id: 'consent', keep: read('sms') },
      { id: 'suitable', keep: read('debt < 5000') },
    ])
    expect(lines.map((line) => [line.id, line.left, line.dropped, line.droppedUnknown])).toEqual([
      ['match', 4, 0, 0],
      ['consent', 2, 2, 1],
      ['suitable', 1, 1, 0],
    ])
    expect(idsOf(store, left)).toEqual([nameOf(0)])
  })

  test('[G21] each who is left out counts under the first reason that is true', () => {
    const { lines, left } = waterfall(matcher, young, [
      {
        id: 'consent',
        keep: read('sms'),
        reasons: [
          { id: 'refused', when: read('not(sms)') },
          { id: 'never asked', when: read('sms = null') },
          { id: 'never reached', when: read('true') },
        ],
      },
      { id: 'suitable', keep: read('debt < 5000') },
    ])
    expect(lines).toEqual([
      { id: 'match', left: 4, dropped: 0, droppedUnknown: 0, reasons: [] },
      {
        id: 'consent',
        left: 2,
        dropped: 2,
        droppedUnknown: 1,
        reasons: [
          { id: 'refused', count: 1 },
          { id: 'never asked', count: 1 },
          { id: 'never reached', count: 0 },
        ],
      },
      { id: 'suitable', left: 1, dropped: 1, droppedUnknown: 0, reasons: [] },
    ])
    expect(idsOf(store, left)).toEqual([nameOf(0)])
  })

  test('[G22] overlap', () => {
    const segments = ['age between 20 and 35', 'sms', 'tier = "two"'].map((text) => matcher.matching(read(text)))
    expect(overlap(segments)).toEqual([
      [4, 2, 2],
      [2, 4, 1],
      [2, 1, 2],
    ])
  })

  test('[G23] a breakdown counts and sums, and says of how many', () => {
    const parts = ['one', 'two', 'three'].map((tier) => ({ id: tier, when: read(`tier = "${tier}"`) }))
    expect(breakdown(store, matcher, young, parts, ['income'])).toEqual([
      { id: 'one', count: 1, measures: [{ factId: 'income', known: 1, sum: 500_000 }] },
      { id: 'two', count: 2, measures: [{ factId: 'income', known: 1, sum: 300_000 }] },
      { id: 'three', count: 1, measures: [{ factId: 'income', known: 1, sum: 800_000 }] },
    ])
  })

  test('[G24] groups and bands add up with the unknown', () => {
    expect(tallyFact(store, store.live, 'tier')).toEqual({
      factId: 'tier',
      groups: [
        { value: 'one', count: 2 },
        { value: 'three', count: 1 },
        { value: 'two', count: 2 },
      ],
      unknown: 1,
    })
    expect(tallyFact(store, store.live, 'age', [20, 31, 60]).groups).toEqual([
      { value: null, below: 20, count: 0 },
      { value: 20, below: 31, count: 2 },
      { value: 31, below: 60, count: 2 },
      { value: 60, count: 1 },
    ])
    expect(tallyFact(store, young, 'sms')).toEqual({
      factId: 'sms',
      groups: [
        { value: false, count: 1 },
        { value: true, count: 2 },
      ],
      unknown: 1,
    })
    expect(evenCuts(store, 'age', 2)).toEqual([31])
  })

  test('[G25] the most telling fact first, with its lift', () => {
    const found = profile(store, young, [{ factId: 'sms' }, { factId: 'age', cuts: [20, 36] }])
    expect(found.map(({ factId }) => factId)).toEqual(['age', 'sms'])
    expect(found[0]?.groups[1]).toEqual({ value: 20, below: 36, count: 4, everyone: 4, lift: 1.5 })
    expect(found[0]?.groups[2]).toEqual({ value: 36, count: 0, everyone: 1, lift: 0 })
    expect(found[0]?.distance).toBeCloseTo(1 / 3, 12)
  })
})

describe('clusters', () => {
  /** Two habits: many small purchases, and few large ones; and one who is not known. */
  const people: FactRecord[] = [
    ...Array.from({ length: 40 }, (_, at) => ({ age: 30 + (at % 5), income: 10_000 + at * 10 })),
    ...Array.from({ length: 20 }, (_, at) => ({ age: 2 + (at % 2), income: 900_000 + at * 100 })),
    { age: 3 },
  ]
  const parts = [
    { factId: 'age', step: 1 },
    { factId: 'income', step: 100 },
  ]

  test('[G26] habits that differ are parted by a number that can be said, and each customer is in one', () => {
    const groups = cluster(storeOf(people), parts, 2)
    expect(groups).toEqual([[{ factId: 'age', from: null, below: 30 }], [{ factId: 'age', from: 30, below: null }]])
    expect(cluster(storeOf([...people].reverse()), parts, 2)).toEqual(groups)
  })

  test('[G26] every customer of whom the numbers are known is in exactly one', () => {
    const store = storeOf(people)
    const matcher = createMatcher(store)
    const text = ({ factId, from, below }: { factId: string; from: number | null; below: number | null }) => {
      const unit = factId === 'income' ? 100 : 1
      const ends = [
        from === null ? [] : [`${factId} >= ${from / unit}`],
        below === null ? [] : [`${factId} < ${below / unit}`],
      ]
      return ends.flat().join(' and ')
    }
    const known = matcher.count(read('age is known and income is known'))
    const sizes = cluster(store, parts, 5).map((bounds) =>
      matcher.count(read([...bounds.map(text), 'age is known and income is known'].join(' and '))),
    )
    expect(sizes.length).toBeGreaterThan(2)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(known)
  })
})

describe('snapshot', () => {
  const sum = (bytes: Uint8Array) => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619), 7).toString(16)

  test('[G30] [G31] the same customers give the same bytes, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(anyone, { maxLength: 60 }), fc.array(anyone, { maxLength: 20 }), (records, others) => {
        const straight = storeOf(records)
        const bytes = writeSnapshot(straight)
        const winding = createStore([...facts].reverse(), { capacity: 32 })
        for (const [at, other] of others.entries()) putCustomer(winding, nameOf(at * 3), other)
        for (const [at, record] of [...records.entries()].reverse()) putCustomer(winding, nameOf(at), record)
        for (const at of others.keys()) if (at * 3 >= records.length) removeCustomer(winding, nameOf(at * 3))
        expect(writeSnapshot(winding)).toEqual(bytes)
        const opened = readSnapshot(bytes.slice(), { id: sum(bytes), sha256: sum })
        if (!opened.ok) throw new Error(opened.error.code)
        expect(writeSnapshot(opened.value)).toEqual(bytes)
        const [before, after] = [createMatcher(winding), createMatcher(opened.value)]
        for (const text of TEXTS)
          expect(audienceOf(opened.value, after.matching(read(text)))).toEqual(
            audienceOf(winding, before.matching(read(text))),
          )
      }),
      { numRuns: 60, seed: 30 },
    )
  })

  test('[G31] an opened store takes changes', () => {
    const opened = readSnapshot(writeSnapshot(storeOf([{ age: 1 }, { age: 2 }])))
    if (!opened.ok) throw new Error(opened.error.code)
    putCustomer(opened.value, nameOf(1), { age: 500, city: '成都' })
    putCustomer(opened.value, nameOf(2), { age: 3 })
    expect(writeSnapshot(opened.value)).toEqual(
      writeSnapshot(storeOf([{ age: 1 }, { age: 500, city: '成都' }, { age: 3 }])),
    )
  })

  test('[G32] other bytes are refused', () => {
    const bytes = writeSnapshot(storeOf([{ age: 1 }]))
    const id = sum(bytes)
    const altered = bytes.slice()
    altered[altered.length - 1] = 9
    expect(readSnapshot(altered, { id, sha256: sum })).toEqual({
      ok: false,
      error: { code: 'segments.snapshot_altered' },
    })
    expect(readSnapshot(bytes.slice(0, 16))).toEqual({ ok: false, error: { code: 'segments.snapshot_unreadable' } })
  })

  test('[G33] an audience is its ids, one a line', () => {
    const store = createStore(facts)
    for (const id of ['c3', 'c1', 'c22', 'c2']) putCustomer(store, id, { age: 20 })
    const { count, bytes } = audienceOf(store, createMatcher(store).matching(read('age = 20')))
    expect(count).toBe(4)
    expect(String.fromCharCode(...bytes)).toBe('c1\nc2\nc22\nc3\n')
    expect(countBits(store.live)).toBe(4)
  })
})

function namesWhere(truths: readonly (boolean | undefined)[], wanted: boolean): string[] {
  return truths.flatMap((truth, at) => (truth === wanted ? [nameOf(at)] : []))
}
