import { describe, expect, test } from 'vitest'
import { type AllocationOrders, DEFAULT_ALLOCATION, orderedBy, orderOf, PARTS } from './allocation.ts'
import { allocationContradictions, allocationJson, allocationOrders } from './allocation-codec.ts'
import { allocationInWords } from './allocation-in-words.ts'
import type { Problem } from './decode.ts'
import { PRODUCT } from './product.fixture.ts'
import { summaryOf } from './summary.ts'
import type { ProductTerms } from './terms.ts'
import { decodeTerms, encodeTerms } from './terms-codec.ts'

const spread: AllocationOrders = {
  direction: 'vertical',
  default: orderedBy('vertical', ['interest', 'principal', 'fee', 'penalty'], 'spread'),
  byKind: { recovery: orderedBy('vertical', ['principal', 'interest', 'fee', 'penalty']) },
}

function problemsOf(allocation: AllocationOrders, feePpm = 0n): readonly Problem[] {
  const terms = PRODUCT
  const read = decodeTerms(encodeTerms({ ...terms, allocation, prepayment: { ...terms.prepayment, feePpm } }))
  return read.ok ? [] : read.error.problems
}

describe('how money is taken', () => {
  test('[O1] the usual order', () => {
    expect(DEFAULT_ALLOCATION.default.steps.map(({ time, part }) => `${time} ${part}`)).toEqual([
      'past-due penalty',
      'past-due fee',
      'past-due interest',
      'past-due principal',
      'due penalty',
      'due fee',
      'due interest',
      'due principal',
    ])
    expect(DEFAULT_ALLOCATION.default.future).toBe('held')
  })

  test('[O1] an order as JSON comes back the same; one that can be short is short', () => {
    const problems: Problem[] = []
    for (const orders of [DEFAULT_ALLOCATION, spread]) {
      expect(allocationOrders(allocationJson(orders), '', problems)).toEqual(orders)
    }
    expect(problems).toEqual([])
    expect(allocationJson(DEFAULT_ALLOCATION)).toEqual({ sequence: 'oldest-first', order: PARTS })
    expect(allocationJson(spread)).toHaveProperty('direction', 'vertical')
  })

  test('[O2] a part that is left out or named twice is a problem', () => {
    const steps = DEFAULT_ALLOCATION.default.steps
    const without = { ...DEFAULT_ALLOCATION, default: { steps: steps.slice(1), future: 'held' } } as const
    const twice = { ...DEFAULT_ALLOCATION, default: { steps: [...steps, steps[0]!], future: 'held' } } as const
    expect(problemsOf(without)).toEqual([{ path: '/allocation/default/steps', code: 'missing' }])
    expect(problemsOf(twice)).toEqual([{ path: '/allocation/default/steps/8', code: 'repeated' }])
    expect(problemsOf(DEFAULT_ALLOCATION, 10_000n)).toEqual([])
  })

  test('[O3] in advance only where early repayment is free', () => {
    expect(problemsOf(spread)).toEqual([])
    expect(problemsOf(spread, 10_000n)).toEqual([{ path: '/allocation/default/future', code: 'not_offered' }])
    const held = { ...spread.default, future: 'held' } as const
    expect(problemsOf({ ...spread, default: held }).map(({ path }) => path)).toEqual([
      '/allocation/default/steps/8',
      '/allocation/default/steps/9',
      '/allocation/default/steps/10',
    ])
  })

  test('[O4] three kinds of money may have an order of their own', () => {
    expect(orderOf(spread, 'recovery').future).toBe('held')
    expect(orderOf(spread, 'goodwill-credit')).toBe(spread.default)
    expect(problemsOf({ ...DEFAULT_ALLOCATION, byKind: { repayment: DEFAULT_ALLOCATION.default } })).toEqual([
      { path: '/allocation/byKind/repayment', code: 'not_offered' },
    ])
  })

  test('[O5] told in both languages', () => {
    const [usual] = allocationInWords(DEFAULT_ALLOCATION)
    expect(usual!.zh).toBe(
      '还款先清偿最早到期的一期；同一期内依次为罚息、费用、利息、本金。超出到期应还的部分留作预收款，在下一还款日自动偿还。',
    )
    const [own, recovered] = allocationInWords(spread)
    expect(own!.en).toBe(
      'A payment settles one kind of charge over all instalments before the next: interest, principal, fee and penalty. What exceeds the amount due pays interest of the running instalment so far, and with the rest of it pays all instalments to come in equal shares.',
    )
    expect(recovered!.en).toContain('A recovery after charge-off')
  })
})

