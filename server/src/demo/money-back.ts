import { addDays, type Day, dayOfMonth } from '@puhui/calendar'
import { type Adjustment, adjustLoan } from '../flows/adjust-loan.ts'
import { type Actor, staffActor } from '../platform/actor.ts'
import { at } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { RefusalError } from '../platform/refusal-error.ts'

/** On which day of a month the desk deals with what merchants and banks have sent back. */
const DESK_DAY = 12
/** Whole refunds are of goods that were bought lately, chargebacks of payments that are a few days old. */
const LATELY_DAYS = 30

type Found = { readonly loanId: string; readonly amountFen: bigint; readonly eventId?: string }
type Wish = Omit<Adjustment, 'valueOn' | 'amountFen' | 'eventId'>

/**
 * Once a month some money goes back: a credit for good will, a refund of a part and one of a whole purchase, and a
 * repayment that a bank has taken back. Loans with a request for help are left alone: their plan was worked out.
 */
export async function moneyGoesBack(
  platform: OpenPlatform,
  staff: ReadonlyMap<string, string>,
  on: Day,
): Promise<void> {
  if (dayOfMonth(on) !== DESK_DAY) return
  platform.clock.set(at(on, '09:10'))
  const actor = staffActor(staff.get('zhao.servicing')!, ['loans.adjust'])
  const [oldest, other] = await runningLoans(platform, on, 'asc')
  const [newest] = await runningLoans(platform, on, 'desc')
  const charged = await lastRepayment(platform, on)
  const book = (found: Found | undefined, wish: Wish) => adjust(platform, actor, on, found && { ...found, ...wish })
  const plain = { withInterest: false, chargesFee: false }
  await book(oldest && { ...oldest, amountFen: 2_000n }, {
    ...plain,
    kind: 'goodwill',
    reason: '热线等候过久，致歉补偿',
  })
  await book(other && { ...other, amountFen: (other.amountFen / 4_000n) * 1_000n }, {
    ...plain,
    kind: 'refund',
    withInterest: true,
    reason: '商户退还部分货款，连同已付利息',
  })
  await book(newest, { ...plain, kind: 'refund', withInterest: true, reason: '商品整单退货，商户全额退款' })
  await book(charged, { ...plain, kind: 'chargeBack', reason: '付款行通知代扣有误，款项追回' })
}

async function adjust(platform: OpenPlatform, actor: Actor, on: Day, wish: (Found & Wish) | undefined): Promise<void> {
  if (!wish) return
  const { loanId, ...adjustment } = wish
  // A loan that has nothing owed, or was refunded already, is left as it is.
  await write(platform, { actor }, (ctx) => adjustLoan(ctx, loanId, { ...adjustment, valueOn: on })).catch(
    (error: unknown) => {
      if (!(error instanceof RefusalError)) throw error
    },
  )
}

async function runningLoans({ db }: OpenPlatform, on: Day, order: 'asc' | 'desc'): Promise<readonly Found[]> {
  const asked = db.selectFrom('hardship_request').select('loan_id')
  const refunded = db.selectFrom('loan_event').select('loan_id').where('kind', '=', 'refunded')
  const rows = await db
    .selectFrom('loan')
    .select(['id', 'principal_fen'])
    .where('status', '=', 'active')
    .where('disbursed_on', order === 'asc' ? '<' : '>=', addDays(on, -LATELY_DAYS))
    .where('id', 'not in', asked)
    .where('id', 'not in', refunded)
    .orderBy('disbursed_on', order)
    .orderBy('id')
    .limit(2)
    .execute()
  return rows.map(({ id, principal_fen }) => ({ loanId: id, amountFen: principal_fen }))
}

async function lastRepayment({ db }: OpenPlatform, on: Day): Promise<Found | undefined> {
  const row = await db
    .selectFrom('loan_event as e')
    .innerJoin('loan as l', 'l.id', 'e.loan_id')
    .select(['e.id', 'e.loan_id', 'e.payload'])
    .where('e.kind', '=', 'repaid')
    .where('e.booked_on', '>=', addDays(on, -7))
    .where('l.status', '=', 'active')
    .orderBy('e.booked_on', 'desc')
    .orderBy('e.id')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { amountFen } = row.payload as unknown as { readonly amountFen: string }
  return { loanId: row.loan_id, eventId: row.id, amountFen: BigInt(amountFen) }
}
