import { describe, expect, test } from 'vitest'
import { d } from '../../../packages/loan/src/loan.fixture.ts'
import { decimal } from './decimal.ts'
import { bearing, life, lifeTerms, paidOut } from './life.fixture.ts'
import { type LifeState, lifeOn } from './life.ts'
import type { LifeEvent } from './life-event.ts'
import type { LifeTerms } from './life-terms.ts'

const asked = (terms: LifeTerms, events: readonly LifeEvent[], asOf: string): string[] =>
  stateOf(terms, events, asOf).lines.map(
    ({ dueOn, asked: parts }) => `${dueOn.slice(5)} ${parts.principalFen}+${parts.interestFen}`,
  )

function stateOf(terms: LifeTerms, events: readonly LifeEvent[], asOf: string): LifeState {
  const state = lifeOn(terms, events, d(asOf))
  if (!state) throw new Error('not disbursed')
  return state
}

const SPREAD = lifeTerms({ method: 'flat-spread', annualRatePercent: decimal('12'), interestUnit: 'instalment' })
const grace = (principal: number, interest: number) => ({ kind: 'graceGiven', principal, interest }) as const

describe('grace in the middle of the term', () => {
  test('[F21] no principal for one instalment: the term grows by one', () => {
    const story = life(['2026-01-15', paidOut()], ['2026-03-15', grace(1, 0)])
    expect(asked(lifeTerms(), story, '2026-01-16')).toEqual([
      '02-15 30000+0',
      '03-15 0+0',
      '04-15 30000+0',
      '05-15 30000+0',
    ])
  })

  test('[F21] interest goes on while principal waits, and the principal still comes back whole', () => {
    const story = life(['2026-01-15', paidOut()], ['2026-03-15', grace(1, 0)])
    const { lines } = stateOf(bearing({ recalculation: undefined }), story, '2026-01-16')
    expect(lines.map(({ asked: parts }) => parts.interestFen)).toEqual([900n, 603n, 603n, 303n])
    expect(lines.reduce((sum, line) => sum + line.asked.principalFen, 0n)).toBe(90_000n)
  })

  test('[F21] no interest for two instalments: the next bears it', () => {
    const terms = { ...SPREAD, instalments: 4 }
    const story = life(['2026-01-15', paidOut(120_000n)], ['2026-03-15', grace(0, 2)])
    expect(asked(terms, story, '2026-01-16')).toEqual([
      '02-15 30000+1200',
      '03-15 30000+0',
      '04-15 30000+0',
      '05-15 30000+3600',
    ])
  })
})

describe('interest in equal parts', () => {
  test('[F12] follows a new rate from the instalment of its day', () => {
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-03-15', { kind: 'rateChanged', annualRatePercent: decimal('6') }],
    )
    expect(asked(SPREAD, story, '2026-01-16')).toEqual(['02-15 30000+900', '03-15 30000+450', '04-15 30000+450'])
  })

  test('[F22] instalments in multiples are so with the interest in them', () => {
    const terms = { ...SPREAD, multipleFen: 100n, instalments: 4, annualRatePercent: decimal('15') }
    expect(asked(terms, life(['2026-01-15', paidOut(125_000n)]), '2026-01-16')).toEqual([
      '02-15 31238+1562',
      '03-15 31238+1562',
      '04-15 31238+1562',
      '05-15 31286+1564',
    ])
  })

  test('[F22] is reckoned on what was paid down, too', () => {
    const terms = { ...SPREAD, downPayment: { sharePercent: decimal('25'), isBeforeInstalment: true } }
    const story = life(['2026-01-15', paidOut(100_000n)])
    expect(asked(terms, story, '2026-01-16')).toEqual([
      '01-15 25000+0',
      '02-15 25000+1000',
      '03-15 25000+1000',
      '04-15 25000+1000',
    ])
  })

  test('[F22] principal is planned for parts that are only expected, interest is not', () => {
    const expectedParts = [
      { on: d('2026-01-15'), amountFen: 90_000n },
      { on: d('2026-01-20'), amountFen: 30_000n },
    ]
    const story = life(['2026-01-15', paidOut()])
    expect(asked({ ...SPREAD, expectedParts }, story, '2026-01-16')).toEqual([
      '02-15 40000+900',
      '03-15 40000+900',
      '04-15 40000+900',
    ])
  })
})

test('[F19] what is paid out after the term falls due on its day, or, by the terms, at the end of a whole period', () => {
  const story = life(['2026-01-15', paidOut()], ['2026-04-20', paidOut(10_000n)])
  const dueOn = (terms: LifeTerms) => stateOf(terms, story, '2026-04-20').lines.at(-1)!.dueOn
  expect(dueOn(lifeTerms())).toBe('2026-04-20')
  expect(dueOn(lifeTerms({ isDueDayDisbursementOfThatDay: true }))).toBe('2026-05-15')
})

test('[F12] a loan that bore no interest is overdue with interest from the day of its first rate', () => {
  const terms = bearing({ annualRatePercent: decimal('0') })
  const story = life(
    ['2026-01-15', paidOut()],
    ['2026-02-20', { kind: 'rateChanged', annualRatePercent: decimal('12') }],
  )
  const { lines } = stateOf(terms, story, '2026-02-25')
  // The rate runs from the end of 19 February: 60,000 for 24 days and 30,000 past due for six, of 28 at 1 % a month.
  expect(lines.map(({ asked: parts }) => parts.interestFen)).toEqual([0n, 579n, 302n])
})

test('[F19] charges beyond the term go to the instalments that a later part brings', () => {
  const terms = bearing({ isFullTermPerTranche: true })
  const charge = {
    chargeId: 'late',
    isPenalty: true,
    timing: 'due-date',
    base: 'flat',
    amountFen: 500n,
    percent: decimal('0'),
  } as const
  const story = life(
    ['2026-01-15', paidOut()],
    ['2026-01-16', { kind: 'chargeAdded', charge: { ...charge, dueOn: d('2026-05-01') } }],
    ['2026-01-16', { kind: 'chargeAdded', charge: { ...charge, chargeId: 'later', dueOn: d('2026-06-01') } }],
    ['2026-02-15', paidOut()],
  )
  const { lines } = stateOf(terms, story, '2026-02-15')
  expect(lines.map(({ dueOn, asked: parts }) => `${dueOn.slice(5)} ${parts.penaltyFen}`)).toEqual([
    '02-15 0',
    '03-15 0',
    '04-15 0',
    '05-15 500',
    '06-01 500',
  ])
})
