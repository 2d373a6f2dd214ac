import { type Day, daysBetween } from '@puhui/calendar'
import { type Fen, formatYuan, mulDiv } from '@puhui/money'
import type { LifeEvent } from './life/life-event.ts'
import type { AccountRole } from './life/life-postings.ts'
import type { ReplayRun } from './replay-run.ts'

/** A line by what its account is for; the merchant's fee has accounts of its own. */
export interface DeferredLine {
  readonly role: AccountRole | 'buy-down-expense' | 'buy-down-income'
  readonly amountFen: Fen
}

type Family = 'Capitalized Income' | 'Buy Down Fee'

/** A transaction of deferred income: taken to income day by day, or adjusted. */
export interface DeferredRow {
  readonly on: Day
  readonly bookedOn: Day
  readonly name: string
  readonly amountFen: Fen
  readonly lossFen: Fen
  readonly afterSeq: number
  isReverted: boolean
  /** The charge-off that lost it. */
  readonly chargeOffId?: string
}

interface Share {
  readonly sourceId: string
  readonly family: Family
  readonly from: Day
  readonly on: Day
  readonly amountFen: Fen
}

interface Source {
  readonly id: string
  readonly family: Family
  readonly on: Day
  readonly amountFen: Fen
  readonly isUndone: () => boolean
  adjustedFen: Fen
}

/**
 * Income that was capitalised, or paid by a merchant, is earned in equal parts over the days of the term. The outside
 * system posts each day's part as a transaction; here they are the differences of what has been earned.
 */
export class Deferred {
  rows: DeferredRow[] = []
  private readonly fees: Source[] = []

  addFee(run: ReplayRun, on: Day, amountFen: Fen): void {
    const row: DeferredRow = {
      on,
      bookedOn: run.today,
      name: 'Buy Down Fee',
      amountFen,
      lossFen: 0n,
      afterSeq: run.events.length,
      isReverted: false,
    }
    this.rows.push(row)
    this.fees.push({
      id: `fee-${this.fees.length + 1}`,
      family: 'Buy Down Fee',
      on,
      amountFen,
      isUndone: () => row.isReverted,
      adjustedFen: 0n,
    })
  }

  adjustFee(run: ReplayRun, on: Day, amountFen: Fen): void {
    const fee = this.fees.filter((candidate) => !candidate.isUndone()).at(-1)
    if (fee) fee.adjustedFen += amountFen
    this.rows.push({
      on,
      bookedOn: run.today,
      name: 'Buy Down Fee Adjustment',
      amountFen,
      lossFen: 0n,
      afterSeq: run.events.length,
      isReverted: false,
    })
  }

  undoFee(on: Day): void {
    const row = this.rows.find(
      (candidate) => candidate.name === 'Buy Down Fee' && candidate.on === on && !candidate.isReverted,
    )
    if (row) row.isReverted = true
  }

  endOfDay(run: ReplayRun, on: Day): void {
    if (run.state?.status !== 'active' || run.state.isChargedOff) return
    for (const family of ['Capitalized Income', 'Buy Down Fee'] as const) this.bring(run, family, on, on, 0n)
  }

  onChange(run: ReplayRun): void {
    const { state } = run
    if (!state) return
    this.undoLosses(run)
    const isClosed = state.status !== 'active'
    const chargeOff = run.live('chargedOff').at(-1)
    for (const family of ['Capitalized Income', 'Buy Down Fee'] as const) {
      if (isClosed && state.status !== 'writtenOff') this.bring(run, family, run.closedOn ?? run.today, undefined, 0n)
      else if (chargeOff && state.isChargedOff && !this.charged.has(chargeOff.id))
        this.atChargeOff(run, family, chargeOff)
    }
    if (chargeOff && state.isChargedOff) this.charged.add(chargeOff.id)
  }

  private readonly charged = new Set<string>()
  private shares: Share[] = []

  private atChargeOff(run: ReplayRun, family: Family, chargeOff: LifeEvent): void {
    const on = chargeOff.valueOn
    const sources = this.sources(run, family)
    this.bring(run, family, on, on, 0n)
    const lossFen = sources.reduce(
      (sum, source) => sum + source.amountFen - source.adjustedFen - this.takenOf(source),
      0n,
    )
    if (lossFen > 0n) this.push(run, family, on, lossFen, lossFen, chargeOff.id)
  }

  /** A charge-off that is taken back leaves no loss behind. */
  private undoLosses(run: ReplayRun): void {
    this.rows = this.rows.filter((row) => row.chargeOffId === undefined || !run.isUndone(row.chargeOffId))
  }

  /** Takes to income what has been earned by a day; without one, all of it. */
  private bring(run: ReplayRun, family: Family, on: Day, by: Day | undefined, lossFen: Fen): void {
    let totalFen = 0n
    for (const source of this.allSources(run, family)) {
      const wantedFen = source.isUndone() ? 0n : by ? earnedBy(run, source, by) : source.amountFen - source.adjustedFen
      const takenFen = this.takenOf(source)
      // What has been earned in full, by a closing, stays earned when the loan is open again.
      const isWhole = by !== undefined && !source.isUndone() && takenFen === source.amountFen - source.adjustedFen
      const amountFen = wantedFen - takenFen
      if (amountFen === 0n || isWhole) continue
      this.shares.push({ sourceId: source.id, family, from: source.on, on, amountFen })
      totalFen += amountFen
    }
    if (totalFen !== 0n) this.push(run, family, on, totalFen, lossFen)
  }

