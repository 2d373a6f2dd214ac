import type { Day } from '@puhui/calendar'
import { addDays } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { LifeEntry, LifeState } from './life/life.ts'
import type { LifeEvent } from './life/life-event.ts'
import type { LifeTerms } from './life/life-terms.ts'
import { type Accrual, Accruals } from './replay-accruals.ts'
import { Activity } from './replay-activity.ts'
import { dayOf, fenOf, type ReplayProduct, type ReplayStep, textOf } from './replay-case.ts'
import { Deferred } from './replay-deferred.ts'
import { termsOf } from './replay-terms.ts'
import { servedLifeOn } from './served-life.ts'

type Draft = LifeEvent extends infer E ? (E extends LifeEvent ? Omit<E, 'id' | 'seq' | 'bookedOn'> : never) : never

/** A scenario under way: its loan in our events, and what has been believed of each. */
export class ReplayRun {
  readonly products: Readonly<Record<string, ReplayProduct>>
  product!: ReplayProduct
  terms!: LifeTerms
  today!: Day
  asOf!: Day
  submittedOn!: Day
  approvedFen: Fen = 0n
  plannedFen: Fen = 0n
  events: LifeEvent[] = []
  state: LifeState | undefined
  accruals!: Accruals
  activity = new Activity()
  deferred = new Deferred()
  isFraud = false
  isApproved = false
  /** Down payments are taken at once. */
  isDownPaymentTaken = false
  isChargeAccruedAtOnce = false
  seenAccruals: readonly Readonly<Record<string, string>>[] = []
  /** The last day the outside system has ended for this loan. */
  endedOn: Day | undefined
  /** What stands before anything is paid out. */
  expected: ExpectedPart | undefined
  /** The parts a contract expects and that have not been paid out. */
  pending: readonly ExpectedPart[] = []
  isChargeOnDueDate = true
  chargeSteps: { readonly id: string; readonly step: ReplayStep; readonly addedOn: Day }[] = []
  /** What was last known of an event, and those whose parts have changed since. */
  readonly known = new Map<string, LifeEntry>()
  readonly replayed = new Set<string>()
  /** How many events there were when one was written anew. */
  readonly replayOrder = new Map<string, number>()
  readonly undone = new Set<string>()
  /** Disbursements that were taken back leave no trace in the outside system. */
  readonly erased = new Set<string>()
  /** The balance that was last shown after an event. */
  readonly balances = new Map<string, Fen>()
  readonly revisions: { readonly entry: LifeEntry; readonly isReversal: boolean }[] = []
  closedOn: Day | undefined
  private readonly overrides = new Map<string, Map<string, string>>()
  private readonly definitions = new Map<string, { readonly calc: string; readonly amountFen: Fen }>()
  /** What charges at disbursement came to. */
  readonly feesAtDisbursement = new Map<string, Fen>()

  constructor(products: Readonly<Record<string, ReplayProduct>>) {
    this.products = products
  }

  create(step: ReplayStep): void {
    const name = textOf(step, 'product')
    this.product = this.products[name]!
    this.terms = termsOf(step, this.product, this.overrides.get(name) ?? new Map())
    this.submittedOn = dayOf(step.submittedOn)
    this.accruals = new Accruals()
    this.isDownPaymentTaken =
      this.product.enableAutoRepaymentForDownPayment === true || /auto downpayment/u.test(textOf(step, 'variant'))
    this.plannedFen = fenOf(step.principal)
    this.pending = partsExpected(step)
    this.terms = { ...this.terms, expectedParts: this.pending }
    for (const type of chargeTypesOf(this.product, step)) this.addProductCharge(type, step)
    this.expect(dayOf(step.expectedDisbursementDate ?? step.submittedOn), this.plannedFen)
  }

  /** The schedule before anything is paid out: as if all were paid out on the expected day, or part by part on its own. */
  expect(on: Day, amountFen: Fen): void {
    const parts = this.pending.length > 0 ? this.pending : [{ on, amountFen }]
    this.expected = parts[0]!
    const events = parts.map(
      (part, index): LifeEvent => ({
        kind: 'paidOut',
        id: `expected-${index + 1}`,
        seq: index + 1,
        bookedOn: part.on,
        valueOn: part.on,
        amountFen: part.amountFen,
      }),
    )
    this.state = servedLifeOn({ ...this.terms, expectedParts: [] }, events, parts.at(-1)!.on)
  }

  addProductCharge(type: string, step: ReplayStep): void {
    this.chargeSteps.push({
      id: `charge-${this.chargeSteps.length + 1}`,
      step: { ...step, chargeType: type },
      addedOn: this.submittedOn,
    })
  }

