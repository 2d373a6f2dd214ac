import { type Day, dayFromEpoch, dayOfMonth, epochOf } from '@puhui/calendar'
import { type Core, withRows } from './core.ts'
import { addToPart, type OwnDay, type Row, rowOf } from './row.ts'

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

/** A loan without the row behind its last instalment, and that row. */
export function withoutBeyond(core: Core): { readonly core: Core; readonly beyond: Row | undefined } {
  const last = core.rows.at(-1)
  if (!last?.isBeyond || core.rows.length === 1) return { core, beyond: undefined }
  return { core: withRows(core, core.rows.slice(0, -1)), beyond: last }
}

/**
 * Puts it back behind instalments that end on other days. Charges for days that now lie within the term join their
 * instalments; a debt stays behind the last one.
 *
 * @source SPEC V8
 */
export function withBeyond(core: Core, beyond: Row | undefined): Core {
  if (!beyond) return core
  const last = core.rows.at(-1)!
  const isBehind = beyond.dueEpoch > last.dueEpoch
  if (!isBehind && isChargesAlone(beyond)) return withRows(core, beyond.ownDays!.reduce(onItsDay, core.rows))
  const dueEpoch = Math.max(beyond.dueEpoch, last.dueEpoch)
  const period = {
    ...beyond.period,
    number: last.period.number + 1,
    periodFrom: last.period.dueOn,
    periodTo: dayFromEpoch(dueEpoch),
    dueOn: dayFromEpoch(dueEpoch),
    days: dueEpoch - last.dueEpoch,
  }
  const penaltyFromEpoch = Math.max(beyond.penaltyFromEpoch, dueEpoch)
  const row = { ...beyond, period, fromEpoch: last.dueEpoch, toEpoch: dueEpoch, dueEpoch, penaltyFromEpoch }
  return withRows(core, [...core.rows, row])
}

/** All charges of a row have days of their own, and nothing has been paid for them. */
export function areUntouched({ ownDays = [], carried, paid, waived }: Row): boolean {
  const sum = (part: OwnDay['part']) =>
    ownDays.reduce((total, one) => total + (one.part === part ? one.amountFen : 0n), 0n)
  const metFen = paid.feeFen + waived.feeFen + paid.penaltyFen + waived.penaltyFen
  return metFen === 0n && carried.feeFen === sum('fee') && carried.penaltyFen === sum('penalty')
}

/** Behind the last instalment, with nothing in it but charges for which nothing has been paid. */
export function isChargesAlone(row: Row): boolean {
  const { isBeyond, ownDays = [], principalFen, interestFen, carried, paid, waived } = row
  const othersFen = [principalFen, interestFen, carried.principalFen, carried.interestFen, paid.principalFen]
  const isAlone = [...othersFen, paid.interestFen, waived.interestFen].every((fen) => fen === 0n)
  return isBeyond === true && ownDays.length > 0 && isAlone && areUntouched(row)
}

/** A charge stands in the instalment in which its day lies, behind the last one in a line of its own. */
export function onItsDay(before: readonly Row[], charge: OwnDay): readonly Row[] {
  const holds = ({ period, dueEpoch }: Row) => period.number > 0 && charge.epoch <= dueEpoch
  const rows = before.some(holds) ? before : behindLast(before, dayFromEpoch(charge.epoch))
  const index = rows.findIndex(holds)
  const row = rows[index]!
  const carried = addToPart(row.carried, charge.part, charge.amountFen)
  return rows.with(index, { ...row, carried, settledOn: undefined, ownDays: [...(row.ownDays ?? []), charge] })
}
