import type { Permission } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { planOptions } from '@puhui/loan'
import { askForHelp, decidePlan, declineHelp, openHardship, proposePlan, withdrawHelp } from '../flows/hardship.ts'
import type { HardshipReason } from '../modules/servicing/index.ts'
import { customerActor, staffActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'

interface Situation {
  readonly reason: HardshipReason
  readonly story: string
  readonly incomeBeforeFen: bigint
  readonly incomeNowFen: bigint
  /** Of what the borrower pays by the plan that stands. */
  readonly payableShare: readonly [bigint, bigint]
  readonly ends: 'asked' | 'proposed' | 'approved' | 'declined' | 'withdrawn'
}

/** What borrowers have written, and how far their requests are. */
const SITUATIONS: readonly Situation[] = [
  {
    reason: 'illness',
    story: '上月住院手术，医生要求休养三个月，目前只有基本工资',
    incomeBeforeFen: 780_000n,
    incomeNowFen: 360_000n,
    payableShare: [1n, 2n],
    ends: 'asked',
  },
  {
    reason: 'jobLoss',
    story: '工厂停产，月初离职，正在找工作，每天做零工',
    incomeBeforeFen: 650_000n,
    incomeNowFen: 210_000n,
    payableShare: [2n, 5n],
    ends: 'asked',
  },
  {
    reason: 'lessIncome',
    story: '店里生意只有往年一半，预计年后恢复',
    incomeBeforeFen: 920_000n,
    incomeNowFen: 500_000n,
    payableShare: [2n, 3n],
    ends: 'proposed',
  },
  {
    reason: 'disaster',
    story: '暴雨淹了大棚，今年的菜基本没收成',
    incomeBeforeFen: 560_000n,
    incomeNowFen: 150_000n,
    payableShare: [1n, 2n],
    ends: 'approved',
  },
  {
    reason: 'family',
    story: '母亲住院，请假照顾，收入减了一半',
    incomeBeforeFen: 700_000n,
    incomeNowFen: 380_000n,
    payableShare: [3n, 5n],
    ends: 'approved',
  },
  {
    reason: 'other',
    story: '想把每月还款降下来，腾出钱做别的投资',
    incomeBeforeFen: 1_200_000n,
    incomeNowFen: 1_200_000n,
    payableShare: [1n, 2n],
    ends: 'declined',
  },
  {
    reason: 'lessIncome',
    story: '本月奖金推迟发放，担心还不上',
    incomeBeforeFen: 830_000n,
    incomeNowFen: 610_000n,
    payableShare: [4n, 5n],
    ends: 'withdrawn',
  },
]

/** Leaves requests for help on the hardship desk, each as far as it has come. */
export async function leaveHardship(
  platform: OpenPlatform,
  staff: ReadonlyMap<string, string>,
  today: Day,
): Promise<void> {
  const loans = await platform.db
    .selectFrom('loan')
    .select(['id', 'customer_id', 'next_due_fen'])
    .where('status', 'in', ['active', 'overdue'])
    .where('dpd', '<=', 90)
    .where('next_due_fen', '>', 0n)
    .orderBy('dpd', 'desc')
    .orderBy('id')
    .limit(SITUATIONS.length)
    .execute()
  const officer = person(staff, 'zhao.servicing', ['hardship.propose'])
  const second = person(staff, 'wu.risk', ['hardship.approve'])
  for (const [at, loan] of loans.entries()) {
    await live(platform, { loan, situation: SITUATIONS[at]!, officer, second, today })
  }
}

function person(staff: ReadonlyMap<string, string>, login: string, permissions: readonly Permission[]) {
  return staffActor(staff.get(login)!, permissions)
}

interface Case {
  readonly loan: { readonly id: string; readonly customer_id: string; readonly next_due_fen: bigint }
  readonly situation: Situation
  readonly officer: ReturnType<typeof staffActor>
  readonly second: ReturnType<typeof staffActor>
  readonly today: Day
}

async function live(platform: OpenPlatform, { loan, situation, officer, second, today }: Case): Promise<void> {
  const { payableShare, ends, ...said } = situation
  const payableFen = ((loan.next_due_fen * payableShare[0]) / payableShare[1] / 10_000n) * 10_000n
  const borrower = customerActor(loan.customer_id)
  const id = await write(platform, { actor: borrower }, (ctx) =>
    askForHelp(ctx, loan.id, { ...said, payableFen }, loan.customer_id),
  )
  if (ends === 'withdrawn') {
    await write(platform, { actor: borrower }, (ctx) => withdrawHelp(ctx, loan.customer_id, loan.id, id))
  }
  if (ends === 'declined') {
    const reason = '收入没有减少，暂不符合帮扶条件；如想少付利息，可随时提前还款'
    await write(platform, { actor: officer }, (ctx) => declineHelp(ctx, id, reason))
  }
  if (ends !== 'proposed' && ends !== 'approved') return
  await write(platform, { actor: officer }, async (ctx) => {
    const opened = await openHardship(ctx, id)
    const options = planOptions(opened.loan, { bookedOn: today, eventId: 'lev_preview' }, payableFen)
    const { terms } = options.find(({ isPayable }) => isPayable) ?? options[0]!
    const advice = '先把每月要还的降到能承受的数目；收入恢复后提前还一部分，总利息会少很多。'
    await proposePlan(ctx, id, { ...terms, advice, agreedBy: 'phone' })
  })
  if (ends !== 'approved') return
  await write(platform, { actor: second }, (ctx) => decidePlan(ctx, id, { verdict: 'approve', note: '' }))
}
