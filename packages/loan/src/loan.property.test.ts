import { addDays, type Day, daysBetween } from '@puhui/calendar'
import { sumFen } from '@puhui/money'
import {
  type AllocationOrders,
  BEYOND_RULES,
  DEFAULT_ALLOCATION,
  firstPayoutFenOf,
  orderedBy,
  PARTS,
} from '@puhui/product'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accrualWindow, grownBetween } from './accrual-window.ts'
import { accrualOn, booksOn, postingsOf } from './books.ts'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, SERVICE_FEE, termsWith, totalOf } from './loan.fixture.ts'
import { evolve, type Loan, open, replay } from './loan.ts'
import { preview } from './preview.ts'
import { stateOn } from './view.ts'

const START = d('2026-01-15')

interface Move {
  readonly after: number
  readonly back: number
  readonly kind:
    | 'repay'
    | 'part'
    | 'full'
    | 'waive'
    | 'reverse'
    | 'chargeOff'
    | 'recover'
    | 'reschedule'
    | 'goodwill'
    | 'refund'
    | 'chargeBack'
    | 'reprice'
    | 'draw'
    | 'charge'
    | 'moveDueDay'
    | 'extend'
    | 'pause'
    | 'returnHeld'
  readonly amountFen: bigint
  readonly pick: number
}

const anyMove: fc.Arbitrary<Move> = fc.record({
  after: fc.integer({ min: 0, max: 70 }),
  back: fc.constantFrom(0, 0, 0, 3, 40),
  kind: fc.constantFrom(
    'repay',
    'repay',
    'repay',
    'part',
    'full',
    'waive',
    'reverse',
    'chargeOff',
    'recover',
    'reschedule',
    'goodwill',
    'refund',
    'chargeBack',
    'reprice',
    'draw',
    'charge',
    'moveDueDay',
    'extend',
    'pause',
    'returnHeld',
  ),
  amountFen: fc.bigInt({ min: 1n, max: 400_000n }),
  pick: fc.nat(),
})

const RETURNED_FEE = { ...SERVICE_FEE, code: 'returned', timing: 'on-event', event: 'failed-debit' } as const
const COURT_COSTS = {
  ...SERVICE_FEE,
  code: 'court',
  timing: 'on-event',
  event: 'legal-costs',
  collector: { kind: 'partner', partnerId: 'court', name: { zh: '法院', en: 'the court' } },
} as const
const FLOATING = {
  benchmark: 'LPR1Y',
  benchmarkPpm: 30_000n,
  benchmarkOn: START,
  repricing: { kind: 'every-months', months: 3 },
  floorPpm: 0n,
  ceilingPpm: 240_000n,
} as const

const DRAWS = { firstSharePpm: 400_000n, months: 8, leastFen: 10_000n } as const

const ORDERS: readonly AllocationOrders[] = [
  DEFAULT_ALLOCATION,
  { direction: 'vertical', default: orderedBy('vertical', PARTS), byKind: {} },
  ...BEYOND_RULES.slice(1).map((future): AllocationOrders => {
    const direction = future === 'spread' ? 'vertical' : 'horizontal'
    const order = orderedBy(direction, ['interest', 'principal', 'fee', 'penalty'], future)
    return { direction, default: order, byKind: { 'merchant-refund': order } }
  }),
]

const anyTerms = fc
  .record({
    method: fc.constantFrom('equal-instalment', 'equal-principal', 'interest-first', 'bullet'),
    termMonths: fc.integer({ min: 1, max: 12 }),
    interestBasis: fc.constantFrom('monthly', '30/360', 'actual/360', 'actual/365', 'actual/actual'),
    workingDayShift: fc.constantFrom('none', 'following', 'preceding'),
    dueDay: fc.constantFrom(
      { kind: 'disbursement-day' } as const,
      { kind: 'fixed', dayOfMonth: 31, minDaysToFirst: 20 } as const,
    ),
    fees: fc.constantFrom(
      [],
      [SERVICE_FEE],
      [{ ...SERVICE_FEE, timing: 'upfront' } as const],
      [SERVICE_FEE, RETURNED_FEE, COURT_COSTS],
      [RETURNED_FEE],
    ),
    plan: fc.constantFrom({}, {}, { floating: FLOATING }, { draws: DRAWS }, { draws: DRAWS, floating: FLOATING }),
    base: fc.constantFrom('principal', 'principal-and-interest'),
    allocation: fc.constantFrom(...ORDERS),
  })
  .map(({ base, allocation, ...schedule }) => {
    const plain = termsWith(schedule as never)
    return {
      ...plain,
      penalty: { ...plain.penalty, base },
      allocation,
    } as typeof plain
  })

