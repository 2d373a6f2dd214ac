import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import type { LifeLine, LifeState } from './life/life.ts'
import type { Accrual } from './replay-accruals.ts'
import type { ReplayRun } from './replay-run.ts'

/**
 * For products that ask for it the outside system notes, at each due day and at closing, what income the instalment
 * has brought. Ours reads that off the schedule.
 */
export class Activity {
  rows: Accrual[] = []

  /** Instalments that have fallen due count as they stand on that day. */
  endOfDay(run: ReplayRun, on: Day, isLastDay: boolean, stateOn: () => LifeState | undefined): void {
    if (!run.product.enableAccrualActivityPosting || run.state?.status !== 'active') return
    const isLooked = isLastDay || instalments(run.state).some((line) => line.dueOn === on)
    if (!isLooked || !instalments(run.state).some((line) => line.dueOn <= on)) return
    for (const line of instalments(stateOn() ?? run.state))
      if (line.dueOn <= on) this.put(run, line.dueOn, partsOf(line))
  }

  onChange(run: ReplayRun, isRewriting: boolean): void {
    if (!run.product.enableAccrualActivityPosting || !run.state) return
    const closedOn = run.state.status === 'active' ? undefined : run.closedOn
    if (run.state.status === 'writtenOff') return
    if (closedOn !== undefined) this.close(run, closedOn)
    else if (isRewriting) this.renew(run)
  }

  /** Rows that exist take over what the instalments now say; at a closing that is undone its row goes. */
  private renew(run: ReplayRun): void {
    if (this.rows.length === 0) return
    const lines = instalments(run.state!)
    const kept = this.rows.filter((row) => lines.some((line) => line.dueOn === row.on))
    // The row of a closing that is undone is written anew for the first due day after it.
    let isMoved = kept.length < this.rows.length
    this.rows = kept
    for (const line of lines) {
      const isKnown = this.rows.some((row) => row.on === line.dueOn)
      if (line.dueOn >= run.today && !isKnown) continue
      this.put(run, line.dueOn, partsOf(line), isMoved && !isKnown)
      if (!isKnown) isMoved = false
    }
  }

  private close(run: ReplayRun, closedOn: Day): void {
    const lines = instalments(run.state!)
    this.rows = this.rows.filter((row) => row.on <= closedOn)
    for (const line of lines)
      if (line.dueOn < closedOn && line.kind === 'instalment') this.put(run, line.dueOn, partsOf(line))
    const total = lines.map(partsOf).reduce(plus, NONE)
    const rest = this.rows.filter((row) => row.on !== closedOn).reduce((left, row) => minus(left, row), total)
    if (rest.interestFen + rest.feeFen + rest.penaltyFen > 0n) this.put(run, closedOn, rest)
  }

  private put(run: ReplayRun, on: Day, parts: Parts, isMoved = false): void {
    const index = this.rows.findIndex((row) => row.on === on)
    const known = this.rows[index]
    if (known && isSame(known, parts)) return
    const isEmpty = parts.interestFen + parts.feeFen + parts.penaltyFen === 0n
    if (index >= 0) this.rows.splice(index, 1)
    if (isEmpty) return
    const base = { on, bookedOn: run.today, type: 'Accrual Activity', afterSeq: run.events.length } as const
    this.rows.push({ ...base, ...parts, isReplayed: known !== undefined || isMoved })
  }
}

interface Parts {
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
}

const NONE: Parts = { interestFen: 0n, feeFen: 0n, penaltyFen: 0n }

function instalments(state: LifeState): readonly LifeLine[] {
  return state.lines.filter((line) => line.kind !== 'down-payment')
}

function partsOf({ asked: { interestFen, feeFen, penaltyFen } }: LifeLine): Parts {
  return { interestFen, feeFen, penaltyFen }
}

function plus(a: Parts, b: Parts): Parts {
  return {
    interestFen: a.interestFen + b.interestFen,
    feeFen: a.feeFen + b.feeFen,
    penaltyFen: a.penaltyFen + b.penaltyFen,
  }
}

function minus(a: Parts, b: Parts): Parts {
  return {
    interestFen: a.interestFen - b.interestFen,
    feeFen: a.feeFen - b.feeFen,
    penaltyFen: a.penaltyFen - b.penaltyFen,
  }
}

function isSame(a: Parts, b: Parts): boolean {
  return a.interestFen === b.interestFen && a.feeFen === b.feeFen && a.penaltyFen === b.penaltyFen
}
