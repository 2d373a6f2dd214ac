import { addDays, type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import {
  type AllocationOrders,
  BEYOND_RULES,
  DEFAULT_ALLOCATION,
  type FeeRule,
  firstPayoutFenOf,
  orderedBy,
  PARTS,
  type PlanRules,
  type ScheduleTerms,
} from '@puhui/product'
import fc from 'fast-check'
import type { LoanCommand } from './command.ts'
import { decide } from './decide.ts'
import { d, SERVICE_FEE, termsWith } from './loan.fixture.ts'
import { evolve, type Loan, open } from './loan.ts'
import type { LoanTerms } from './terms.ts'
import { stateOn } from './view.ts'

/** A loan of any product that can be sold, paid out on any day, and what happens to it: moves that are refused are left out. */
export interface Story {
  readonly terms: LoanTerms
  readonly startOn: Day
  readonly moves: readonly Move[]
}

const MOVES = [
  'repay',
  'repay',
  'repay',
  'payDue',
  'payDue',
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
] as const

const DRAWN_MOVES = ['draw', 'draw', 'payDue', 'repay'] as const

export interface Move {
  /** Days after the move before it, and how many days its value date lies before its booking. */
  readonly after: number
  readonly back: number
  readonly kind: (typeof MOVES)[number]
  readonly amountFen: bigint
  readonly pick: number
}

export const anyMove: fc.Arbitrary<Move> = fc.record({
  after: fc.integer({ min: 0, max: 70 }),
  back: fc.constantFrom(0, 0, 0, 3, 40),
  kind: fc.constantFrom(...MOVES),
  amountFen: fc.bigInt({ min: 1n, max: 400_000n }),
  pick: fc.nat(),
})

const RETURNED_FEE = { ...SERVICE_FEE, code: 'returned', timing: 'on-event', event: 'failed-debit' } as const
const PARTNER = { kind: 'partner', partnerId: 'court', name: { zh: '法院', en: 'the court' } } as const
const COURT_COSTS = {
  ...SERVICE_FEE,
  code: 'court',
  timing: 'on-event',
  event: 'legal-costs',
  collector: PARTNER,
} as const
const GUARANTEE_FEE = {
  ...SERVICE_FEE,
  code: 'guarantee',
  kind: 'guarantee',
  amount: { kind: 'share-of-balance', ratePpm: 3_000n },
  collector: PARTNER,
} as const

const FEES: readonly (readonly FeeRule[])[] = [
  [],
  [SERVICE_FEE],
  [{ ...SERVICE_FEE, timing: 'upfront' }],
  [SERVICE_FEE, RETURNED_FEE, COURT_COSTS],
  [SERVICE_FEE, GUARANTEE_FEE, COURT_COSTS],
  [RETURNED_FEE],
]

const ORDERS: readonly AllocationOrders[] = [
  DEFAULT_ALLOCATION,
  { direction: 'vertical', default: orderedBy('vertical', PARTS), byKind: {} },
  ...BEYOND_RULES.slice(1).map((future): AllocationOrders => {
    const direction = future === 'spread' ? 'vertical' : 'horizontal'
    const order = orderedBy(direction, ['interest', 'principal', 'fee', 'penalty'], future)
    return { direction, default: order, byKind: { 'merchant-refund': order } }
  }),
  {
    direction: 'vertical',
    default: orderedBy('vertical', ['principal', 'interest', 'fee', 'penalty'], 'next-instalment'),
    byKind: {},
  },
  { ...DEFAULT_ALLOCATION, chargeback: { order: [] } },
  { ...DEFAULT_ALLOCATION, chargeback: { order: ['interest', 'principal', 'fee', 'penalty'] } },
  { ...DEFAULT_ALLOCATION, chargeback: { order: ['penalty', 'fee', 'interest', 'principal'], held: 'stays' } },
]

const STARTS = ['2026-01-15', '2026-01-15', '2026-01-31', '2026-08-29', '2027-12-31', '2028-02-29'].map(d)

const FLOATING = {
  benchmark: 'LPR1Y',
  benchmarkPpm: 30_000n,
  benchmarkOn: d('2026-01-01'),
  repricing: { kind: 'every-months', months: 3 },
  floorPpm: 0n,
  ceilingPpm: 240_000n,
} as const
const DRAWS = { firstSharePpm: 400_000n, months: 8, leastFen: 10_000n } as const
const SEASON = {
  crop: { zh: '小麦', en: 'wheat' },
  harvests: [
    { month: 6, dayOfMonth: 20 },
    { month: 10, dayOfMonth: 31 },
  ],
} as const

/** What methods need besides, by the length of the term. */
function ownRules(method: ScheduleTerms['method'], termMonths: number): PlanRules {
  if (method === 'flat' && termMonths % 2 === 0) return { flat: 'whole-term' }
  if (method === 'balloon') return { balloonPpm: 300_000n }
  if (method === 'seasonal') return { season: SEASON }
  if (method !== 'custom') return {}
  const first = Math.max(1, Math.floor(termMonths / 2))
  if (first === termMonths) return { parts: [{ month: termMonths, sharePpm: 1_000_000n }] }
  return {
    parts: [
      { month: first, sharePpm: 333_333n },
      { month: termMonths, sharePpm: 666_667n },
    ],
  }
}

interface Picks {
  readonly frequency: PlanRules['frequency']
  readonly graceCount: number
  readonly grace: 'none' | 'interest-only' | 'carried' | 'waived'
  readonly rest: 'none' | 'bears-interest' | 'bears-none' | 'keeps-place' | 'as-planned'
  readonly extra: 'none' | 'floating' | 'draws' | 'both' | 'downPayment' | 'rates' | 'subsidy'
  readonly ratePpm: bigint
  readonly bearsFrom: undefined | 'period-start'
  readonly dayDigits: undefined | number
}

const anyPicks: fc.Arbitrary<Picks> = fc.record({
  frequency: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    { unit: 'week', every: 2 } as const,
    { unit: 'day', every: 10 } as const,
    { unit: 'month', every: 3 } as const,
    { unit: 'month', every: 1, missingDay: 'first-of-next' } as const,
  ),
  graceCount: fc.integer({ min: 1, max: 3 }),
  grace: fc.constantFrom('none', 'none', 'none', 'interest-only', 'carried', 'waived'),
  rest: fc.constantFrom('none', 'none', 'bears-interest', 'bears-none', 'keeps-place', 'as-planned'),
  extra: fc.constantFrom('none', 'none', 'floating', 'draws', 'both', 'downPayment', 'rates', 'subsidy'),
  ratePpm: fc.bigInt({ min: 0n, max: 200_000n }),
  bearsFrom: fc.constantFrom(undefined, undefined, 'period-start'),
  dayDigits: fc.constantFrom(undefined, undefined, undefined, 9),
})

