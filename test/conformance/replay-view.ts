import { type Day, daysBetween } from '@puhui/calendar'
import { type Fen, formatYuan } from '@puhui/money'
import type { LifeLine, LifeState } from './life/life.ts'
import type { ExpectedPart, ReplayRun } from './replay-run.ts'

type Cells = Readonly<Record<string, string>>

const yuan = (fen: Fen): string => formatYuan(fen).replaceAll(',', '')

/** The schedule as the outside system prints it: disbursements and instalments in the order of their days. */
export function scheduleOf(run: ReplayRun): readonly Cells[] {
  const { state } = run
  if (!state) return []
  const paidOut = [...paidOutParts(state), ...stillExpected(run, state)].sort((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : 0,
  )
  const rows: Cells[] = []
  let [balanceFen, next] = [0n, 0]
  const addPaidOut = (until: (day: Day) => boolean) => {
    while (next < paidOut.length && until(paidOut[next]!.on)) {
      const { on, amountFen } = paidOut[next]!
      balanceFen += amountFen
      rows.push(disbursementRow(run, on, amountFen, next === 0))
      next += 1
    }
  }
  for (const line of state.lines) {
    const isAfter = line.kind !== 'instalment' || run.product.loanScheduleType !== 'PROGRESSIVE'
    addPaidOut((day) => (isAfter ? day <= line.dueOn : day < line.dueOn || day <= line.from))
    balanceFen -= line.asked.principalFen - line.creditedPrincipalFen
    rows.push(lineRow(run.expected ? { ...line, metOn: undefined } : line, balanceFen))
  }
  addPaidOut(() => true)
  return rows
}

function paidOutParts(state: LifeState): readonly ExpectedPart[] {
  return state.entries
    .filter(({ event, isVoid }) => !isVoid && (event.kind === 'paidOut' || event.kind === 'incomeCapitalised'))
    .map(({ event, amountFen }) => ({ on: event.valueOn, amountFen }))
}

/** A part that is expected later than all that was paid out is shown until the plan is laid anew; it is not asked for. */
function stillExpected(run: ReplayRun, state: LifeState): readonly ExpectedPart[] {
  if (run.expected || state.status !== 'active' || run.live('reAged').length > 0) return []
  const last = paidOutParts(state).reduce<Day | undefined>(
    (latest, { on }) => (latest && latest > on ? latest : on),
    undefined,
  )
  return run.pending.filter(({ on }) => last === undefined || on > last)
}

function disbursementRow(run: ReplayRun, date: Day, amountFen: Fen, isFirst: boolean): Cells {
  const feeFen = isFirst ? disbursementFees(run) : 0n
  return {
    kind: 'disbursement',
    date,
    balance: yuan(amountFen),
    fees: yuan(feeFen),
    due: yuan(feeFen),
    paid: yuan(feeFen),
  }
}

export function disbursementFees(run: ReplayRun): Fen {
  return run
    .live('chargeAdded')
    .reduce(
      (sum, event) =>
        sum + (event.kind === 'chargeAdded' && event.charge.timing === 'disbursement' ? event.charge.amountFen : 0n),
      0n,
    )
}

function lineRow(line: LifeLine, balanceFen: Fen): Cells {
  const { asked, paid } = line
  return {
    kind: 'installment',
    n: String(line.number),
    days: String(daysBetween(line.from, line.dueOn)),
    date: line.dueOn,
    ...(line.metOn ? { paidDate: line.metOn } : {}),
    balance: yuan(balanceFen < 0n ? 0n : balanceFen),
    principal: yuan(asked.principalFen),
    interest: yuan(asked.interestFen),
    fees: yuan(asked.feeFen),
    penalties: yuan(asked.penaltyFen),
    due: yuan(total(asked)),
    paid: yuan(total(paid)),
    inAdvance: yuan(line.paidInAdvanceFen),
    late: yuan(line.paidLateFen),
    outstanding: yuan(line.outstandingFen),
  }
}

function total(parts: LifeLine['asked']): Fen {
  return parts.principalFen + parts.interestFen + parts.feeFen + parts.penaltyFen
}

export function totalsOf(run: ReplayRun): Cells {
  const lines = run.state?.lines ?? []
  const sum = (figure: (line: LifeLine) => Fen) => lines.reduce((all, line) => all + figure(line), 0n)
  const feesFen = disbursementFees(run)
  return {
    principal: yuan(sum((line) => line.asked.principalFen)),
    interest: yuan(sum((line) => line.asked.interestFen)),
    fees: yuan(sum((line) => line.asked.feeFen) + feesFen),
    penalties: yuan(sum((line) => line.asked.penaltyFen)),
    due: yuan(sum((line) => total(line.asked)) + feesFen),
    paid: yuan(sum((line) => total(line.paid)) + feesFen),
    inAdvance: yuan(sum((line) => line.paidInAdvanceFen)),
    late: yuan(sum((line) => line.paidLateFen)),
    outstanding: yuan(sum((line) => line.outstandingFen)),
  }
}
