import { addDays, type Day } from '@puhui/calendar'
import { type DueLoan, insertMarkers, readUpcoming } from '../../modules/servicing/index.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { sendAll } from '../../platform/outbox/send-all.ts'
import { reminderText } from '../borrower-messages.ts'
import { recipientsOf } from './recipients.ts'
import { chunksOf } from './run-context.ts'

const SETTING = 'servicing.reminderDays'
const AT_FIRST: readonly number[] = [3]
const CHUNK = 100

/** How many days before the due date borrowers are reminded; the lender may set several. */
export async function reminderDays({ db }: Pick<ReadContext, 'db'>): Promise<readonly number[]> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row ? (row.value as number[]) : AT_FIRST
}

/**
 * Reminds borrowers on the morning that begins, so many days before an instalment falls due. What is paid has nothing
 * due and gets no reminder (SRV-04).
 */
export async function sendReminders(ctx: WriteContext, on: Day): Promise<void> {
  const started = performance.now()
  const morning = addDays(on, 1)
  let [count, amountFen] = [0, 0n]
  for (const days of await reminderDays(ctx)) {
    const due = await readUpcoming(ctx.db, addDays(morning, days))
    for (const part of chunksOf(due, CHUNK)) count += await remind(ctx, part, days)
    amountFen += due.reduce((sum, { nextDueFen }) => sum + nextDueFen, 0n)
  }
  const tookMs = performance.now() - started
  await insertMarkers(ctx.tx, on, [{ step: 'reminders', chunk: 0, count, amountFen, tookMs }])
}

async function remind(ctx: WriteContext, due: readonly DueLoan[], days: number): Promise<number> {
  const recipients = await recipientsOf(
    ctx,
    due.map(({ customerId }) => customerId),
  )
  return sendAll(
    ctx,
    due.map((loan) => ({
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