describe('what a chargeback brings back', () => {
  test('[O6] new debt, in an order of all parts or none', () => {
    const orders = {
      ...DEFAULT_ALLOCATION,
      chargeback: { order: ['principal', 'interest', 'fee', 'penalty'] },
    } as const
    expect(allocationInWords(orders).at(-1)?.en).toBe(
      'What a bank takes back of a payment is owed with the running instalment: principal, interest, fee and penalty, in this order.',
    )
    const staying = { ...orders, chargeback: { ...orders.chargeback, held: 'stays' } } as const
    expect(allocationInWords(staying).at(-1)?.zh).toContain('预收款不先退还')
    expect(decodeTerms(encodeTerms({ ...PRODUCT, allocation: staying }))).toMatchObject({
      value: { allocation: { chargeback: { held: 'stays' } } },
    })
    const decode = (order: readonly ('principal' | 'interest' | 'fee' | 'penalty')[]) =>
      decodeTerms(encodeTerms({ ...PRODUCT, allocation: { ...DEFAULT_ALLOCATION, chargeback: { order } } }))
    expect(decode([]).ok).toBe(true)
    const wrong = decode(['principal', 'principal'])
    expect(!wrong.ok && wrong.error.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/allocation/chargeback/order missing',
      '/allocation/chargeback/order/1 repeated',
    ])
  })
})

describe('charges due by their own day', () => {
  test('[O7] offered with interest on what is really owed', () => {
    const allocation: AllocationOrders = { ...DEFAULT_ALLOCATION, chargesDue: 'own-day' }
    expect(allocationInWords(allocation).at(-1)?.en).toBe(
      'A fee or penalty with a day of its own is due from that day.',
    )
    expect(problemsOf(allocation)).toEqual([{ path: '/allocation/chargesDue', code: 'not_offered' }])
    const rest = { kind: 'daily', pastDue: 'bears-interest' } as const
    const terms: ProductTerms = { ...PRODUCT, methods: ['equal-instalment'], plan: { rest }, allocation }
    expect(allocationContradictions(terms)).toEqual([])
    expect(allocationOrders(allocationJson(allocation), '', [])).toEqual(allocation)
  })
})

describe('interest given back with a refund', () => {
  const ahead = { ...DEFAULT_ALLOCATION, default: orderedBy('horizontal', PARTS, 'next-instalment') }
  const free = { ...PRODUCT.prepayment, feePpm: 0n }
  const asIfNeverLent: ProductTerms = {
    ...PRODUCT,
    methods: ['equal-instalment'],
    prepayment: free,
    allocation: ahead,
    refundInterest: 'as-if-never-lent',
  }
  const problems = (terms: ProductTerms) => {
    const read = decodeTerms(encodeTerms(terms))
    return read.ok ? [] : read.error.problems.map(({ path, code }) => `${path} ${code}`)
  }

  test('[O8] it is kept where money paid early lowers interest, and told on the one-page summary', () => {
    expect(decodeTerms(encodeTerms(asIfNeverLent))).toEqual({ ok: true, value: asIfNeverLent })
    const [, taken] = summaryOf(asIfNeverLent).filter(({ heading }) => heading.en.startsWith('What'))
    expect(taken?.text.en).toContain('had what was refunded never been lent')
  })

  test('[O8] it is refused where nothing would ever come back', () => {
    const { allocation: _allocation, ...held } = asIfNeverLent
    expect(problems(held)).toEqual(['/refundInterest not_offered'])
    expect(problems({ ...asIfNeverLent, plan: { rest: { kind: 'as-planned' } } })).toEqual([
      '/refundInterest not_offered',
    ])
  })
})
