import { dayFromEpoch } from '@puhui/calendar'
import { type Core, withRows } from './core.ts'
import { feesEarnedBy } from './deferred.ts'
import type { ChargedOff } from './event.ts'
import { addParts, closePenaltyStep, NO_PARTS, negative, openParts, type PenaltyFacts, type Row } from './row.ts'

/**
 * Gives the claim up: nothing of it is asked for any more, whether the loan has been charged off before or not.
 *
 * @source SPEC B15
 */
export function forgive(core: Core, event: ChargedOff, epoch: number): Core {
  const rows = core.rows.map((row) => forgiven(row, epoch, core.penalty))
  const forgivenFen = core.disbursedFen - core.paid.principalFen
  const { on, principalFen, paidBefore, rowsBefore, feesEarnedFen } = core.chargedOff ?? {
    on: event.valueOn,
    principalFen: forgivenFen,
    paidBefore: core.paid,
    rowsBefore: core.rows,
    feesEarnedFen: feesEarnedBy(core, epoch),
  }
  const chargedOff = { on, principalFen, paidBefore, rowsBefore, feesEarnedFen, forgivenFen }
  const penalty = { ...core.penalty, stopEpoch: epoch }
  return withRows({ ...core, rest: undefined, laid: undefined, penalty, chargedOff }, rows)
}

function forgiven(row: Row, epoch: number, penalty: PenaltyFacts): Row {
  const closed = closePenaltyStep(row, epoch, penalty)
  const open = openParts(closed, epoch, penalty)
  const { rest: _rest, ...own } = closed
  if (Object.values(open).every((fen) => fen <= 0n)) return own
  return {
    ...own,
    carried: addParts(own.carried, negative(open)),
    writtenOff: addParts(own.writtenOff ?? NO_PARTS, open),
    settledOn: dayFromEpoch(epoch),
  }
}
