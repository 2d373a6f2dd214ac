import { type Day, dayFromEpoch, epochOf } from '@puhui/calendar'
import { NO_PARTS, type Row } from './row.ts'

/** The rows and one behind the last of them, due on a day: for charges and debts that come up after the term. */
export function behindLast(rows: readonly Row[], on: Day): readonly Row[] {
  const last = rows.at(-1)!
  if (last.isBeyond) return [...rows.slice(0, -1), dueLater(last, on)]
  const dueEpoch = epochOf(on)
  const { rest: _rest, ...own } = last
  const period = {
    ...last.period,
    number: last.period.number + 1,
    periodFrom: last.period.dueOn,
    periodTo: on,
    dueOn: on,
  }
  const days = dueEpoch - last.dueEpoch
  const beyond: Row = {
    ...own,
    period: { ...period, days, isWholeMonth: false },
    fromEpoch: last.dueEpoch,
    toEpoch: dueEpoch,
    dueEpoch,
    principalFen: 0n,
    interestFen: 0n,
    feeFen: 0n,
    balanceFen: 0n,
    interestSteps: [],
    paid: NO_PARTS,
    waived: NO_PARTS,
    carried: NO_PARTS,
    penaltySteps: [],
    penaltyFromEpoch: dueEpoch,
    settledOn: undefined,
    isBeyond: true,
  }
  return [...rows, beyond]
}

/** What comes up later still joins the same line, which falls due with the last of it. */
function dueLater(row: Row, on: Day): Row {
  const dueEpoch = Math.max(row.dueEpoch, epochOf(on))
  const dueOn = dayFromEpoch(dueEpoch)
  const period = { ...row.period, periodTo: dueOn, dueOn, days: dueEpoch - row.fromEpoch }
  return { ...row, period, toEpoch: dueEpoch, dueEpoch, penaltyFromEpoch: dueEpoch }
}
