import { addDays, type Day, daysBetween, minDay } from '@puhui/calendar'
import { type Fen, minFen, mulDiv } from '@puhui/money'
import type { LifeCharge, LifeLine, LifeState } from './life/life.ts'
import type { LifeEvent } from './life/life-event.ts'
import type { ReplayRun } from './replay-run.ts'

export interface Accrual {
  readonly on: Day
  readonly bookedOn: Day
  readonly type: 'Accrual' | 'Accrual Adjustment' | 'Accrual Activity'
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
  /** After which event it was made. */
  readonly afterSeq: number
  /** The due day of the instalment whose charges it holds, where they are accrued by instalment. */
  readonly ofDue?: Day
  isReplayed: boolean
}

/**
 * The outside system writes what has accrued as transactions, day by day. Ours knows what has been earned on any day;
 * here the differences between such answers become its transactions.
 */
export class Accruals {
  rows: Accrual[] = []
  marks = 0
  accruedTill: Day | undefined

  clear(): void {
    this.rows = []
    this.accruedTill = undefined
  }

  endOfDay(run: ReplayRun, on: Day, fresh: LifeState): void {
    if (!run.state) return
    if (run.state.status === 'active') this.accrue(run, on, false, fresh)
  }

  onChange(run: ReplayRun): void {
    const { state } = run
    if (!state) return
    this.bringToClosing(run)
    if (state.status === 'settled' || state.status === 'overpaid') this.accrue(run, lastDue(run), true, state)
  }

  /** After the term a charge is accrued at once where the outside system is set so; else by the next end of day. */
  onChargeAdded(run: ReplayRun): void {
    const end = run.state!.lines.filter((line) => line.kind === 'instalment').at(-1)!.dueOn
    if (!run.isChargeAccruedAtOnce || run.today <= end || run.state!.status !== 'active') return
    const { feeFen, penaltyFen } = chargesBy(run, run.today)
    this.add(run, run.today, 0n, feeFen - this.total('feeFen'), penaltyFen - this.total('penaltyFen'))
  }

  /** A charge-off or a termination brings interest up to its day. */
  private bringToClosing(run: ReplayRun): void {
    for (const entry of run.state!.entries) {
      const { earnedInterestFen, event, isVoid } = entry
      if (earnedInterestFen === undefined || isVoid) continue
      const missingFen = earnedInterestFen - this.total('interestFen', (row) => row.on <= event.valueOn)
      this.add(run, event.valueOn, missingFen, 0n, 0n)
    }
  }

  private accrue(run: ReplayRun, tillDay: Day, isFinal: boolean, fresh: LifeState): void {
    if (run.product.accountingRule !== 'ACCRUAL_PERIODIC' || isStopped(run)) return
    const last = lastDue(run)
    const till = minDay(tillDay, last)
    const isOlder = run.product.loanScheduleType !== 'PROGRESSIVE'
    const on = isFinal ? (isOlder ? run.today : minDay(last, run.today)) : till
    if (this.accruedTill !== undefined && till <= this.accruedTill && !isFinal && this.rows.some((row) => row.on >= on))
      return
    const interestFen = isFinal ? allInterest(run) : earnedOn(run, interestTill(run, till), fresh)
    const { feeFen, penaltyFen } = chargesBy(run, isFinal ? last : till)
    const missing = {
      interestFen: interestFen - this.total('interestFen'),
      feeFen: feeFen - this.total('feeFen'),
      penaltyFen: penaltyFen - this.total('penaltyFen'),
    }
    const rest = isOlder && !isFinal ? this.addByInstalment(run, till, missing) : missing
    const running = run.state!.lines.find((line) => till > line.from && till <= line.dueOn)
    this.add(run, on, rest.interestFen, rest.feeFen, rest.penaltyFen, running?.dueOn)
    this.accruedTill = on
  }

  /** The older schedules accrue the charges of each instalment by themselves, and never take one back. */
  private addByInstalment(run: ReplayRun, till: Day, missing: Amounts): Amounts {
    let rest = { ...missing, feeFen: above(missing.feeFen), penaltyFen: above(missing.penaltyFen) }
    for (const line of run.state!.lines) {
      if (line.kind === 'down-payment' || (till > line.from && till <= line.dueOn)) continue
      const wanted = chargesBy(run, till, line)
      const feeFen = minFen(rest.feeFen, above(wanted.feeFen - this.total('feeFen', ofLine(line))))
      const penaltyFen = minFen(rest.penaltyFen, above(wanted.penaltyFen - this.total('penaltyFen', ofLine(line))))
      if (feeFen + penaltyFen === 0n) continue
      this.add(run, minDay(till, line.dueOn), 0n, feeFen, penaltyFen, line.dueOn)
      rest = { ...rest, feeFen: rest.feeFen - feeFen, penaltyFen: rest.penaltyFen - penaltyFen }
    }
    return rest
  }

