import { addDays, epochOf } from '@puhui/calendar'
import { orderedBy } from '@puhui/product'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accrualOn, booksOn } from './books.ts'
import { amountOf, d, termsWith, totalOf } from './loan.fixture.ts'
import { evolve, open, replay } from './loan.ts'
import { type Draft, eventsOf, lived, out, paid } from './told.fixture.ts'
import { stateOn } from './view.ts'

const RUNS = Number(process.env.PUHUI_RUNS ?? 60)
vi.setConfig({ testTimeout: 60_000 + 100 * RUNS })

const START = d('2026-01-15')
const PARTS = ['penalty', 'fee', 'interest', 'principal'] as const

const PLANS = [
  {},
  { rest: { kind: 'daily', pastDue: 'bears-interest' } },
  { rest: { kind: 'daily', pastDue: 'bears-none' } },
  { rest: { kind: 'as-planned' } },
] as const

const terms = (plan: object) => {
  const plain = termsWith({ principalFen: 1_000_000n, termMonths: 6, plan }, { refundInterest: 'as-if-never-lent' })
  const order = orderedBy('horizontal', PARTS, 'rest' in plan ? 'next-instalment' : 'held')
  const prepayment = { ...plain.prepayment, feePpm: 0n }
  return { ...plain, prepayment, allocation: { direction: 'horizontal' as const, default: order, byKind: {} } }
}

const onDay = fc.integer({ min: 0, max: 200 }).map((after) => addDays(START, after))
const amount = fc.bigInt({ min: 1n, max: 250_000n })

const event: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({ on: onDay, amountFen: amount }).map(({ on, amountFen }) => paid(on, amountFen)),
  fc
    .record({ valueOn: onDay, amountFen: amount, withInterest: fc.boolean(), isOfPayout: fc.boolean() })
    .map((own): Draft => ({ kind: 'refunded', channel: 'bank', reason: 'x', ...own })),
  fc
    .record({
      valueOn: onDay,
      amountFen: amount,
      givesUp: fc.constantFrom(
        'interest-payment-waiver',
        'interest-refund',
        'charge-adjustment',
        'capitalised-income-adjustment',
      ),
    })
    .map((own): Draft => ({ kind: 'goodwillCredited', reason: 'x', ...own })),
  fc
    .record({ valueOn: onDay, amountFen: amount })
    .map((own): Draft => ({ kind: 'charged', feeCode: 'x', due: 'principal', reason: 'x', ...own })),
  fc
    .record({ valueOn: onDay, amountFen: amount, dueOn: onDay })
    .map((own): Draft => ({ kind: 'charged', feeCode: 'x', due: 'next', reason: 'x', ...own })),
  fc
    .record({ valueOn: onDay, amountFen: amount, chargeId: fc.constantFrom('e2', 'e3', 'e4', 'e5') })
    .map((own): Draft => ({ kind: 'waived', part: 'fee', reason: 'x', ...own })),
  fc
    .record({ valueOn: onDay, isForgiven: fc.constant(true) })
    .map((own): Draft => ({ kind: 'chargedOff', reason: 'x', ...own })),
  fc
    .record({ valueOn: onDay, eventId: fc.constantFrom('e2', 'e3', 'e4') })
    .map((own): Draft => ({ kind: 'reversed', reason: 'x', ...own })),
)

/** What is taken back was recorded before. */
function ofWhatWas(draft: Draft, at: number): Draft {
  if (draft.kind !== 'reversed') return draft
  return at === 0 ? paid(draft.valueOn, 1n) : { ...draft, eventId: `e${2 + (Number(draft.eventId.slice(1)) % at)}` }
}

const story = fc.record({
  plan: fc.constantFrom(...PLANS),
  drafts: fc.array(event, { maxLength: 8 }).map((later) => [out(START, 1_000_000n), ...later.map(ofWhatWas)]),
  on: onDay,
})

describe('what is given up, let go, or joins the principal', () => {
  test('[L2] event by event is the same loan as all of them anew', () => {
    fc.assert(
      fc.property(story, ({ plan, drafts }) => {
        const [own, events] = [terms(plan), eventsOf(drafts)]
        const grown = events.reduce((loan, one) => evolve(loan, one), open(own))
        expect(stateOn(grown, d('2026-09-01'))).toEqual(stateOn(replay(own, events), d('2026-09-01')))
      }),
      { numRuns: RUNS },
    )
  })

  test('[B1] [B7] the books sum to zero, and a day adds what the next morning says', () => {
    fc.assert(
      fc.property(story, ({ plan, drafts, on }) => {
        const loan = lived(terms(plan), drafts)
        const books = booksOn(loan, on)
        expect(totalOf(books)).toBe(0n)
        if (loan.core.epoch > epochOf(on)) return
        const later = [...books, ...accrualOn(loan, on)]
        const next = booksOn(loan, addDays(on, 1))
        for (const account of ['1132', '2401', '6021', '6011'] as const)
          expect(amountOf(later, account)).toBe(amountOf(next, account))
      }),
      { numRuns: RUNS },
    )
  })

  test('[L6] principal paid, owed and given up is what was paid out and joined it', () => {
    fc.assert(
      fc.property(story, ({ plan, drafts, on }) => {
        const loan = lived(terms(plan), drafts)
        const state = stateOn(loan, on)
        const rows = state.instalments
        const forgivenFen = rows.reduce((sum, row) => sum + (row.writtenOff?.principalFen ?? 0n), 0n)
        expect(state.paid.principalFen + state.principalFen + forgivenFen).toBe(state.disbursedFen)
        expect(rows.every((row) => row.outstandingFen >= 0n)).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})
