import type { Permission } from '@puhui/api'
import { addDays, type Day, dayOfMonth } from '@puhui/calendar'
import { closeBooks } from '../flows/close-month.ts'
import { decideRun, makeRun } from '../flows/provision.ts'
import { askWriteOff, decideWriteOff, WRITE_OFF_DPD_MIN } from '../flows/write-off.ts'
import { monthEnds, monthOf } from '../modules/ledger/index.ts'
import { type Actor, staffActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'

/** On which day of the month the books of the month before are dealt with. */
const BOOKS_DAY = 4
const APPROVED = { verdict: 'approve' as const, note: '' }

/**
 * What the people of the demo lender do on the books after a month: the provision is worked out and posted by two of
 * them, what is long past due is written off by two others, and the month is closed.
 */
export async function dealWithBooks(
  platform: OpenPlatform,
  staff: ReadonlyMap<string, string>,
  on: Day,
): Promise<void> {
  if (dayOfMonth(on) !== BOOKS_DAY) return
  const month = monthOf(addDays(on, -BOOKS_DAY))
  if (!(await wasOpenIn(platform, month))) return
  const [risk, compliance, servicing] = [
    person(staff, 'wu.risk', ['provisions.edit', 'loans.chargeOff']),
    person(staff, 'zheng.compliance', ['provisions.approve']),
    person(staff, 'zhao.servicing', ['ledger.close', 'loans.askWriteOff']),
  ]
  const runId = await write(platform, { actor: risk }, (ctx) => makeRun(ctx, month))
  await write(platform, { actor: compliance }, (ctx) => decideRun(ctx, runId, APPROVED))
  await writeOffLongPastDue(platform, { servicing, risk })
  await write(platform, { actor: servicing }, (ctx) => closeBooks(ctx, month, `${month} 总分核对无误，月末关账`))
}

function person(staff: ReadonlyMap<string, string>, login: string, permissions: readonly Permission[]): Actor {
  return staffActor(staff.get(login)!, permissions)
}

/** The first month of a lender may have begun after its books day. */
async function wasOpenIn({ db }: OpenPlatform, month: string): Promise<boolean> {
  const run = await db
    .selectFrom('day_end')
    .select('id')
    .where('business_on', '>=', `${month}-01` as Day)
    .where('business_on', '<=', monthEnds(month))
    .limit(1)
    .executeTakeFirst()
  return run !== undefined
}

/** A month after they could be: some stand on the write-off desk at any time. */
const WRITTEN_OFF_FROM = WRITE_OFF_DPD_MIN + 30

async function writeOffLongPastDue(
  platform: OpenPlatform,
  { servicing, risk }: { readonly servicing: Actor; readonly risk: Actor },
): Promise<void> {
  const late = await platform.db
    .selectFrom('loan')
    .select('id')
    .where('status', '=', 'overdue')
    .where('dpd', '>', WRITTEN_OFF_FROM)
    .orderBy('id')
    .execute()
  for (const { id } of late) {
    await write(platform, { actor: servicing }, (ctx) => askWriteOff(ctx, id, '逾期七个月，多次催收无果，申请核销'))
    await write(platform, { actor: risk }, (ctx) => decideWriteOff(ctx, id, APPROVED))
  }
}