/** What is held, where there is any. */
function heldOn(loan: Loan, on: Day, otherwiseFen: bigint): bigint {
  const { heldFen } = stateOn(loan, on)
  return heldFen > 0n ? heldFen : otherwiseFen
}

function commandOf(loan: Loan, move: Move, bookedOn: Day): LoanCommand {
  const day = addDays(bookedOn, -move.back)
  const valueOn = day < START ? START : day
  const money = { amountFen: move.amountFen, channel: 'bank', valueOn } as const
  switch (move.kind) {
    case 'returnHeld':
      return { kind: 'returnHeld', reason: 'asked for', ...money, amountFen: heldOn(loan, valueOn, move.amountFen) }
    case 'part':
      return { kind: 'prepay', mode: move.pick % 2 ? 'lower-instalment' : 'fewer-instalments', ...money }
    case 'full':
      return { kind: 'prepay', mode: 'full', ...money, amountFen: 1_400_000n }
    case 'waive':
      return {
        kind: 'waive',
        part: (['penalty', 'fee', 'interest'] as const)[move.pick % 3]!,
        amountFen: move.amountFen / 2_000n + 1n,
        reason: 'x',
        valueOn,
      }
    case 'reverse':
      return { kind: 'reverse', eventId: loan.events[move.pick % loan.events.length]!.id, reason: 'x' }
    case 'chargeOff':
      return { kind: 'chargeOff', reason: 'x', valueOn }
    case 'repay':
      return { kind: 'repay', ...money }
    case 'recover':
      return { kind: 'recover', ...money }
    case 'goodwill':
      return { kind: 'creditGoodwill', amountFen: move.amountFen / 10n + 1n, reason: 'x', valueOn }
    case 'refund':
      return { kind: 'refund', ...money, withInterest: move.pick % 2 === 0, reason: 'x' }
    case 'chargeBack': {
      const paid = loan.inForce.filter((event) => event.kind === 'repaid')
      const eventId = paid[move.pick % Math.max(1, paid.length)]?.id ?? 'none'
      return {
        kind: 'chargeBack',
        eventId,
        amountFen: move.amountFen,
        chargesFee: move.pick % 2 === 0,
        reason: 'x',
        valueOn,
      }
    }
    case 'reprice':
      return {
        kind: 'reprice',
        annualRatePpm: 90_000n + BigInt(move.pick % 60_000),
        benchmark: 'LPR1Y',
        benchmarkPpm: 30_000n,
        publishedOn: START,
        valueOn,
      }
    case 'charge':
      return {
        kind: 'charge',
        feeCode: move.pick % 2 ? 'returned' : 'court',
        amountFen: 1n + (move.amountFen % 1_000n),
        due: move.pick % 3 ? 'next' : 'now',
        reason: 'x',
        valueOn,
      }
    case 'moveDueDay':
      return { kind: 'moveDueDay', dayOfMonth: 1 + (move.pick % 28), reason: 'x', valueOn }
    case 'extend':
      return move.pick % 2
        ? { kind: 'extend', unit: 'day', count: 1 + (move.pick % 31), reason: 'x', valueOn }
        : { kind: 'extend', unit: 'month', count: 1 + (move.pick % 4), reason: 'x', valueOn }
    case 'pause':
      return { kind: 'pauseInterest', until: addDays(valueOn, 1 + (move.pick % 120)), reason: 'x', valueOn }
    case 'draw':
      return { kind: 'disburse', ...money }
    case 'reschedule':
      return {
        kind: 'reschedule',
        instalments: 1 + (move.pick % 24),
        graceInstalments: move.pick % 3 === 0 ? 0 : move.pick % (1 + (move.pick % 24)),
        annualRatePpm: move.pick % 5 === 0 ? 120_000n : 60_000n,
        arrears: move.pick % 2 ? 'kept' : 'carried',
        reason: 'x',
        valueOn,
      }
  }
}

