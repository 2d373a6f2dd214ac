import { addDays, type Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { startWhatIf, whatIfJob } from '../flows/what-if-rule.ts'
import {
  acknowledgeReading,
  addAction,
  enterRegulation,
  interpret,
  planRegulation,
  proposeParameters,
} from '../modules/regulations/index.ts'
import { staffActor } from '../platform/actor.ts'
import { type WriteContext, write } from '../platform/context.ts'
import { runJob } from '../platform/jobs/run.ts'
import type { OpenPlatform } from '../platform/open.ts'

const ISSUER: Localized = { zh: '演示监管机构', en: 'Demo regulator' }

interface Example {
  readonly title: Localized
  readonly body: Localized
  readonly reference: Localized
  readonly rule: string
  readonly inDays: number
}

/** Made up for the demo, and called so: no regulator has published them. */
const LOWER_CAP: Example = {
  title: { zh: '示例：综合融资成本上限降至 16%', en: 'Example: ceiling on the all-in cost lowered to 16%' },
  body: {
    zh: '自施行日起，新发放个人贷款的综合融资成本不得超过年化 16%。施行日前签订的合同按原约定履行。（演示数据，并非真实法规）',
    en: 'From its day, new personal loans cost at most 16% a year, all in. Contracts made before go on as signed. (Made up for the demo, no real rule.)',
  },
  reference: { zh: '演示〔2026〕1号', en: 'Demo 2026 No. 1' },
  rule: 'CN-RATE-004',
  inDays: 60,
}
const SHORTER: Example = {
  title: { zh: '示例：消费贷款期限上限征求意见', en: 'Example: consultation on a shorter longest term' },
  body: {
    zh: '拟将个人消费贷款最长期限缩短至 48 个月，公开征求意见中。（演示数据，并非真实法规）',
    en: 'Consumer loans would run 48 months at most; open for comments. (Made up for the demo, no real rule.)',
  },
  reference: { zh: '演示〔2026〕2号（征求意见稿）', en: 'Demo 2026 No. 2 (draft)' },
  rule: 'CN-ORIG-003',
  inDays: 110,
}
const BURDEN: Example = {
  title: { zh: '示例：月负债占收入上限 45%', en: 'Example: debts against income at most 45%' },
  body: {
    zh: '借款人全部月负债不得超过月收入的 45%，超过的须人工审批。（演示数据，并非真实法规）',
    en: 'All debts due in a month stay within 45% of the income of a month; above it a person decides. (Made up for the demo, no real rule.)',
  },
  reference: { zh: '演示〔2026〕3号', en: 'Demo 2026 No. 3' },
  rule: 'CN-ORIG-012',
  inDays: 25,
}

/** A register in work: one policy worked out, one only watched, one whose number waits for a second person. */
export async function leaveRegister(
  platform: OpenPlatform,
  staff: ReadonlyMap<string, string>,
  today: Day,
): Promise<void> {
  const [compliance, product] = [staff.get('zheng.compliance')!, staff.get('wang.product')!]
  const actor = staffActor(compliance, ['regulations.edit'])
  const { capId, jobId } = await write(platform, { actor }, async (ctx) => {
    const id = await enter(ctx, LOWER_CAP, today, compliance)
    await interpret(ctx, id, {
      zh: 'E 级定价高于 16%，施行日前须调整两款产品的价格；老合同不变。',
      en: 'Grade E is priced above 16%: both products change their prices before the day; old contracts stay.',
    })
    const dueOn = addDays(today, LOWER_CAP.inDays - 20)
    const title = { zh: '提交调整后的产品版本', en: 'Hand in versions of the products with the new prices' }
    await addAction(ctx, { regulationId: id, title, ownerId: product, dueOn })
    await planRegulation(ctx, id)
    await enter(ctx, SHORTER, today, compliance)
    await waitForApproval(ctx, today, compliance)
    const asked = await startWhatIf(ctx, {
      name: '上限降至 16% 的影响 / A ceiling of 16%',
      regulationId: id,
      numbers: [{ rule: 'CN-RATE-004', parameter: 'capAnnualPpm', value: '160000' }],
      effectiveOn: addDays(today, LOWER_CAP.inDays),
      oldContracts: 'kept',
    })
    return { capId: id, jobId: asked.jobId }
  })
  await runJob(platform, whatIfJob as never, jobId)
  for (const id of [compliance, product, staff.get('wu.risk')!]) {
    await write(platform, { actor: staffActor(id, []) }, (ctx) => acknowledgeReading(ctx, capId, 2))
  }
}

async function waitForApproval(ctx: WriteContext, today: Day, ownerId: string): Promise<void> {
  const id = await enter(ctx, BURDEN, today, ownerId)
  await interpret(ctx, id, {
    zh: '超过上限的批准转人工，不自动拒绝。',
    en: 'Approvals above the limit go to a person; nobody is declined by it alone.',
  })
  await proposeParameters(ctx, id, [{ rule: 'CN-ORIG-012', parameter: 'maxDtiPpm', value: '450000' }])
}

function enter(ctx: WriteContext, of: Example, today: Day, ownerId: string): Promise<string> {
  const { title, body, reference, rule, inDays } = of
  const dates = { publishedOn: addDays(today, -6), effectiveOn: addDays(today, inDays) }
  const rest = { address: null, oldContracts: 'kept', rules: [rule], ownerId } as const
  return enterRegulation(ctx, { title, body, reference, issuer: ISSUER, ...dates, ...rest })
}