  /** Fees and penalties that had been accrued before an event. */
  chargesBefore(event: LifeEvent): Fen {
    return (
      this.total('feeFen', (row) => row.afterSeq < event.seq) +
      this.total('penaltyFen', (row) => row.afterSeq < event.seq)
    )
  }

  private total(key: 'interestFen' | 'feeFen' | 'penaltyFen', isWanted: (row: Accrual) => boolean = () => true): Fen {
    return this.rows
      .filter((row) => row.type !== 'Accrual Activity' && isWanted(row))
      .reduce((sum, row) => sum + (row.type === 'Accrual' ? row[key] : -row[key]), 0n)
  }

  private add(run: ReplayRun, on: Day, interestFen: Fen, feeFen: Fen, penaltyFen: Fen, ofDue?: Day): void {
    const up = { interestFen: above(interestFen), feeFen: above(feeFen), penaltyFen: above(penaltyFen) }
    const down = { interestFen: above(-interestFen), feeFen: above(-feeFen), penaltyFen: above(-penaltyFen) }
    const own = ofDue === undefined ? {} : { ofDue }
    const base = { on, bookedOn: run.today, afterSeq: run.events.length, isReplayed: false, ...own }
    if (sum(down) > 0n) this.rows.push({ ...base, type: 'Accrual Adjustment', ...down })
    if (sum(up) > 0n) this.rows.push({ ...base, type: 'Accrual', ...up })
  }
}

interface Amounts {
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
}

const ofLine = (line: LifeLine) => (row: Accrual) => row.ofDue === line.dueOn
const above = (fen: Fen): Fen => (fen > 0n ? fen : 0n)
const sum = (parts: { interestFen: Fen; feeFen: Fen; penaltyFen: Fen }): Fen =>
  parts.interestFen + parts.feeFen + parts.penaltyFen

function isStopped(run: ReplayRun): boolean {
  const { isChargedOff, status, entries } = run.state!
  const isTerminated = entries.some(({ event, isVoid }) => event.kind === 'terminated' && !isVoid)
  return isChargedOff || isTerminated || status === 'writtenOff'
}

function lastDue(run: ReplayRun): Day {
  return run.state!.lines.reduce(
    (latest, line) => (line.dueOn > latest ? line.dueOn : latest),
    run.state!.lines[0]!.dueOn,
  )
}

function interestTill(run: ReplayRun, till: Day): Day {
  return run.product.interestRecognitionOnDisbursementDate ? addDays(till, 1) : till
}

/** Past instalments as they stand, the running one as it has run. */
function earnedOn(run: ReplayRun, on: Day, fresh: LifeState): Fen {
  const past = run.state!.lines.filter((line) => line.kind === 'instalment' && on > line.dueOn)
  const pastFen = past.reduce((total, line) => total + line.asked.interestFen - line.creditedInterestFen, 0n)
  return (
    pastFen + (run.product.loanScheduleType === 'PROGRESSIVE' ? fresh.interestRunningOn(on) : shareOfRunning(run, on))
  )
}

/** The older schedules share an instalment's interest by its days. */
function shareOfRunning(run: ReplayRun, on: Day): Fen {
  const line = run.state!.lines.find(
    (candidate) => candidate.kind === 'instalment' && on > candidate.from && on <= candidate.dueOn,
  )
  if (!line) return 0n
  const [days, of] = [daysBetween(line.from, on), daysBetween(line.from, line.dueOn)]
  return mulDiv(line.asked.interestFen, BigInt(days), BigInt(of), 'half-even')
}

function allInterest(run: ReplayRun): Fen {
  return run.state!.lines.reduce((total, line) => total + line.asked.interestFen - line.waived.interestFen, 0n)
}

/** Charges that count by a day: those due, or those put on, as the outside system is set. */
function chargesBy(run: ReplayRun, till: Day, line?: LifeLine): { feeFen: Fen; penaltyFen: Fen } {
  let [feeFen, penaltyFen] = [0n, 0n]
  for (const event of run.live('chargeAdded')) {
    if (event.kind !== 'chargeAdded' || event.charge.timing === 'disbursement') continue
    const { charge } = event
    const state = run.state!.charges.find((candidate) => candidate.chargeId === charge.chargeId)
    if (!state) continue
    const dueOn = charge.dueOn ?? event.bookedOn
    const isDue = run.isChargeOnDueDate || dueOn < event.bookedOn ? dueOn <= till : event.bookedOn <= till
    const isEach = charge.timing === 'each-instalment'
    if (line && !isEach && !(dueOn > line.from && dueOn <= line.dueOn)) continue
    const amountFen = isEach ? eachBy(state, till, line) : isDue ? state.amountFen - state.waivedFen : 0n
    if (charge.isPenalty) penaltyFen += amountFen
    else feeFen += amountFen
  }
  return { feeFen, penaltyFen }
}

function eachBy({ shares }: LifeCharge, till: Day, line?: LifeLine): Fen {
  return shares
    .filter(({ dueOn }) => dueOn <= till && (line === undefined || dueOn === line.dueOn))
    .reduce((total, { amountFen }) => total + amountFen, 0n)
}