/** Plays moves against a loan; those that are refused are left out. Returns the loan before and after each event. */
function play(terms: ReturnType<typeof termsWith>, moves: readonly Move[]): Loan[] {
  const disburse = {
    kind: 'disburse',
    amountFen: firstPayoutFenOf(terms.schedule),
    channel: 'bank',
    valueOn: START,
  } as const
  const loans = [open(terms)]
  let bookedOn = START
  for (const move of [undefined, ...moves]) {
    const loan = loans.at(-1)!
    if (move) bookedOn = addDays(bookedOn, move.after)
    const decided = decide(loan, move ? commandOf(loan, move, bookedOn) : disburse, {
      bookedOn,
      eventId: `e${loan.events.length}`,
    })
    if (decided.ok) loans.push(evolve(loan, decided.value))
  }
  return loans
}

const anyStory = fc.tuple(anyTerms, fc.array(anyMove, { maxLength: 12 }))
const END = d('2028-06-01')

/** Two hundred lives, day by day, may take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 })

describe('what holds for every loan', () => {
  test('[L6] no fen is made or lost', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 800 }), ([terms, moves], days) => {
        const loan = play(terms, moves).at(-1)!
        const state = stateOn(loan, addDays(START, days))
        const received = loan.inForce.filter(
          (e) => !['disbursed', 'waived', 'charged'].includes(e.kind) && 'amountFen' in e && e.valueOn <= state.asOf,
        )
        const moneyFen = received.map((e) => {
          if (e.kind === 'heldReturned') return -e.amountFen
          if (e.kind !== 'chargedBack') return 'amountFen' in e ? e.amountFen : 0n
          const lines = state.allocations.filter(({ eventId }) => eventId === e.id)
          return sumFen(lines.map((line) => line.amountFen))
        })
        const paidFen = sumFen(Object.values(state.paid)) + state.prepaymentFeePaidFen + state.heldFen
        expect(paidFen).toBe(sumFen(moneyFen) + state.refundedInterestFen)
        expect(state.paid.principalFen + state.principalFen).toBe(state.disbursedFen)
        expect(sumFen(state.instalments.map((row) => row.outstanding.principalFen))).toBe(state.principalFen)
        expect(state.instalments.flatMap((row) => Object.values(row.outstanding)).every((part) => part >= 0n)).toBe(
          true,
        )
      }),
      { numRuns: 200 },
    )
  })

  test('[L1] [L2] any order of arrival gives the same loan, and so does adding one by one', () => {
    fc.assert(
      fc.property(anyStory, fc.infiniteStream(fc.nat()), ([terms, moves], order) => {
        const loan = play(terms, moves).at(-1)!
        const shuffled = loan.events.map((event) => ({ event, key: order.next().value })).sort((a, b) => a.key - b.key)
        expect(
          replay(
            terms,
            shuffled.map(({ event }) => event),
          ),
        ).toEqual(loan)
        expect(shuffled.reduce((folded, { event }) => evolve(folded, event), open(terms))).toEqual(loan)
      }),
      { numRuns: 200 },
    )
  })

  test('[A4] the pieces of a payment sum to it', () => {
    fc.assert(
      fc.property(anyStory, ([terms, moves]) => {
        const loan = play(terms, moves).at(-1)!
        const pieces = stateOn(loan, END).allocations
        for (const event of loan.inForce) {
          if (event.kind !== 'repaid' && event.kind !== 'recovered') continue
          const own = pieces.filter((piece) => piece.eventId === event.id && !piece.rule.startsWith('held:'))
          expect(sumFen(own.map((piece) => piece.amountFen))).toBe(event.amountFen)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('[B1] [B5] [B7] postings and accruals together are the books, on every day', () => {
    fc.assert(
      fc.property(anyStory, ([terms, moves]) => {
        const loans = play(terms, moves)
        const posted = new Map<string, bigint>()
        const post = (lines: ReturnType<typeof booksOn>) => {
          expect(totalOf(lines)).toBe(0n)
          for (const line of lines) posted.set(line.account, (posted.get(line.account) ?? 0n) + line.amountFen)
        }
        let day = START
        for (const [index, loan] of loans.entries()) {
          const event = loans[index + 1]?.events.at(-1)
          const until = event?.bookedOn ?? addDays(day, 40)
          for (; day < until; day = addDays(day, 1)) post(accrualOn(loan, day))
          const said = Object.fromEntries([...posted].filter(([, amountFen]) => amountFen !== 0n))
          expect(said).toEqual(Object.fromEntries(booksOn(loan, day).map((line) => [line.account, line.amountFen])))
          if (event) post(postingsOf(loan, event))
        }
      }),
      { numRuns: 200 },
    )
  })

  test('[B10] the formulas of a window are the accrual of the fold on every day of it', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 60 }), ([terms, moves], days) => {
        const loan = play(terms, moves).at(-1)!
        let day = addDays(loan.events.at(-1)?.bookedOn ?? START, days)
        for (let windows = 0; windows < 8; windows++) {
          const window = accrualWindow(loan, day)
          if (!window) {
            for (let after = 0; after < 70; after++) expect(accrualOn(loan, addDays(day, after))).toEqual([])
            return
          }
          for (; day < window.until; day = addDays(day, 1)) {
            const { interestFen, penaltyFen } = grownBetween(window, day, addDays(day, 1))
            const offFen = interestFen + penaltyFen
            const amounts = window.isAccruing
              ? [
                  ['1132', interestFen],
                  ['1133', penaltyFen],
                  ['6011', -interestFen],
                  ['6012', -penaltyFen],
                ]
              : [
                  ['9001', offFen],
                  ['9002', -offFen],
                ]
            const said = accrualOn(loan, day).map((line) => [line.account, line.amountFen])
            expect({ day, said }).toEqual({ day, said: amounts.filter(([, fen]) => fen !== 0n) })
          }
          day = addDays(day, 1)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('[D10] a preview is the result', () => {
    fc.assert(
      fc.property(anyStory, anyMove, ([terms, moves], move) => {
        const loan = play(terms, moves).at(-1)!
        const bookedOn = addDays(loan.events.at(-1)!.bookedOn, move.after)
        const [command, facts] = [commandOf(loan, move, bookedOn), { bookedOn, eventId: 'next' }]
        const [seen, decided] = [preview(loan, command, facts), decide(loan, command, facts)]
        expect(seen.ok).toBe(decided.ok)
        if (!seen.ok || !decided.ok) return
        const done = replay(terms, [...loan.events, decided.value])
        expect(seen.value.after).toEqual(stateOn(done, bookedOn))
        expect(seen.value.lines).toEqual(postingsOf(loan, decided.value))
      }),
      { numRuns: 200 },
    )
  })

  test('[L7] what the borrower owes never shrinks by itself', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 60 }), ([terms, moves], days) => {
        const loan = play(terms, moves).at(-1)!
        const last = loan.inForce.at(-1)?.valueOn ?? START
        const day = addDays(last, days)
        const owed = (on: Day) => {
          const { principalFen, interestAccruedFen, feeDueFen, penaltyFen, heldFen } = stateOn(loan, on)
          return principalFen + interestAccruedFen + feeDueFen + penaltyFen - heldFen
        }
        expect(owed(addDays(day, 1))).toBeGreaterThanOrEqual(owed(day))
        expect(daysBetween(last, day)).toBe(days)
      }),
      { numRuns: 200 },
    )
  })
})
