import { addDays, type Day } from '@puhui/calendar'
import { changeLoan } from '../flows/change-loan.ts'
import { payOut } from '../flows/payout.ts'
import { customerActor, staffActor } from '../platform/actor.ts'
import { at } from '../platform/clock.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { borrowUnderPilot, type PilotDay, type PilotPeople, releasePilot } from './pilot.ts'

const CODE = 'ZZD'

/** Seed at signing, fertiliser and labour as the season asks for them. */
const DRAWS = { firstSharePpm: 400_000n, months: 4, leastFen: 50_000n } as const

/** A loan for the planting season: a product of its own that is paid out in parts, and a few farmers. */
export async function livePlantingSeason(platform: OpenPlatform, people: PilotPeople, day: PilotDay): Promise<void> {
  await releasePilot(platform, people, day.on, {
    note: '按农时分次放款，收获前按月还息还本，先在两个县试点',
    agreed: '分次放款比例与期限已核对',
    change: (terms) => ({
      ...terms,
      code: CODE,
      name: { zh: '农时种植贷（分次放款）', en: 'Planting loan, paid out in parts' },
      purpose: { zh: '购买种子、化肥，支付用工费。', en: 'For seed, fertiliser and labour.' },
      methods: ['equal-instalment'],
      termMonths: [12, 24],
      plan: { ...terms.plan, draws: DRAWS },
    }),
  })
  const wish = { termMonths: 12, method: 'equal-instalment' } as const
  await borrowUnderPilot(platform, people, day, { code: CODE, borrowers: 4, stride: 173, from: 29, wish })
}

/**
 * Weeks later the season goes on: the desk pays out the next part of one loan, a farmer draws half of the rest of another
 * and moves the repayment day, and the interest of a third pauses after a storm.
 */
export async function seasonGoesOn(platform: OpenPlatform, { staff }: PilotPeople, on: Day): Promise<void> {
  platform.clock.set(at(on, '09:20'))
  const desk = staffActor(staff.get('zhao.servicing')!, ['loans.payOut', 'loans.change'])
  const [one, other, third] = await platform.db
    .selectFrom('loan')
    .select(['id', 'customer_id', 'undrawn_fen'])
    .where('product_code', '=', CODE)
    .where('status', '=', 'active')
    .orderBy('id')
    .execute()
  if (one) {
    const wish = { kind: 'draw', amountFen: halfOf(one.undrawn_fen), reason: '购买化肥' } as const
    await unlessRefused(write(platform, { actor: desk }, (ctx) => payOut(ctx, one.id, wish)))
  }
  if (other) {
    const actor = customerActor(other.customer_id)
    const wish = { kind: 'draw', amountFen: halfOf(other.undrawn_fen), customerId: other.customer_id } as const
    await unlessRefused(write(platform, { actor }, (ctx) => payOut(ctx, other.id, wish)))
    const day = { kind: 'moveDueDay', dayOfMonth: 25 } as const
    const reason = '借款人自助调整'
    await unlessRefused(write(platform, { actor }, (ctx) => changeLoan(ctx, other.id, day, { reason })))
  }
  if (third) {
    const pause = { kind: 'pause', valueOn: on, until: addDays(on, 30) } as const
    const reason = '台风受灾，停息一个月'
    await unlessRefused(write(platform, { actor: desk }, (ctx) => changeLoan(ctx, third.id, pause, { reason })))
  }
}

/** A small market may leave nothing worth drawing, or a loan that is past due: then it is left as it is. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof RefusalError)) throw error
  })
}

/** Half of what is left, in round sums of a hundred yuan. */
function halfOf(undrawnFen: bigint | null): bigint {
  return ((undrawnFen ?? 0n) / 20_000n) * 10_000n
}