function planOf(method: ScheduleTerms['method'], termMonths: number, startOn: Day, picks: Picks): PlanRules {
  const { frequency, graceCount, grace, extra, rest, ratePpm, bearsFrom, dayDigits } = picks
  const hasOwnDays = method === 'bullet' || method === 'seasonal' || method === 'custom'
  const graceRule = {
    interestOnlyPeriods: grace === 'interest-only' ? graceCount : 0,
    moratoriumPeriods: grace === 'interest-only' ? 0 : graceCount,
    moratoriumInterest: grace === 'waived' ? 'waived' : 'carried',
  } as const
  const every = frequency?.unit === 'month' ? frequency.every : 1
  const leavesOne = !hasOwnDays && graceCount < Math.ceil(termMonths / every)
  const term = rest === 'as-planned' || rest === 'none' || graceCount > 1 ? {} : ({ term: 'full' } as const)
  const own = restOf(method, rest)
  const joins = rest === 'as-planned' && graceCount > 1 ? ({ joins: 'whole-plan' } as const) : {}
  const parts = { ...DRAWS, ...term, ...joins, ...(bearsFrom && own.rest ? { bearsFrom } : {}) }
  const hasDraws = (extra === 'draws' || extra === 'both') && (method !== 'flat' || 'joins' in joins) && termMonths > 1
  return {
    ...ownRules(method, termMonths),
    ...(dayDigits ? { dayDigits } : {}),
    ...(frequency && !hasOwnDays && every <= termMonths ? { frequency } : {}),
    ...own,
    ...(grace !== 'none' && leavesOne ? { grace: graceRule } : {}),
    ...(extra === 'floating' || extra === 'both' ? { floating: FLOATING } : {}),
    ...(hasDraws ? { draws: { ...parts, months: Math.min(DRAWS.months, termMonths - 1) } } : {}),
    ...(extra === 'downPayment' ? { downPayment: { sharePpm: 200_000n, multipleFen: 1_000n } } : {}),
    ...(extra === 'rates' ? { rates: [{ from: addDays(startOn, 45), annualRatePpm: ratePpm }] } : {}),
    ...(extra === 'subsidy'
      ? { subsidy: { payer: 'merchant', name: { zh: '商户', en: 'merchant' }, annualRatePpm: 20_000n } as const }
      : {}),
  }
}

function restOf(method: ScheduleTerms['method'], rest: Picks['rest']): Pick<PlanRules, 'rest' | 'levelFrom'> {
  if (rest === 'as-planned') return { rest: { kind: rest } }
  if (rest === 'none' || method !== 'equal-instalment') return {}
  if (rest === 'keeps-place') {
    const daily = { kind: 'daily', pastDue: 'bears-interest', paidAhead: rest, principalAhead: 'up-to-level' } as const
    return { rest: daily, levelFrom: 'period-start' }
  }
  return { rest: { kind: 'daily', pastDue: rest } }
}