  override(step: ReplayStep): void {
    const name = textOf(step, 'product')
    const known = this.overrides.get(name) ?? new Map<string, string>()
    known.set(textOf(step, 'txnType'), textOf(step, 'futureRule'))
    this.overrides.set(name, known)
  }

  defineCharge(step: ReplayStep): void {
    this.definitions.set(textOf(step, 'chargeType'), { calc: textOf(step, 'calc'), amountFen: fenOf(step.amount) })
  }

  definitionOf(type: string): { readonly calc: string; readonly amountFen: Fen } | undefined {
    return this.definitions.get(type)
  }

  book(draft: Draft): string {
    const id = `e${this.events.length + 1}`
    this.events.push({ ...draft, id, seq: this.events.length + 1, bookedOn: this.today } as LifeEvent)
    return id
  }

  /** Folds anew as of a day and notes what has changed in what was believed. */
  refresh(asOf: Day = this.today): void {
    this.asOf = asOf
    const state = servedLifeOn(this.terms, this.events, this.asOf)
    this.state = state
    const days = new Set<Day>()
    for (const entry of state?.entries ?? []) this.believe(entry, days)
    this.closedOn = state && state.status !== 'active' ? closingDay(state) : undefined
  }

  private believe(entry: LifeEntry, days: Set<Day>): void {
    const { id, valueOn } = entry.event
    const before = this.known.get(id)
    this.known.set(id, entry)
    if (!before) {
      this.revisions.push({ entry, isReversal: false })
      return
    }
    if (isSame(before, entry) && !(days.has(valueOn) && isMonetary(entry))) return
    if (!isMonetary(entry)) return
    days.add(valueOn)
    this.replayed.add(id)
    this.replayOrder.set(id, this.events.length)
    this.revisions.push({ entry: before, isReversal: true }, { entry, isReversal: false })
  }

  undo(id: string): void {
    this.undone.add(id)
    const entry = this.known.get(id)
    if (entry) this.revisions.push({ entry, isReversal: true })
    this.book({ kind: 'reversed', valueOn: this.today, eventId: id })
  }

  isUndone(id: string): boolean {
    return this.undone.has(id)
  }

  live(kind: LifeEvent['kind']): readonly LifeEvent[] {
    return this.events.filter((event) => event.kind === kind && !this.undone.has(event.id))
  }

  accrualRows(): readonly Accrual[] {
    return [...this.accruals.rows, ...this.activity.rows]
  }

  /** Days that have passed without their end are ended one by one. */
  endDays(until: Day): void {
    if (this.state?.status !== 'active' || this.expected) return
    let day = this.endedOn === undefined ? until : addDays(this.endedOn, 1)
    // Past instalments count as they stood before the day's end; the running one as it has run.
    const fresh = day <= until ? servedLifeOn(this.terms, this.events, this.today) : undefined
    for (; fresh && day <= until; day = addDays(day, 1)) {
      this.accruals.endOfDay(this, day, fresh)
      this.activity.endOfDay(this, day, day === until, () => servedLifeOn(this.terms, this.events, day))
      this.deferred.endOfDay(this, day)
      this.endedOn = day
      if (this.asOf !== this.today) this.refresh()
    }
  }
}

/** The day of the last money or closing event. */
function closingDay(state: LifeState): Day {
  const days = state.entries.filter(({ event }) => CLOSING.has(event.kind)).map(({ event }) => event.valueOn)
  return days.reduce((latest, day) => (day > latest ? day : latest), state.lines[0]!.from)
}

const CLOSING: ReadonlySet<LifeEvent['kind']> = new Set(['moneyIn', 'balanceRefunded', 'writtenOff', 'chargeWaived'])

function isMonetary({ event }: LifeEntry): boolean {
  return event.kind !== 'chargeAdded'
}

function isSame(a: LifeEntry, b: LifeEntry): boolean {
  const same = (key: keyof LifeEntry['parts']) => a.parts[key] === b.parts[key]
  return (
    a.amountFen === b.amountFen && same('principalFen') && same('interestFen') && same('feeFen') && same('penaltyFen')
  )
}

export interface ExpectedPart {
  readonly on: Day
  readonly amountFen: Fen
}

/** The parts that a contract names: `1stTrancheDisbExpectedDate` with `1stTrancheDisbPrincipal`, and so on. */
function partsExpected(step: ReplayStep): readonly ExpectedPart[] {
  return Object.keys(step)
    .filter((key) => /trancheDisbExpectedDate$/iu.test(key))
    .map((key) => ({ on: dayOf(step[key]), amountFen: fenOf(step[key.replace(/ExpectedDate$/u, 'Principal')]) }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** The charges a loan is created with. */
function chargeTypesOf(product: ReplayProduct, step: ReplayStep): readonly string[] {
  const own = textOf(step, 'chargeCalculationType')
  return own ? [own] : (product.charges ?? [])
}
