import type { Permission } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { planOptions } from '@puhui/loan'
import { simulatedESign } from '../adapters/e-sign/simulated.ts'
import { acknowledgeAgreement, agreementById, declineAgreement, signAgreement } from '../flows/agreement.ts'
import { askForHelp, decidePlan, declineHelp, openHardship, proposePlan, withdrawHelp } from '../flows/hardship.ts'
import type { HardshipReason } from '../modules/servicing/index.ts'
import { type Actor, customerActor, staffActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'
import { setForSigning } from '../views/agreement-paper.ts'

const APPROVED = { verdict: 'approve' as const, note: '' }

interface Situation {
  readonly reason: HardshipReason
  readonly story: string
  readonly incomeBeforeFen: bigint
  readonly incomeNowFen: bigint
  /** Of what the borrower pays by the plan that stands. */
  readonly payableShare: readonly [bigint, bigint]
  readonly ends: 'asked' | 'proposed' | 'signing' | 'approved' | 'refused' | 'declined' | 'withdrawn'
}

/** What borrowers have written, and how far their requests are. */
const SITUATIONS: readonly Situation[] = [
  {
    reason: 'lessIncome',
    story: '公司减薪三成，房租又涨了，想把每月还款降下来',
    incomeBeforeFen: 880_000n,
    incomeNowFen: 600_000n,
    payableShare: [2n, 3n],
    ends: 'signing',
  },
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
    ends: 'signing',
  },
  {
    reason: 'illness',
    story: '摔伤了手，两个月不能出车',
    incomeBeforeFen: 720_000n,
    incomeNowFen: 260_000n,
    payableShare: [1n, 2n],
    ends: 'refused',
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
  const loans = await loansInNeed(platform)
  const officer = person(staff, 'zhao.servicing', ['hardship.propose'])
  const second = person(staff, 'wu.risk', ['hardship.approve'])
  for (const [at, loan] of loans.entries()) {
    await live(platform, { loan, situation: SITUATIONS[at]!, officer, second, today })
  }
}

/** The borrower whom visitors of the demo look in on finds a paper to sign; the others are those furthest behind. */
async function loansInNeed({ db }: OpenPlatform) {
  const running = db
    .selectFrom('loan')
    .select(['id', 'customer_id', 'next_due_fen'])
    .where('status', 'in', ['active', 'overdue'])
    .where('dpd', '<=', 90)
    .where('next_due_fen', '>', 0n)
  const visited = await running.where('status', '=', 'active').orderBy('customer_id').limit(1).execute()
  const behind = await running.orderBy('dpd', 'desc').orderBy('id').limit(SITUATIONS.length).execute()
  const others = behind.filter(({ id }) => id !== visited[0]?.id)
  return [...visited, ...others].slice(0, SITUATIONS.length)
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
  if (ends === 'asked' || ends === 'withdrawn' || ends === 'declined') return
  await write(platform, { actor: officer }, async (ctx) => {
    const opened = await openHardship(ctx, id)
    const options = planOptions(opened.loan, { bookedOn: today, eventId: 'lev_preview' }, payableFen)
    const { terms } = options.find(({ isPayable }) => isPayable) ?? options[0]!
    const advice = '先把每月要还的降到能承受的数目；收入恢复后提前还一部分，总利息会少很多。'
    await proposePlan(ctx, id, { ...terms, advice, agreedBy: 'phone' })
  })
  if (ends === 'proposed') return
  const { agreementId } = await write(platform, { actor: second }, (ctx) => decidePlan(ctx, id, APPROVED))
  assert(agreementId !== null, 'a plan that is approved has its paper')
  if (ends === 'approved') await sign(platform, borrower, agreementId)
  if (ends === 'refused') {
    await write(platform, { actor: borrower }, async (ctx) =>
      declineAgreement(ctx, await agreementById(ctx, agreementId), '想多还几期，少拖一点'),
    )
  }
}

const READ_SECONDS = 46

/** Reads the paper to its end and signs it, with the simulated provider. */
async function sign(platform: OpenPlatform, borrower: Actor, agreementId: string): Promise<void> {
  const paper = await write(platform, { actor: borrower }, async (ctx) => {
    const agreement = await agreementById(ctx, agreementId)
    const { termsHash } = agreement
    await acknowledgeAgreement(ctx, agreement, { termsHash, readSeconds: READ_SECONDS, scrolledToEnd: true })
    return setForSigning(ctx, simulatedESign(), await agreementById(ctx, agreementId), ctx.clock.now())
  })
  await write(platform, { actor: borrower }, (ctx) => signAgreement(ctx, borrower.id, agreementId, paper))
}
