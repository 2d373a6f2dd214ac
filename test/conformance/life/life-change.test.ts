import { describe, expect, test } from 'vitest'
import { d } from '../../../packages/loan/src/loan.fixture.ts'
import { decimal } from './decimal.ts'
import { bearing, life, lifeTerms, paidOut, repaid } from './life.fixture.ts'
import { type LifeState, lifeOn } from './life.ts'
import type { LifeEvent } from './life-event.ts'
import type { LifeTerms } from './life-terms.ts'

function on(terms: LifeTerms, events: readonly LifeEvent[], asOf: string): LifeState {
  const state = lifeOn(terms, events, d(asOf))
  if (!state) throw new Error('not disbursed')
  return state
}

const asked = (state: LifeState): string[] =>
  state.lines.map(({ dueOn, asked: parts }) => `${dueOn.slice(5)} ${parts.principalFen}+${parts.interestFen}`)

const AGED = { kind: 'reAged', firstDueOn: d('2026-03-01'), instalments: 4, every: 1, unit: 'month' } as const
const OFF = { kind: 'chargedOff', reason: 'insolvent' } as const

describe('changes of terms', () => {
  test('[F11] ten paused days of thirty-one earn nothing', () => {
    const pause = { kind: 'interestPaused', untilOn: d('2026-01-29') } as const
    const state = on(bearing(), life(['2026-01-15', paidOut()], ['2026-01-20', pause]), '2026-01-30')
    expect(state.lines[0]!.asked).toMatchObject({ principalFen: 29_992n, interestFen: 610n })
  })

  test('[F11] interest paid ahead after a charge-off is not paused', () => {
    const pause = { kind: 'interestPaused', untilOn: d('2026-02-01') } as const
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-01-16', OFF],
      ['2026-01-17', repaid(30_602n)],
      ['2026-01-20', pause],
    )
    const state = on(bearing(), story, '2026-02-02')
    expect(state.lines[0]!.asked).toMatchObject({ principalFen: 29_702n, interestFen: 900n })
    expect(state.lines.reduce((sum, line) => sum + line.asked.principalFen, 0n)).toBe(90_000n)
  })

  test('[F12] a rate has effect from its day, a term grows, a due day moves', () => {
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-02-15', { kind: 'rateChanged', annualRatePercent: decimal('0') }],
      ['2026-02-16', { kind: 'termExtended', instalments: 1 }],
      ['2026-03-15', { kind: 'dueDayMoved', fromDueOn: d('2026-03-15'), toDueOn: d('2026-03-20') }],
    )
    const state = on(bearing(), story, '2026-02-14')
    expect(state.lines.map(({ dueOn }) => dueOn.slice(5))).toEqual(['02-15', '03-20', '04-20', '05-20'])
    expect(state.lines.slice(1).map((line) => line.asked.interestFen)).toEqual([0n, 0n, 0n])
  })

  test('[F13] what is open is laid out anew over the new instalments', () => {
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-02-15', repaid(10_000n)],
      ['2026-02-20', { ...AGED, interest: 'recalculated' }],
    )
    expect(asked(on(lifeTerms(), story, '2026-02-20'))).toEqual([
      '02-15 10000+0',
      '02-20 0+0',
      '03-01 20000+0',
      '04-01 20000+0',
      '05-01 20000+0',
      '06-01 20000+0',
    ])
  })

  test('[F13] equal parts of principal and of all interest', () => {
    const story = life(['2026-01-15', paidOut()], ['2026-02-20', { ...AGED, interest: 'equal-full' }])
    const state = on(bearing(), story, '2026-02-20')
    const fresh = state.lines.slice(-4)
    expect(fresh.map((line) => line.asked.principalFen)).toEqual([22_500n, 22_500n, 22_500n, 22_500n])
    expect(new Set(fresh.map((line) => line.asked.interestFen))).toEqual(new Set([465n]))
  })

  test('[F14] principal past due is spread and the term stays', () => {
    const story = life(['2026-01-15', paidOut()], ['2026-02-20', { kind: 'reAmortised', interest: 'recalculated' }])
    expect(asked(on(lifeTerms(), story, '2026-02-20'))).toEqual(['02-15 0+0', '03-15 45000+0', '04-15 45000+0'])
  })
})

describe('the end of a contract', () => {
  test.each([
    ['regular', 3, (fen: bigint) => fen > 300n],
    ['no-further-interest', 3, (fen: bigint) => fen < 400n],
  ] as const)('[F15] charge-off, %s', (chargeOffRule, count, isRight) => {
    const state = on(bearing({ chargeOffRule }), life(['2026-01-15', paidOut()], ['2026-02-25', OFF]), '2026-03-21')
    expect([state.isChargedOff, state.status, state.lines.length]).toEqual([true, 'active', count])
    expect(isRight(state.lines[1]!.asked.interestFen)).toBe(true)
    expect(state.lines.reduce((sum, line) => sum + line.asked.principalFen, 0n)).toBe(90_000n)
  })

  test('[F15] charge-off makes all due', () => {
    const terms = bearing({ chargeOffRule: 'all-due' })
    const state = on(terms, life(['2026-01-15', paidOut()], ['2026-02-20', OFF]), '2026-03-21')
    expect(asked(state)).toEqual(['02-15 29702+900', '02-20 60298+161'])
  })

  test('[F16] a contract that is terminated is due at once', () => {
    const state = on(bearing(), life(['2026-01-15', paidOut()], ['2026-02-20', { kind: 'terminated' }]), '2026-03-21')
    expect(asked(state)).toEqual(['02-15 29702+900', '02-20 60298+161'])
  })

  test('[F17] a write-off closes what is open', () => {
    const story = life(
      ['2026-01-15', paidOut()],
      ['2026-02-15', repaid(30_602n)],
      ['2026-02-25', { kind: 'writtenOff' }],
    )
    const state = on(bearing(), story, '2026-03-21')
    expect(state).toMatchObject({ status: 'writtenOff', outstandingFen: 0n })
    expect(state.lines.map((line) => line.writtenOff.principalFen)).toEqual([0n, 29_999n, 30_299n])
  })
})