  private push(run: ReplayRun, family: Family, on: Day, amountFen: Fen, lossFen: Fen, chargeOffId?: string): void {
    const name = amountFen > 0n ? `${family} Amortization` : `${family} Amortization Adjustment`
    const size = amountFen > 0n ? amountFen : -amountFen
    const base = {
      on,
      bookedOn: run.today,
      name,
      amountFen: size,
      lossFen,
      afterSeq: run.events.length,
      isReverted: false,
    }
    this.rows.push(chargeOffId === undefined ? base : { ...base, chargeOffId })
  }

  /** What each day took of the amounts that came in on a day. */
  sharesOf(type: string, on: string): readonly Readonly<Record<string, string>>[] {
    const family: Family = type === 'BUY_DOWN_FEE' ? 'Buy Down Fee' : 'Capitalized Income'
    return this.shares
      .filter((share) => share.family === family && share.from === on)
      .map(({ on: date, amountFen }) => ({
        date,
        type: amountFen < 0n ? 'AM_ADJ' : 'AM',
        amount: yuan(amountFen < 0n ? -amountFen : amountFen),
      }))
  }

  private sources(run: ReplayRun, family: Family): readonly Source[] {
    return this.allSources(run, family).filter((source) => !source.isUndone())
  }

  private allSources(run: ReplayRun, family: Family): readonly Source[] {
    if (family === 'Buy Down Fee') return this.fees
    let leftFen = run
      .live('moneyIn')
      .reduce(
        (sum, event) =>
          sum + (event.kind === 'moneyIn' && event.money === 'capitalised-income-adjustment' ? event.amountFen : 0n),
        0n,
      )
    return run.events.flatMap((event) => {
      if (event.kind !== 'incomeCapitalised') return []
      const { amountFen, id, valueOn } = event
      const adjustedFen = run.isUndone(id) ? 0n : leftFen < amountFen ? leftFen : amountFen
      leftFen -= adjustedFen
      return [{ id, family, on: valueOn, amountFen, isUndone: () => run.isUndone(id), adjustedFen }]
    })
  }

  /** What has become of each amount: earned, still to earn, given back, lost. */
  standing(run: ReplayRun, family: Family): readonly Readonly<Record<string, string>>[] {
    return this.sources(run, family).map((source) => {
      const lossFen = this.lossOf(run, source)
      const takenFen = this.takenOf(source)
      const leftFen = source.amountFen - source.adjustedFen - takenFen - lossFen
      return {
        date: source.on,
        feeAmount: yuan(source.amountFen),
        amount: yuan(source.amountFen),
        amortizedAmount: yuan(takenFen),
        notYetAmortizedAmount: yuan(leftFen),
        unrecognizedAmount: yuan(leftFen),
        adjustedAmount: yuan(source.adjustedFen),
        chargedOffAmount: yuan(lossFen),
      }
    })
  }

  private takenOf(source: Source): Fen {
    return this.shares.reduce((sum, share) => (share.sourceId === source.id ? sum + share.amountFen : sum), 0n)
  }

  private lossOf(run: ReplayRun, source: Source): Fen {
    const chargeOff = run.live('chargedOff').at(-1)
    if (!chargeOff || !run.state?.isChargedOff) return 0n
    return source.amountFen - source.adjustedFen - this.takenOf(source)
  }

  journal(type: string, on: string): readonly (readonly DeferredLine[])[] {
    const isBuyDown = type.startsWith('BUY')
    const [sign, suffix] = type.endsWith('_ADJUSTMENT') ? [-1n, ' Adjustment'] : [1n, '']
    const name = `${isBuyDown ? 'Buy Down Fee' : 'Capitalized Income'} Amortization${suffix}`
    const income = isBuyDown ? 'buy-down-income' : 'interest-income'
    return this.rows
      .filter((row) => row.name === name && row.on === on)
      .map((row): DeferredLine[] => [
        { role: row.lossFen > 0n ? 'credit-loss' : income, amountFen: -sign * row.amountFen },
        { role: 'deferred-income', amountFen: sign * row.amountFen },
      ])
  }

  feeJournal(type: string, on: string, isCash: boolean): readonly (readonly DeferredLine[])[] {
    const isAdjustment = type === 'BUY_DOWN_FEE_ADJUSTMENT'
    const name = isAdjustment ? 'Buy Down Fee Adjustment' : 'Buy Down Fee'
    return this.rows
      .filter((row) => row.name === name && row.on === on)
      .map((row) => {
        const sign = isAdjustment ? -1n : 1n
        const lines: DeferredLine[] = [
          { role: isCash ? 'clearing' : 'buy-down-expense', amountFen: sign * row.amountFen },
          { role: 'deferred-income', amountFen: -sign * row.amountFen },
        ]
        return row.isReverted
          ? [...lines, ...lines.map(({ role, amountFen }) => ({ role, amountFen: -amountFen }))]
          : lines
      })
  }
}

function earnedBy(run: ReplayRun, source: Source, by: Day): Fen {
  const lines = run.state!.lines.filter((line) => line.kind === 'instalment')
  const end = lines.reduce((latest, line) => (line.dueOn > latest ? line.dueOn : latest), source.on)
  const days = daysBetween(source.on, end)
  const past = Math.min(Math.max(daysBetween(source.on, by) + 1, 0), days)
  const totalFen = source.amountFen - source.adjustedFen
  return days <= 0 ? totalFen : mulDiv(totalFen, BigInt(past), BigInt(days), 'half-even')
}

const yuan = (fen: Fen): string => formatYuan(fen).replaceAll(',', '')
