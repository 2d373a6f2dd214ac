import { addMonths, type Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import type { Policy, Stage } from '@puhui/policy'
import { backtestJob, startBacktest } from '../flows/backtest.ts'
import { policyOn, readVersionRow, savePolicyDraft } from '../modules/policies/index.ts'
import { staffActor } from '../platform/actor.ts'
import { readContext, write } from '../platform/context.ts'
import { runJob } from '../platform/jobs/run.ts'
import type { OpenPlatform } from '../platform/open.ts'

const LESS = 'requestedAmount * 0.9'
const MONTHS = 6

/** A risk analyst's draft that lends a tenth less, rehearsed on the last half year and not yet handed in. */
export async function leaveRehearsal(
  platform: OpenPlatform,
  staff: ReadonlyMap<string, string>,
  today: Day,
): Promise<void> {
  const actor = staffActor(staff.get('wu.risk')!, ['policies.edit'])
  const { code, version } = await policyOn(readContext(platform, { actor }), today)
  const row = await readVersionRow(platform.db, code, version)
  assert(row, 'the demo lender has a policy', { code })
  const definition = row.definition as Policy
  const stages = definition.stages.map(lendingLess)
  const jobId = await write(platform, { actor }, async (ctx) => {
    const scenarios = row.scenarios
    const draftId = await savePolicyDraft(ctx, {
      code,
      baseVersion: version,
      definition: { ...definition, stages },
      scenarios,
    })
    const id = await startBacktest(ctx, { code, draftId, from: addMonths(today, -MONTHS), to: today })
    const { job_id } = await ctx.tx
      .selectFrom('policy_backtest')
      .select('job_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return job_id!
  })
  await runJob(platform, backtestJob as never, jobId)
}

function lendingLess(stage: Stage): Stage {
  if (stage.kind !== 'offer') return stage
  const cap = { id: 'nineTenths', title: { zh: '申请额的九成', en: 'Nine tenths of the request' }, expression: LESS }
  return { ...stage, limit: { ...stage.limit, caps: [...stage.limit.caps, cap] } }
}
