import { parseResidentId, residentIdCheckDigit } from '@puhui/compliance'
import { sql } from 'kysely'
import { sendCampaignJob } from '../server/src/flows/send-campaign.ts'
import { createCampaign, insertMembers } from '../server/src/modules/campaigns/index.ts'
import { type ImportedCustomer, insertImportedCustomers, purposesOf } from '../server/src/modules/customers/index.ts'
import { write } from '../server/src/platform/context.ts'
import type { JobContext } from '../server/src/platform/jobs/job.ts'
import type { OpenPlatform } from '../server/src/platform/open.ts'
import { lenderProfile } from '../server/src/platform/settings.ts'
import { actor, withLender } from './lending/lender.ts'
import type { Workload } from './measure.ts'

const PEOPLE = Number(process.env.PUHUI_BENCH_PEOPLE ?? 100_000)
const GOAL_S = 60

/** One campaign to so many people who agreed: the gate asked for each, a permit and a message for each, one budget. */
export const workload: Workload = {
  id: 'P27',
  title: `a campaign sent to ${PEOPLE.toLocaleString('en')} people / the goal of ${GOAL_S} s for 100,000`,
  run: () =>
    withLender('2026-03-02', async (platform) => {
      const campaignId = await readyCampaign(platform)
      const started = performance.now()
      await sendCampaignJob.run(jobContext(platform), { campaignId })
      const ours = (performance.now() - started) / 1000
      const sent = await platform.db
        .selectFrom('outbox_message')
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .where('object_id', '=', campaignId)
        .executeTakeFirstOrThrow()
      if (Number(sent.count) !== PEOPLE) throw new Error(`${sent.count} messages instead of ${PEOPLE}`)
      const peer = (GOAL_S * PEOPLE) / 100_000
      return { ours: round(ours), peer: round(peer), ratio: round(ours / peer), unit: 's' }
    }),
}

function jobContext(platform: OpenPlatform): JobContext {
  return {
    platform,
    jobId: 'job_bench',
    actor,
    requestId: 'bench',
    write: (work) => write(platform, { actor, requestId: 'bench' }, work),
    progress: async () => {},
  }
}

async function readyCampaign(platform: OpenPlatform): Promise<string> {
  const ids: string[] = []
  for (let from = 0; from < PEOPLE; from += 5_000)
    await write(platform, { actor }, async (ctx) => {
      const { name } = await lenderProfile(ctx)
      const purposes = purposesOf(name).filter(({ id }) => id === 'marketing')
      const people = Array.from({ length: Math.min(5_000, PEOPLE - from) }, (_, at) => personOf(from + at))
      const origin = { createdBy: 'bench', isSynthetic: true, checkedBy: null, purposes, evidence: null }
      await insertImportedCustomers(ctx, origin, people)
      // The gate refuses whom it does not know not to be a student.
      await sql`insert into profile_fact (customer_id, fact_id, value, source, observed_at, confidence_ppm, basis)
        select id, 'occupation', '"worker"', 'stated', ${ctx.clock.now()}::timestamptz, 600000, 'contract'
        from unnest(${people.map(({ id }) => id)}::text[]) as u (id)`.execute(ctx.tx)
      ids.push(...people.map(({ id }) => id))
    })
  return write(platform, { actor }, async (ctx) => {
    const id = await createCampaign(ctx, 'bench', draft as never)
    const now = ctx.clock.now()
    const set = { status: 'sending', started_at: now, submitted_by: 'one', decided_by: 'other' } as const
    await ctx.tx.updateTable('campaign').set(set).where('id', '=', id).execute()
    await insertMembers(
      ctx,
      id,
      ids.map((customerId) => ({ customerId, arm: 'treated' as const })),
    )
    return id
  })
}

const draft = {
  name: { zh: '', en: 'bench' },
  kind: 'credit-offer',
  segmentId: null,
  productCode: null,
  channel: 'sms',
  subject: null,
  body: { zh: '', en: '' },
  offeredFen: '1000000',
  holdoutPpm: 0,
  budgetFen: '100000000',
  unitCostFen: '5',
  goal: { measure: 'applied', count: 1 },
  windowDays: 30,
}

function personOf(no: number): ImportedCustomer {
  const digits = `330106${1960 + (no % 40)}${String(1 + (no % 12)).padStart(2, '0')}${String(1 + (Math.floor(no / 480) % 28)).padStart(2, '0')}${String(Math.floor(no / 13_440) * 40 + (Math.floor(no / 12) % 40)).padStart(3, '0')}`
  const residentId = `${digits}${residentIdCheckDigit(digits)}`
  if (!parseResidentId(residentId).ok) throw new Error(`no ID number for ${no}`)
  return {
    id: `cus_${String(no).padStart(26, '0')}`,
    name: 'bench',
    mobile: `139${String(no).padStart(8, '0')}`,
    residentId,
    bankCard: '6222021234567890128',
    address: 'bench',
    incomeMonthlyFen: 1_000_000n,
    profile: {},
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