const anySchedule = fc.record({
  method: fc.constantFrom(
    'equal-instalment',
    'equal-instalment',
    'equal-principal',
    'interest-first',
    'bullet',
    'balloon',
    'flat',
    'seasonal',
    'custom',
  ),
  termMonths: fc.integer({ min: 1, max: 18 }),
  annualRatePpm: fc.constantFrom(120_000n, 120_000n, 0n, 235_999n),
  interestBasis: fc.constantFrom(
    'monthly',
    'monthly-from-start',
    '30/360',
    'actual/360',
    'actual/364',
    'actual/365',
    'actual/actual',
    'actual/actual-dec31',
    'actual/actual-feb29',
  ),
  workingDayShift: fc.constantFrom('none', 'following', 'preceding', 'modified-following'),
  dueDay: fc.constantFrom(
    { kind: 'disbursement-day' } as const,
    { kind: 'fixed', dayOfMonth: 31, minDaysToFirst: 20 } as const,
    { kind: 'fixed', dayOfMonth: 10, minDaysToFirst: 0 } as const,
  ),
  instalment: fc.constantFrom(
    { multipleFen: 1n, rounding: 'half-even' } as const,
    { multipleFen: 100n, rounding: 'half-up' } as const,
    { multipleFen: 1_000n, rounding: 'up' } as const,
  ),
  fees: fc.constantFrom(...FEES),
})

const anyLoanOf = (schedule: typeof anySchedule, picks: typeof anyPicks) =>
  fc
    .record({
      startOn: fc.constantFrom(...STARTS),
      schedule,
      picks,
      base: fc.constantFrom('principal', 'principal-and-interest'),
      graceDays: fc.constantFrom(0, 3),
      allocation: fc.constantFrom(...ORDERS),
      daysOff: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 8 }),
    })
    .map(({ startOn, schedule, picks, base, graceDays, allocation, daysOff }) => {
      const plan = planOf(schedule.method, schedule.termMonths, startOn, picks)
      const fees = plan.draws ? schedule.fees.filter(({ timing }) => timing !== 'upfront') : schedule.fees
      const plain = termsWith({ ...schedule, fees, plan })
      const holidays = new Set(daysOff.map((after) => addDays(startOn, after)))
      // Money is taken in advance only where interest is on the balance and early repayment is free.
      const isAhead = allocation.default.future !== 'held' && schedule.method !== 'flat'
      const terms = {
        ...plain,
        penalty: { ...plain.penalty, base },
        graceDays,
        ...(isAhead ? { prepayment: { ...plain.prepayment, feePpm: 0n } } : {}),
        allocation: isAhead || allocation.default.future === 'held' ? allocation : DEFAULT_ALLOCATION,
        holidays: { holidays, workingWeekends: new Set<Day>() },
      } as const
      return { terms: terms as LoanTerms, startOn }
    })

const anyMoves = fc.array(anyMove, { maxLength: 14, size: 'max' })

export const anyStory: fc.Arbitrary<Story> = fc
  .tuple(anyLoanOf(anySchedule, anyPicks), anyMoves)
  .map(([loan, moves]) => ({ ...loan, moves }))

/** A loan whose interest follows what is owed. */
export const anyRestStory: fc.Arbitrary<Story> = fc
  .tuple(
    anyLoanOf(
      anySchedule.map((schedule) => ({ ...schedule, method: 'equal-instalment' })),
      anyPicks.map((picks) => ({ ...picks, rest: picks.rest === 'none' ? 'bears-interest' : picks.rest })),
    ),
    anyMoves,
  )
  .map(([loan, moves]) => ({ ...loan, moves }))

/** A loan of which further parts join the whole plan; money comes and parts are drawn, and now and then something else. */
export const anyWholePlanStory: fc.Arbitrary<Story> = fc
  .tuple(
    anyLoanOf(
      anySchedule,
      anyPicks.map((picks) => ({ ...picks, rest: 'as-planned', extra: 'draws', graceCount: 2 })),
    ),
    fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 20 }),
        back: fc.constantFrom(0, 0, 3),
        kind: fc.oneof(fc.constantFrom(...DRAWN_MOVES), fc.constantFrom(...MOVES)),
        amountFen: fc.bigInt({ min: 10_000n, max: 300_000n }),
        pick: fc.nat(),
      }),
      { maxLength: 10, size: 'max' },
    ),
  )
  .map(([loan, moves]) => ({ ...loan, moves }))

function laterOf(a: Day, b: Day): Day {
  return dayFromEpoch(Math.max(epochOf(a), epochOf(b)))
}

/** What is held, or due, where there is any. */
function heldOr(loan: Loan, on: Day, otherwiseFen: bigint): bigint {
  const { heldFen } = stateOn(loan, on)
  return heldFen > 0n ? heldFen : otherwiseFen
}

