import { addDays } from '@puhui/calendar'
import { askDueCall, decideDueCall } from '../flows/call-due.ts'
import { staffActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import type { MarketBook } from './book.ts'
import { borrowUnderPilot, type PilotDay, type PilotPeople, releasePilot } from './pilot.ts'

const CODE = 'SJD'
const ACCELERATION = { afterDays: 60, noticeDays: 15 } as const
/** Two borrowers pay nothing, one stops some weeks before the demo ends, and one later still. */
const STOP_AFTER_DAYS = [0, 0, 75, 110] as const

/** A loan on which interest runs by the day on what is really owed: a product of its own and a few borrowers, not all of whom pay. */
export async function liveDailyRest(
  platform: OpenPlatform,
  people: PilotPeople & { readonly book: MarketBook },
  day: PilotDay,
): Promise<void> {
  await releasePilot(platform, people, day.on, {
    note: '按实际占用天数计息，随时可还；逾期较久的可依合同提前到期',
    agreed: '计息方式与提前到期条款已核对',
    change: (terms) => ({
      ...terms,
      code: CODE,
      name: { zh: '随借随还贷（按日计息）', en: 'Daily rest loan' },
      methods: ['equal-instalment'],
      termMonths: [12, 24],
      prepayment: { ...terms.prepayment, feePpm: 0n, freeAfterInstalments: 0 },
      plan: { ...terms.plan, rest: { kind: 'daily', pastDue: 'bears-interest' } },
      acceleration: ACCELERATION,
      chargeOff: 'runs-on',
    }),
  })
  const wish = { termMonths: 12, method: 'equal-instalment' } as const
  await borrowUnderPilot(platform, people, day, { code: CODE, borrowers: 6, stride: 97, from: 41, wish })
  const lent = await platform.db
    .selectFrom('loan')
    .select('id')
    .where('product_code', '=', CODE)
    .orderBy('id')
    .execute()
  for (const [at, after] of STOP_AFTER_DAYS.entries()) {
    const loan = lent[at]
    if (loan) people.book.stops(loan.id, addDays(day.on, after))
  }
}

/** Of those that are late long enough, one is told that all falls due, and another waits for the second person. */
export async function leaveDueCalls({ platform, staff }: Pick<PilotPeople, 'staff'> & { platform: OpenPlatform }) {
  const officer = staffActor(staff.get('zhao.servicing')!, ['loans.askDueCall'])
  const second = staffActor(staff.get('wu.risk')!, ['loans.callDue'])
  const late = await platform.db
    .selectFrom('loan')
    .select('id')
    .where('product_code', '=', CODE)
    .where('dpd', '>', ACCELERATION.afterDays)
    .orderBy('dpd', 'desc')
    .orderBy('id')
    .limit(2)
    .execute()
  for (const [at, { id }] of late.entries()) {
    const reason = at === 0 ? '连续数期未还，电话和短信均无回应' : '已失联，单位确认离职'
    await unlessRefused(write(platform, { actor: officer }, (ctx) => askDueCall(ctx, id, reason)))
    const agreed = { verdict: 'approve', note: '' } as const
    if (at === 0) await unlessRefused(write(platform, { actor: second }, (ctx) => decideDueCall(ctx, id, agreed)))
  }
}

/** A borrower who has asked for help is not called due. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof RefusalError)) throw error
  })
}
