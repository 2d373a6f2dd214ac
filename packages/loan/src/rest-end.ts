import { dayFromEpoch, maxDay } from '@puhui/calendar'
import { type Fen, minFen, sumFen } from '@puhui/money'
import { carriedOf } from './carry.ts'
import { type Core, withRows } from './core.ts'
import type { Rest } from './rest.ts'
import { asRunBy } from './rest-fixed.ts'
import { layRest } from './rest-rows.ts'
import { addParts, NO_PARTS, openWithoutPenalty, type Row } from './row.ts'
import type { LoanTerms } from './terms.ts'

/**
 * Makes all that is left of a loan whose interest follows what is owed fall due on a day, with the interest that has run
 * by then; from now on nothing follows. `futureFen` is the principal that had not been due.
 *
 * @source SPEC K6
 */
export function endRest(
  terms: LoanTerms,
  core: Core,
  rest: Rest,
  { epoch, interestUntil }: { readonly epoch: number; readonly interestUntil: number },
): { core: Core; futureFen: Fen } {
  const until = { epoch: interestUntil, stopEpoch: interestUntil }
  const rows = layRest(
    terms,
    { ...core, rows: asRunBy(core.rows, interestUntil, terms.schedule.plan?.rateDecimals) },
    rest,
    until,
  )
  const index = rows.findIndex((row) => row.rest !== undefined && row.dueEpoch > epoch)
  const ended = { ...core, rest: undefined, laid: undefined }
  if (index < 0) return { core: { ...ended, rows }, futureFen: 0n }
  const left = rows.slice(index)
  const last = together(left, epoch)
  return {
    core: withRows(ended, [...rows.slice(0, index), last]),
    futureFen: sumFen(left.map((row) => row.principalFen - row.paid.principalFen)),
  }
}

/** The rows from the running one on as one row that is due on the day. */
function together(left: readonly Row[], epoch: number): Row {
  const [first] = left as readonly [Row, ...Row[]]
  const on = dayFromEpoch(epoch)
  const paid = left.reduce((sum, row) => addParts(sum, row.paid), NO_PARTS)
  const waived = left.reduce((sum, row) => addParts(sum, row.waived), NO_PARTS)
  const { rest: _rest, ...own } = first
  const row: Row = {
    ...own,
    period: {
      ...first.period,
      periodTo: maxDay(on, first.period.periodFrom),
      dueOn: on,
      days: Math.max(0, epoch - first.fromEpoch),
      isWholeMonth: false,
    },
    toEpoch: epoch,
    dueEpoch: epoch,
    penaltyFromEpoch: epoch,
    principalFen: sumFen(left.map(({ principalFen }) => principalFen)),
    interestFen: sumFen(left.map(({ interestFen }) => interestFen)),
    feeFen: sumFen(left.map((one) => minFen(one.feeFen, one.paid.feeFen))),
    balanceFen: 0n,
    interestSteps: left.flatMap(({ interestSteps }) => interestSteps),
    evenDaysInYear: undefined,
    paid,
    waived,
    carried: carriedOf(left),
    settledOn: undefined,
  }
  const isOpen = openWithoutPenalty(row) > 0n || row.carried.penaltyFen > paid.penaltyFen
  return isOpen ? row : { ...row, settledOn: first.settledOn ?? on }
}
