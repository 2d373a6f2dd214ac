import { type Fen, maxFen, minFen, sumFen } from '@puhui/money'
import type { Core } from './core.ts'
import type { Loan } from './loan.ts'
import { KEY_OF, type OwnDay, type Row } from './row.ts'

/** What is open of charges whose own day has come, in an instalment that has not fallen due. */
export function openByOwnDay(
  { ownDays, dueEpoch, paid, waived, carried }: Row,
  part: OwnDay['part'],
  epoch: number,
): Fen {
  if (!ownDays || dueEpoch <= epoch) return 0n
  const come = ownDays.filter((one) => one.part === part && one.epoch <= epoch)
  const key = KEY_OF[part]
  const metFen = paid[key] + waived[key]
  return maxFen(0n, minFen(sumFen(come.map(({ amountFen }) => amountFen)), carried[key]) - metFen)
}

/** The same over all instalments to come, where the contract lets a charge fall due by its own day. */
export function dueByOwnDay(
  { terms }: Pick<Loan, 'terms'>,
  { rows }: Core,
  epoch: number,
  parts: readonly OwnDay['part'][] = ['fee', 'penalty'],
): Fen {
  if (terms.allocation.chargesDue !== 'own-day') return 0n
  return sumFen(parts.flatMap((part) => rows.map((row) => openByOwnDay(row, part, epoch))))
}
