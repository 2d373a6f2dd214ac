import { dayFromEpoch } from '@puhui/calendar'
import { type Fen, minFen, sumFen } from '@puhui/money'
import { eventFeesOf } from '@puhui/product'
import { append, piecesOf } from './allocation-log.ts'
import { staysAsPlanned } from './as-planned.ts'
import { oweAgain } from './charge-back-debt.ts'
import { type Core, isEnded, runningIndex, withRows } from './core.ts'
import type { ChargedBack } from './event.ts'
import { lowered } from './in-advance.ts'
import { withMove } from './rest.ts'
import { followRest } from './rest-rows.ts'
import { addToPart, closePenaltyStep, KEY_OF, type Row } from './row.ts'
import type { Allocation } from './state.ts'
import type { LoanTerms, Part } from './terms.ts'

/**
 * Gives a payment back to the bank: money that is held goes first, then the instalments that the payment had paid are
 * open again, the last taken first. Penalty interest on them counts from this day; the fee stands in the oldest of them.
 *
 * @source SPEC M5-M7
 */
export function chargeBack(terms: LoanTerms, before: Core, event: ChargedBack, epoch: number): Core {
  const pieces = piecesOf(before.allocations)
  if (isEnded(before) || !pieces.some(({ eventId }) => eventId === event.eventId)) return before
  const wantedFen = minFen(event.amountFen, before.receivedFen)
  const { chargeback } = terms.allocation
  const heldFen = chargeback?.held === 'stays' ? 0n : minFen(before.heldFen, wantedFen)
  if (chargeback) return asNewDebt(terms, before, event, { epoch, wantedFen, heldFen })
  const own = [...ownFirst(pieces, event.eventId)]
  const found = reopen(terms, before, own, { event, epoch, amountFen: wantedFen - heldFen })
  const lostFen = minFen(wantedFen - heldFen - found.takenFen, paidAhead(own, event.eventId))
  const reopened = lostFen > 0n ? raise(terms, found, { event, epoch, amountFen: lostFen }) : found
  const takenFen = heldFen + reopened.takenFen
  const owed = owedAgain(terms, before, reopened.core, { epoch, lostFen: reopened.takenFen - found.takenFen })
  const core = withFee(terms, owed, event)
  const held: Allocation[] =
    heldFen === 0n ? [] : [lineOf(event, epoch, { part: 'held', instalment: undefined, amountFen: -heldFen })]
  return {
    ...core,
    receivedFen: core.receivedFen - takenFen,
    heldFen: core.heldFen - heldFen,
    settledOn: undefined,
    allocations: append(core.allocations, [...held, ...reopened.lines]),
  }
}

/** What is held goes back, and the rest is owed anew. */
function asNewDebt(
  terms: LoanTerms,
  before: Core,
  event: ChargedBack,
  { epoch, wantedFen, heldFen }: { readonly epoch: number; readonly wantedFen: Fen; readonly heldFen: Fen },
): Core {
  const held: Allocation[] =
    heldFen === 0n ? [] : [lineOf(event, epoch, { part: 'held', instalment: undefined, amountFen: -heldFen })]
  const core = {
    ...before,
    receivedFen: before.receivedFen - wantedFen,
    heldFen: before.heldFen - heldFen,
    allocations: append(before.allocations, held),
  }
  if (wantedFen === heldFen) return core
  const owed = oweAgain(terms, { ...core, settledOn: undefined }, event, epoch, wantedFen - heldFen)
  return withFee(terms, owed, event)
}

type Piece = Allocation & { readonly part: Part; readonly instalment: number }

/** The pieces of the payment, last first, and behind them those of the others: money held may have changed hands. */
function* ownFirst(pieces: readonly Allocation[], eventId: string): Generator<Piece> {
  const paid = pieces.filter((piece): piece is Piece => isPaid(piece)).toReversed()
  yield* paid.filter((piece) => piece.eventId === eventId)
  yield* paid.filter((piece) => piece.eventId !== eventId)
}

function isPaid({ part, instalment, amountFen, rule }: Allocation): boolean {
  return (
    part !== 'held' &&
    part !== 'prepaymentFee' &&
    instalment !== undefined &&
    amountFen > 0n &&
    !rule.startsWith('waiver')
  )
}

interface Reopening {
  readonly event: ChargedBack
  readonly epoch: number
  readonly amountFen: Fen
}

interface Reopened {
  readonly core: Core
  readonly lines: readonly Allocation[]
  readonly takenFen: Fen
}

