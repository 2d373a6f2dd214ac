import { type Day, dayFromEpoch } from '@puhui/calendar'
import { type Fen, maxFen, minFen } from '@puhui/money'
import { append, piecesOf } from './allocation-log.ts'
import { behindLast } from './beyond-row.ts'
import { type Core, runningIndex } from './core.ts'
import type { ChargedBack } from './event.ts'
import { withMove } from './rest.ts'
import { followRest } from './rest-rows.ts'
import { addToPart, KEY_OF, NO_PARTS, type Row } from './row.ts'
import type { Allocation, Parts } from './state.ts'
import type { LoanTerms, Part } from './terms.ts'

/**
 * Brings a payment back as new debt: in the instalment that runs, or behind the last one, part by part.
 *
 * @source SPEC M11
 */
export function oweAgain(terms: LoanTerms, before: Core, event: ChargedBack, epoch: number, amountFen: Fen): Core {
  const parts = partsBack(terms, before, event, amountFen)
  return oweParts(terms, before, { ...event, ofEventId: event.eventId }, epoch, parts)
}

/** What was paid is owed again from a day on, by an event; of the payment that it takes back, where it is one. */
export interface OwedBy {
  readonly id: string
  readonly valueOn: Day
  readonly ofEventId?: string
}

/** Parts that were paid are owed again in the instalment that runs, or behind the last one. */
export function oweParts(terms: LoanTerms, before: Core, event: OwedBy, epoch: number, parts: Parts): Core {
  const { core, index } = runningRow(before, epoch)
  const row = core.rows[index]!
  const raised = core.rows.with(index, { ...raise(row, parts), settledOn: undefined })
  const { rest } = core
  const own =
    rest && row.rest
      ? withMove({ ...rest, owedFen: rest.owedFen + parts.principalFen }, { epoch, amountFen: parts.principalFen })
      : rest
  const lines = (Object.keys(KEY_OF) as Part[]).flatMap((part) => lineOf(event, row, part, parts[KEY_OF[part]]))
  const paid = {
    principalFen: core.paid.principalFen - parts.principalFen,
    interestFen: core.paid.interestFen - parts.interestFen,
    feeFen: core.paid.feeFen - parts.feeFen,
    penaltyFen: core.paid.penaltyFen - parts.penaltyFen,
  }
  const owed = { ...core, rows: raised, paid, rest: own, hasCarried: true, firstOpen: Math.min(core.firstOpen, index) }
  return followRest(terms, { ...owed, allocations: append(core.allocations, lines) }, epoch)
}

function lineOf({ id, valueOn, ofEventId }: OwedBy, { period }: Row, part: Part, amountFen: Fen): Allocation[] {
  if (amountFen === 0n) return []
  const line = { eventId: id, on: valueOn, part, instalment: period.number, amountFen: -amountFen, rule: 'chargeback' }
  return [ofEventId === undefined ? line : { ...line, ofEventId }]
}

/** What of each part goes back: as the payment was taken, less what earlier chargebacks of it took. */
function partsBack({ allocation }: LoanTerms, { allocations }: Core, { eventId }: ChargedBack, amountFen: Fen): Parts {
  const { order = [], held } = allocation.chargeback ?? {}
  if (order.length === 0) return { ...NO_PARTS, principalFen: amountFen }
  const isTaken = ({ rule }: Allocation) => held === undefined || !rule.startsWith('held:')
  const isOwn = (piece: Allocation) => (piece.eventId === eventId && isTaken(piece)) || piece.ofEventId === eventId
  const pieces = piecesOf(allocations).filter(isOwn)
  let [leftFen, parts] = [amountFen, NO_PARTS]
  for (const part of order) {
    const tookFen = pieces.reduce((sum, piece) => (piece.part === part ? sum + piece.amountFen : sum), 0n)
    const takenFen = minFen(leftFen, maxFen(0n, tookFen))
    parts = addToPart(parts, part, takenFen)
    leftFen -= takenFen
  }
  return addToPart(parts, 'principal', leftFen)
}

function runningRow(core: Core, epoch: number): { core: Core; index: number } {
  const index = runningIndex({ ...core, firstOpen: 0 }, epoch)
  if (index < core.rows.length) return { core, index }
  return {
    core: { ...core, rows: behindLast(core.rows, dayFromEpoch(epoch)) },
    index: core.rows.length - (core.rows.at(-1)!.isBeyond ? 1 : 0),
  }
}

/** Interest, fees and penalties that are back were earned before; principal of a row that follows what is owed is credited. */
function raise(row: Row, parts: Parts): Row {
  const carried = {
    ...row.carried,
    feeFen: row.carried.feeFen + parts.feeFen,
    penaltyFen: row.carried.penaltyFen + parts.penaltyFen,
  }
  if (!row.rest) {
    const interestFen = row.carried.interestFen + parts.interestFen
    return { ...row, principalFen: row.principalFen + parts.principalFen, carried: { ...carried, interestFen } }
  }
  const { creditPrincipalFen, creditInterestFen } = row.rest
  const rest = {
    ...row.rest,
    creditPrincipalFen: creditPrincipalFen + parts.principalFen,
    creditInterestFen: creditInterestFen + parts.interestFen,
  }
  return { ...row, carried, rest }
}
