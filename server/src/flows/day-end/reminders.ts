import { addDays, type Day } from '@puhui/calendar'
import { type DueLoan, insertMarkers, readUpcoming } from '../../modules/servicing/index.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { sendAll } from '../../platform/outbox/send-all.ts'
import { reminderText } from '../borrower-messages.ts'
import { recipientsOf } from './recipients.ts'
import { type Rest, type Tellable, type Telling, tellFew } from './tell-in-parts.ts'

const SETTING = 'servicing.reminderDays'
const AT_FIRST: readonly number[] = [3]

/** How many days before the due date borrowers are reminded; the lender may set several. */
export async function reminderDays({ db }: Pick<ReadContext, 'db'>): Promise<readonly number[]> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row ? (row.value as number[]) : AT_FIRST
}

interface Reminder extends Tellable {
  readonly loan: DueLoan
  readonly days: number
}

/**
 * Who is reminded on the morning that begins, so many days before an instalment falls due. What is paid has nothing due
 * and gets no reminder (SRV-04).
 */
export async function remindersOf(ctx: Pick<ReadContext, 'db'>, on: Day): Promise<Telling<Reminder>> {
  const all: Reminder[] = []
  for (const days of await reminderDays(ctx)) {
    const due = await readUpcoming(ctx.db, addDays(addDays(on, 1), days))
    const ahead = String(days).padStart(3, '0')
    all.push(...due.map((loan) => ({ key: `${ahead} ${loan.id}`, amountFen: loan.nextDueFen, loan, days })))
  }
  all.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { step: 'reminders', all, send: remind, figures: (count) => ({ count, figures: {} }) }
}

/** Reminds those that are left, and writes down that all are. */
export async function sendReminders(ctx: WriteContext, on: Day, { items, chunk }: Rest<Reminder>): Promise<void> {
  const started = performance.now()
  const count = await tellFew(ctx, { send: remind }, items)
  const amountFen = items.reduce((sum, one) => sum + one.amountFen, 0n)
  const tookMs = performance.now() - started
  await insertMarkers(ctx.tx, on, [{ step: 'reminders', chunk, count, amountFen, tookMs }])
}

async function remind(ctx: WriteContext, due: readonly Reminder[]): Promise<number> {
  const recipients = await recipientsOf(
    ctx,
    due.map(({ loan }) => loan.customerId),
  )
  return sendAll(
    ctx,
    due.map(({ loan, days }) => ({
      kind: 'sms' as const,
      template: 'loans.reminder',
      recipient: recipients.get(loan.customerId)!.mobile,
      body: reminderText(loan.number, loan.nextDueOn!, loan.nextDueFen)[recipients.get(loan.customerId)!.language],
      payload: { loanId: loan.id, dueOn: loan.nextDueOn, amountFen: String(loan.nextDueFen), days },
      customerId: loan.customerId,
      objectKind: 'loan',
      objectId: loan.id,
      dedupKey: `reminder:${loan.id}:${loan.nextDueOn}:${days}`,
    })),
  )
}
