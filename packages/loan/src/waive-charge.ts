import { minFen } from '@puhui/money'
import { append } from './allocation-log.ts'
import { indexOn } from './charge.ts'
import { type Core, withRows } from './core.ts'
import type { LoanEvent, Waived } from './event.ts'
import { addToPart, closePenaltyStep, KEY_OF, openPart, openWithoutPenalty, type Row } from './row.ts'
import type { Allocation } from './state.ts'

/**
 * Lets one charge go, due or not: what is open of it in its instalment is no longer asked for.
 *
 * @source SPEC E10
 */
export function waiveCharge(core: Core, event: Waived, epoch: number, past: readonly LoanEvent[]): Core {
  const charged = past.find((one) => one.kind === 'charged' && one.id === event.chargeId)
  if (charged?.kind !== 'charged') return core
  const index = indexOn(core.rows, charged.dueOn ?? charged.valueOn)
  const row = core.rows[index]
  if (!row) return core
  const part = charged.isPenalty ? 'penalty' : 'fee'
  const openFen = minFen(openPart(row, part, epoch, core.penalty), row.carried[KEY_OF[part]])
  const amountFen = minFen(minFen(event.amountFen, charged.amountFen), openFen)
  if (amountFen <= 0n) return core
  const piece: Allocation = {
    eventId: event.id,
    on: event.valueOn,
    part,
    instalment: row.period.number,
    amountFen,
    rule: 'waiver',
  }
  const rows = core.rows.with(
    index,
    settledIfMet({ ...row, waived: addToPart(row.waived, part, amountFen) }, core, event),
  )
  const waived = addToPart(core.waived, part, amountFen)
  return withRows({ ...core, waived, allocations: append(core.allocations, [piece]) }, rows)
}

function settledIfMet(row: Row, { epoch, penalty }: Core, { valueOn }: Waived): Row {
  if (openWithoutPenalty(row) > 0n || openPart(row, 'penalty', epoch, penalty) > 0n) return row
  return { ...closePenaltyStep(row, epoch, penalty), settledOn: valueOn }
}
