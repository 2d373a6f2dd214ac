import type { Day } from '@puhui/calendar'
import { type Loan, type Parts, replay, stateOn } from '@puhui/loan'
import type { LifeLine } from './life/life.ts'

export const NONE: Parts = { principalFen: 0n, interestFen: 0n, feeFen: 0n, penaltyFen: 0n }

/** The outside system shows a down payment that rounding leaves nothing of, and holds what is planned to ask for nothing for met from the start. */
export function withEmptyLines(loan: Loan, asOf: Day, lines: readonly LifeLine[]): readonly LifeLine[] {
  const { terms, inForce } = loan
  const own = lines.some(isMetByItself) ? metAtStart(loan, asOf, lines) : lines
  if (!terms.schedule.plan?.downPayment) return own
  const bare = inForce.filter(
    ({ kind, valueOn }) =>
      kind === 'disbursed' &&
      valueOn <= asOf &&
      !lines.some((line) => line.kind === 'down-payment' && line.dueOn === valueOn),
  )
  return bare.reduce<readonly LifeLine[]>((all, { valueOn }) => withLine(all, emptyOn(valueOn)), own)
}

function isMetByItself(line: LifeLine): boolean {
  return isEmpty(line) && line.metOn === line.dueOn
}

function metAtStart({ terms, inForce }: Loan, asOf: Day, lines: readonly LifeLine[]): readonly LifeLine[] {
  const first = inForce.find(({ kind }) => kind === 'disbursed')!
  const plan = [first, ...inForce.filter(({ kind }) => kind === 'extended')]
  const { instalments } = stateOn(replay(terms, plan), asOf)
  const planned = new Set(instalments.flatMap(({ planned: parts, dueOn }) => (isNothing(parts) ? [dueOn] : [])))
  return lines.map((line) =>
    isMetByItself(line) && planned.has(line.dueOn) ? { ...line, metOn: first.valueOn } : line,
  )
}

/** Before the first that falls due later. */
function withLine(lines: readonly LifeLine[], line: LifeLine): readonly LifeLine[] {
  const at = lines.findIndex(({ dueOn }) => dueOn > line.dueOn)
  return lines.toSpliced(at < 0 ? lines.length : at, 0, line)
}

function isEmpty({ asked, paid, waived }: LifeLine): boolean {
  return [asked, paid, waived].every(isNothing)
}

function isNothing(parts: Parts): boolean {
  return Object.values(parts).every((fen) => fen === 0n)
}

function emptyOn(on: Day): LifeLine {
  return {
    number: 0,
    kind: 'down-payment',
    from: on,
    dueOn: on,
    metOn: on,
    asked: NONE,
    paid: NONE,
    waived: NONE,
    writtenOff: NONE,
    creditedPrincipalFen: 0n,
    creditedInterestFen: 0n,
    outstandingFen: 0n,
    paidInAdvanceFen: 0n,
    paidLateFen: 0n,
  }
}