function dueOr(loan: Loan, on: Day, otherwiseFen: bigint): bigint {
  const { dueFen } = stateOn(loan, on)
  return dueFen > 0n ? dueFen : otherwiseFen
}

export function commandOf(loan: Loan, { kind, amountFen, pick, back }: Move, startOn: Day, bookedOn: Day): LoanCommand {
  const valueOn = laterOf(addDays(bookedOn, -back), startOn)
  const money = { amountFen, channel: 'bank', valueOn } as const
  const why = { reason: 'x', valueOn } as const
  switch (kind) {
    case 'repay':
      return { kind, ...money }
    case 'payDue':
      return { kind: 'repay', ...money, amountFen: dueOr(loan, valueOn, amountFen) }
    case 'part':
      return { kind: 'prepay', mode: pick % 2 ? 'lower-instalment' : 'fewer-instalments', ...money }
    case 'full':
      return { kind: 'prepay', mode: 'full', ...money, amountFen: 1_700_000n }
    case 'waive': {
      const part = (['penalty', 'fee', 'interest'] as const)[pick % 3]!
      return { kind, part, amountFen: amountFen / 2_000n + 1n, ...why }
    }
    case 'reverse':
      return { kind, eventId: loan.events[pick % Math.max(1, loan.events.length)]?.id ?? 'none', reason: 'x' }
    case 'chargeOff':
      return { kind, ...why }
    case 'recover':
      return { kind, ...money }
    case 'goodwill':
      return { kind: 'creditGoodwill', amountFen: amountFen / 10n + 1n, ...why }
    case 'refund':
      return { kind, ...money, withInterest: pick % 2 === 0, reason: 'x' }
    case 'chargeBack': {
      const paid = loan.inForce.filter((event) => event.kind === 'repaid')
      const eventId = paid[pick % Math.max(1, paid.length)]?.id ?? 'none'
      return { kind, eventId, amountFen, chargesFee: pick % 2 === 0, ...why }
    }
    case 'reprice': {
      const published = { benchmark: 'LPR1Y', benchmarkPpm: 30_000n, publishedOn: startOn } as const
      return { kind, annualRatePpm: 90_000n + BigInt(pick % 60_000), ...published, valueOn }
    }
    case 'charge': {
      const feeCode = pick % 2 ? 'returned' : 'court'
      return { kind, feeCode, amountFen: 1n + (amountFen % 1_000n), due: pick % 3 ? 'next' : 'now', ...why }
    }
    case 'moveDueDay':
      return { kind, dayOfMonth: 1 + (pick % 28), ...why }
    case 'extend':
      if (pick % 5 === 0) return { kind, unit: 'instalment', count: 1 + (pick % 6), ...why }
      if (pick % 7 === 0) return { kind, unit: 'day', count: 9, from: addDays(valueOn, 1 + (pick % 90)), ...why }
      return pick % 2
        ? { kind, unit: 'day', count: 1 + (pick % 31), ...why }
        : { kind, unit: 'month', count: 1 + (pick % 4), ...why }
    case 'pause':
      if (pick % 4 === 0) {
        const from = addDays(valueOn, 1 + (pick % 60))
        return { kind: 'pauseInterest', from, until: addDays(from, 1 + (pick % 90)), ...why }
      }
      return { kind: 'pauseInterest', until: addDays(valueOn, 1 + (pick % 120)), ...why }
    case 'returnHeld':
      return { kind, ...money, amountFen: heldOr(loan, valueOn, amountFen), reason: 'x' }
    case 'draw':
      return { kind: 'disburse', ...money }
    case 'reschedule': {
      const instalments = 1 + (pick % 24)
      const graceInstalments = pick % 3 === 0 ? 0 : pick % (1 + (pick % 24))
      const annualRatePpm = pick % 5 === 0 ? 120_000n : 60_000n
      return { kind, instalments, graceInstalments, annualRatePpm, arrears: pick % 2 ? 'kept' : 'carried', ...why }
    }
  }
}

/** Plays a story. Returns the loan before and after each event. */
export function play({ terms, startOn, moves }: Story): Loan[] {
  const amountFen = firstPayoutFenOf(terms.schedule)
  const disburse = { kind: 'disburse', amountFen, channel: 'bank', valueOn: startOn } as const
  const loans = [open(terms)]
  let bookedOn = startOn
  for (const move of [undefined, ...moves]) {
    const loan = loans.at(-1)!
    if (move) bookedOn = addDays(bookedOn, move.after)
    const facts = { bookedOn, eventId: `e${loan.events.length}` }
    const decided = decide(loan, move ? commandOf(loan, move, startOn, bookedOn) : disburse, facts)
    if (decided.ok) loans.push(evolve(loan, decided.value))
  }
  return loans
}
