import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { type AccountCode, aggregate, type Line } from '@puhui/ledger'
import { booksOn, feesMissing, type Loan } from '@puhui/loan'
import {
  type BookedLoan,
  FoldError,
  foldedLoans,
  readBookedLoans,
  type WantedLoans,
} from '../modules/servicing/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { eventDifferences, postedLines } from './event-differences.ts'

/** One entry that is missing. Without an event it is what the passing of days should have brought. */
export interface CorrectionPart {
  readonly eventId: string | null
  readonly eventKind: string | null
  readonly on: Day | null
  readonly lines: readonly Line[]
}

/** A loan whose books are not what its rules say, with the entries that would bring them there. */
export interface Correction {
  readonly loan: Loan
  readonly row: BookedLoan
  readonly parts: readonly CorrectionPart[]
}

export interface Compared {
  readonly corrections: readonly Correction[]
  readonly loansRead: number
  /** Loans that could not be folded. */
  readonly loansUnread: number
  /** The last one that was looked at. */
  readonly lastId: string | null
}

/** The loans whose books differ on a morning: what is booked for each against what the fold says of it. */
export async function correctionsOn(ctx: Pick<ReadContext, 'db'>, today: Day, wanted: WantedLoans): Promise<Compared> {
  const rows = await readBookedLoans(ctx.db, today, wanted)
  const folded = await foldedLoans(0).of(ctx.db, rows)
  const posted = await postedLines(
    ctx.db,
    rows.map((row) => row.id),
    today,
  )
  const corrections = rows.flatMap((row, at): Correction[] => {
    const loan = folded[at]!
    if (loan instanceof FoldError) return []
    const parts = correctionOf(loan, row, posted, today)
    return parts.length === 0 ? [] : [{ loan, row, parts }]
  })
  const loansUnread = folded.filter((loan) => loan instanceof FoldError).length
  return { corrections, loansRead: rows.length - loansUnread, loansUnread, lastId: rows.at(-1)?.id ?? null }
}

function correctionOf(
  loan: Loan,
  row: BookedLoan,
  posted: ReadonlyMap<string, readonly Line[]>,
  today: Day,
): readonly CorrectionPart[] {
  const ofEvents = eventDifferences(loan, posted).map(
    ({ event, lines }): CorrectionPart => ({
      eventId: event.id,
      eventKind: event.kind,
      on: event.bookedOn,
      lines: negative(lines),
    }),
  )
  const lines = ofDays(loan, row.booked, today, aggregate(ofEvents.flatMap((part) => part.lines)))
  return lines.length === 0 ? ofEvents : [...ofEvents, { eventId: null, eventKind: null, on: null, lines }]
}

function negative(lines: readonly Line[]): readonly Line[] {
  return lines.map(({ account, amountFen }) => ({ account, amountFen: -amountFen }))
}

/** Where what days bring to a claim stands as income; principal and money held are settled by interest. */
const AGAINST = {
  '1303': '6011',
  '1132': '6011',
  '1133': '6012',
  '1122': '6021',
  '2241': '6011',
  '9001': '9002',
} as const satisfies Record<keyof BookedLoan['booked'], AccountCode>

type Account = keyof typeof AGAINST

/**
 * What is still missing once the entries of the events are right. Claims follow the loan's row, which knows what the nights
 * have brought. Principal and money held are moved by events: where the row says what the fold says, it was carried on
 * since, and the entries of the events are all that is missing.
 */
function ofDays(loan: Loan, booked: BookedLoan['booked'], today: Day, ofEvents: readonly Line[]): readonly Line[] {
  const books = booksOn(loan, today)
  return aggregate(
    (Object.keys(AGAINST) as Account[]).flatMap((account): Line[] => {
      const missingFen = on(books, account) - booked[account]
      const isCarried = (account === '1303' || account === '2241') && missingFen === 0n
      const amountFen = isCarried ? 0n : missingFen - on(ofEvents, account)
      // Fees are partly owed to partners, in the share that they have of those of the loan.
      if (account === '1122') return [{ account, amountFen }, ...feesMissing(loan, today, amountFen)]
      return [
        { account, amountFen },
        { account: AGAINST[account], amountFen: -amountFen },
      ]
    }),
  )
}

function on(lines: readonly Line[], account: AccountCode): bigint {
  return lines.reduce((sum, line) => (line.account === account ? sum + line.amountFen : sum), 0n)
}

/** All entries of a correction in one sum. */
export function sumOf({ parts }: Pick<Correction, 'parts'>): readonly Line[] {
  return aggregate(parts.flatMap(({ lines }) => lines))
}

/** Names a correction: it is another one as soon as a line of it is. */
export function hashOf({ row, parts }: Correction): string {
  const text = parts.map(({ eventId, lines }) =>
    [eventId ?? 'days', ...lines.map(({ account, amountFen }) => `${account}:${amountFen}`)].join(' '),
  )
  return createHash('sha256')
    .update([row.id, row.eventSeq, ...text].join('\n'))
    .digest('hex')
}
