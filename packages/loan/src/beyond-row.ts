import { type Day, dayFromEpoch, dayOfMonth, epochOf } from '@puhui/calendar'
import { type Row, rowOf } from './row.ts'

/** The rows and one behind the last of them, due on a day: for charges and debts that come up after the term. */
export function behindLast(rows: readonly Row[], on: Day): readonly Row[] {
  const last = rows.at(-1)!
  if (last.isBeyond) return [...rows.slice(0, -1), dueLater(last, on)]
  const period = {
    ...last.period,
    number: last.period.number + 1,
    periodFrom: last.period.dueOn,
    periodTo: on,
    dueOn: on,
    days: epochOf(on) - last.dueEpoch,
    anchorDay: dayOfMonth(on),
    isWholeMonth: false,
  }
  const beyond: Row = { ...rowOf(period), isBeyond: true }
  return [...rows, beyond]
}

/** What comes up later still joins the same line, which falls due with the last of it. */
function dueLater(row: Row, on: Day): Row {
  const dueEpoch = Math.max(row.dueEpoch, epochOf(on))
  const dueOn = dayFromEpoch(dueEpoch)
  const anchorDay = dayOfMonth(dueOn)
  const period = { ...row.period, periodTo: dueOn, dueOn, anchorDay, days: dueEpoch - row.fromEpoch }
  return { ...row, period, toEpoch: dueEpoch, dueEpoch, penaltyFromEpoch: dueEpoch }
}
