import { decodeTerms, encodeTerms } from '@puhui/product'
import { describe, expect, test } from 'vitest'
import { richTerms } from './rich-terms.fixture.ts'
import { combined, NEW_TERMS, termsOfValues, valuesOfTerms } from './terms-values.ts'

const named = { ...NEW_TERMS, code: 'X', name: { zh: 'x', en: 'x' }, purpose: { zh: 'x', en: 'x' } }

describe('[PRD-01] terms between form and codec', () => {
  test('what a new product starts from is complete but for its words', () => {
    const read = decodeTerms(termsOfValues(named))
    expect(read.ok).toBe(true)
  })

  test('form to terms and back is the same', () => {
    const read = decodeTerms(termsOfValues(named))
    expect(read.ok && valuesOfTerms(encodeTerms(read.value))).toEqual(named)
  })

  test('fields of a kind that is no longer chosen go', () => {
    const fee = {
      code: 'f',
      name: { zh: 'f', en: 'f' },
      timing: 'upfront',
      amount: { kind: 'share', ratePpm: 10_000, amountFen: '500' },
      collector: { kind: 'lender', partnerId: 'p' },
    }
    const terms = termsOfValues({ ...named, fees: [fee], dueDay: { kind: 'disbursement-day', dayOfMonth: 5 } })
    expect(terms.dueDay).toEqual({ kind: 'disbursement-day' })
    expect(terms.fees).toEqual([{ ...fee, amount: { kind: 'share', ratePpm: '10000' }, collector: { kind: 'lender' } }])
  })

  test('months are numbers in order, however they were typed', () => {
    expect(termsOfValues({ ...named, termMonths: ['12', 3] }).termMonths).toEqual([3, 12])
  })
})

test('[PRD-08] parts of a plan that are switched off, or that no offered method needs, go', () => {
  const plan = {
    balloonPpm: 300_000,
    season: { crop: { zh: '麦', en: 'wheat' }, harvests: [{ month: 6, dayOfMonth: 30 }] },
    grace: undefined,
    floating: { benchmark: 'LPR1Y', repricing: { kind: 'anniversary', months: 6 } },
  }
  expect(termsOfValues({ ...named, methods: ['seasonal'], plan }).plan).toEqual({
    season: plan.season,
    floating: { benchmark: 'LPR1Y', repricing: { kind: 'anniversary' } },
  })
  expect('plan' in termsOfValues({ ...named, plan: { balloonPpm: 1 } })).toBe(false)
})

test('[PRD-08] a number of payments that was cleared is not in the terms; one that stands is', () => {
  const frequency = { unit: 'week', every: 2, count: 12 }
  expect(termsOfValues({ ...named, plan: { frequency } }).plan).toEqual({ frequency })
  const cleared = termsOfValues({ ...named, plan: { frequency: { ...frequency, count: null } } })
  expect(cleared.plan).toEqual({ frequency: { unit: 'week', every: 2 } })
  expect(decodeTerms(cleared).ok).toBe(true)
})

test('[PRD-18] combining keeps my changes and takes the rest from theirs', () => {
  const base = { graceDays: 3, code: 'X', costCapPpm: 240_000 }
  const mine = { ...base, graceDays: 5 }
  const theirs = { ...base, costCapPpm: 200_000 }
  expect(combined(base, mine, theirs)).toEqual({ graceDays: 5, code: 'X', costCapPpm: 200_000 })
})

test('[PRD-08] a cleared choice is not in the terms, and what belongs to a method that is not offered goes', () => {
  const plan = { rest: { kind: 'daily', pastDue: 'bears-none', paidAhead: undefined }, flat: 'whole-term' }
  const terms = termsOfValues({ ...named, plan, refundInterest: undefined })
  expect(Object.keys(terms)).not.toContain('refundInterest')
  expect(terms.plan).toEqual({ rest: { kind: 'daily', pastDue: 'bears-none' } })
})

describe('[PRD-18] a version that is opened and saved as it is keeps every term, also those without a field', () => {
  test.each(richTerms('RICH'))('%s', (_, stored) => {
    const read = decodeTerms(stored)
    expect(read.ok && encodeTerms(read.value)).toEqual(stored)
    expect(JSON.parse(JSON.stringify(termsOfValues(valuesOfTerms(stored))))).toEqual(stored)
  })
})