function reopen(
  terms: LoanTerms,
  core: Core,
  pieces: readonly Piece[],
  { event, epoch, amountFen }: Reopening,
): Reopened {
  const rows = core.rows.slice()
  const lines: Allocation[] = []
  const ahead = new Map<number, Fen>()
  let { paid } = core
  let leftFen = amountFen
  for (const { part, instalment, amountFen: pieceFen } of pieces) {
    const index = rows.findIndex((row) => row.period.number === instalment)
    if (leftFen === 0n || index < 0) continue
    const backFen = minFen(minFen(pieceFen, rows[index]!.paid[KEY_OF[part]]), leftFen)
    if (backFen === 0n) continue
    rows[index] = openAgain(rows[index]!, part, backFen, { epoch, core })
    if (part === 'principal' && rows[index]!.dueEpoch > epoch) ahead.set(index, (ahead.get(index) ?? 0n) - backFen)
    paid = addToPart(paid, part, -backFen)
    leftFen -= backFen
    lines.push(lineOf(event, epoch, { part, instalment, amountFen: -backFen }))
  }
  const earning = ahead.size > 0 && !staysAsPlanned(core.schedule) ? lowered(terms, rows, epoch, ahead) : rows
  return { core: withRows({ ...core, paid }, earning), lines, takenFen: amountFen - leftFen }
}

/** Where interest follows what is owed, principal that is back bears it from the day. */
function owedAgain(
  terms: LoanTerms,
  before: Core,
  core: Core,
  { epoch, lostFen }: { readonly epoch: number; readonly lostFen: Fen },
): Core {
  const { rest } = core
  if (rest === undefined) return core
  const amountFen = before.paid.principalFen - core.paid.principalFen
  const moved = amountFen > 0n ? withMove(rest, { epoch, amountFen }) : rest
  return followRest(terms, { ...core, rest: { ...moved, owedFen: rest.owedFen + lostFen } }, epoch)
}

/** What a payment had taken in advance, of principal. */
function paidAhead(pieces: readonly Piece[], eventId: string): Fen {
  const ahead = pieces.filter((piece) => piece.eventId === eventId && piece.rule.includes(':in-advance:'))
  return sumFen(ahead.filter(({ part }) => part === 'principal').map(({ amountFen }) => amountFen))
}

/** Principal that was paid in advance on instalments which a new plan has replaced since: the running one asks for it. */
function raise(
  terms: LoanTerms,
  { core, lines, takenFen }: Reopened,
  { event, epoch, amountFen }: Reopening,
): Reopened {
  const index = Math.min(runningIndex(core, epoch), core.rows.length - 1)
  const { settledOn: _settledOn, ...row } = core.rows[index]!
  const raised = core.rows.with(index, { ...row, settledOn: undefined, principalFen: row.principalFen + amountFen })
  const paid = addToPart(core.paid, 'principal', -amountFen)
  const line = lineOf(event, epoch, { part: 'principal', instalment: row.period.number, amountFen: -amountFen })
  const isKept = staysAsPlanned(core.schedule)
  const earning = isKept ? raised : lowered(terms, raised, epoch, new Map([[index, -amountFen]]))
  return {
    core: withRows({ ...core, paid }, earning),
    lines: [...lines, line],
    takenFen: takenFen + amountFen,
  }
}

function openAgain(row: Row, part: Part, backFen: Fen, { epoch, core }: { epoch: number; core: Core }): Row {
  const closed = closePenaltyStep(row, epoch, core.penalty)
  const { settledOn: _settledOn, ...rest } = closed
  return {
    ...rest,
    paid: addToPart(row.paid, part, -backFen),
    penaltyFromEpoch: Math.max(epoch, row.dueEpoch),
    settledOn: undefined,
  }
}

function lineOf(
  { id }: ChargedBack,
  epoch: number,
  what: Pick<Allocation, 'part' | 'instalment' | 'amountFen'>,
): Allocation {
  return { eventId: id, on: dayFromEpoch(epoch), ...what, rule: 'chargeback' }
}

/** The fee of the contract for a failed debit, in the oldest instalment that is open again. */
function withFee(terms: LoanTerms, core: Core, { chargesFee }: ChargedBack): Core {
  const balanceFen = core.disbursedFen - core.paid.principalFen
  const fees = chargesFee ? eventFeesOf(terms.schedule, 'failed-debit', balanceFen) : []
  const feeFen = sumFen(fees.map((fee) => fee.amountFen))
  const row = core.rows[core.firstOpen]
  if (feeFen === 0n || !row) return core
  const rows = core.rows.with(core.firstOpen, { ...row, carried: addToPart(row.carried, 'fee', feeFen) })
  return { ...core, rows, hasCarried: true, eventFeeFen: core.eventFeeFen + feeFen }
}
