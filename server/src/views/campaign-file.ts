import { campaignsApi, type OutputOf, type QueryOf } from '@puhui/api'
import { costPer, detectable } from '@puhui/experiment'
import { sql } from 'kysely'
import { gateMembers, isQuietNow } from '../flows/contact-gate.ts'
import { armOf, type CampaignRow, countMembers, requireCampaign } from '../modules/campaigns/index.ts'
import { productNames } from '../modules/products/index.ts'
import { audienceNow, idsIn } from '../modules/segments/index.ts'
import { actorName } from '../platform/actor-names.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'
import { campaignReport, refusalLines } from './campaign-report.ts'
import { inPlace, type PlaceQuery } from './place-filter.ts'

type File = OutputOf<typeof campaignsApi.getCampaign>

const hasStarted = ({ status }: CampaignRow): boolean => status === 'sending' || status === 'sent'

/** A campaign with what it did so far, in a part of the country if asked; of an imported one it is not known where people live. */
export async function campaignFile(ctx: ReadContext, id: string, place: PlaceQuery = {}): Promise<File> {
  const row = await requireCampaign(ctx, id)
  const segment =
    row.segment_id === null
      ? undefined
      : await ctx.db.selectFrom('segment').select('name').where('id', '=', row.segment_id).executeTakeFirst()
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind,
    origin: row.origin,
    segmentId: row.segment_id,
    segmentName: segment?.name ?? null,
    audienceId: row.audience_id,
    productCode: row.product_code,
    productName:
      (await productNames(ctx.db, row.product_code ? [row.product_code] : [])).get(row.product_code ?? '') ?? null,
    channel: row.channel,
    subject: row.subject,
    body: row.body,
    offeredFen: row.offered_fen === null ? null : String(row.offered_fen),
    holdoutPpm: row.holdout_ppm,
    budgetFen: row.budget_fen === null ? null : String(row.budget_fen),
    unitCostFen: String(row.unit_cost_fen),
    goal: row.goal,
    windowDays: row.window_days,
    status: row.status,
    version: row.version,
    createdBy: await actorName(ctx, row.created_by),
    submittedBy: row.submitted_by && (await actorName(ctx, row.submitted_by)),
    decidedBy: row.decided_by && (await actorName(ctx, row.decided_by)),
    note: row.note,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    makerId: row.submitted_by,
    progress: row.status === 'sending' ? await progressOf(ctx, row.id) : null,
    report: hasStarted(row) ? await campaignReport(ctx.db, row, place) : null,
  }
}

async function progressOf(ctx: ReadContext, id: string): Promise<File['progress']> {
  const { audience, waiting } = await countMembers(ctx.db, id)
  return { done: audience - waiting, total: audience, isPaused: isQuietNow(ctx) }
}

const PREVIEW_MAX = 50_000
const PEOPLE_AT_ONCE = 2_000

/** The waterfall as it would be if the messages went out now, everybody asked one by one. */
export async function campaignPreview(
  ctx: ReadContext,
  id: string,
): Promise<OutputOf<typeof campaignsApi.previewCampaign>> {
  const campaign = await requireCampaign(ctx, id)
  if (campaign.segment_id === null) throw new RefusalError({ code: 'campaigns.not_found' })
  const { frozen } = await audienceNow(ctx, campaign.segment_id)
  if (frozen.count > PREVIEW_MAX) throw new RefusalError({ code: 'campaigns.audience_too_large', max: PREVIEW_MAX })
  const ids = idsIn(frozen.audience)
  const members = ids.map((customerId) => ({ customerId, arm: armOf(id, customerId, campaign.holdout_ppm) }))
  const counts = new Map<string, number>()
  let reached = 0
  let eligible = 0
  for (let from = 0; from < members.length; from += PEOPLE_AT_ONCE) {
    for (const { verdict, isEligible } of await gateMembers(
      ctx,
      campaign,
      members.slice(from, from + PEOPLE_AT_ONCE),
    )) {
      const reason = verdict.refusal === 'contact.quiet_hours' ? null : verdict.refusal
      if (reason === null) reached++
      else counts.set(reason, (counts.get(reason) ?? 0) + 1)
      if (isEligible) eligible++
    }
  }
  return {
    segment: ids.length,
    reached,
    heldOut: eligible - reached,
    refusals: refusalLines(counts),
    costFen: String(BigInt(reached) * campaign.unit_cost_fen),
    detectable: detectable({ baseRate: 0.01, treated: reached, control: eligible - reached }),
  }
}

const SHOWN = sql<ListRow>`(
  select c.id, c.code, c.name, s.name as segment_name, c.channel, c.status, c.started_at, c.created_at,
    coalesce(m.audience, i.rows) as audience, coalesce(m.sent, 0) as sent, coalesce(m.approved, 0) as approved,
    (coalesce(m.sent, 0) * c.unit_cost_fen)::bigint as spent_fen
  from campaign c
  left join segment s on s.id = c.segment_id
  left join campaign_import i on i.campaign_id = c.id
  left join lateral (
    select count(*)::int as audience, count(*) filter (where k.status in ('sent', 'task'))::int as sent,
      count(*) filter (where k.status in ('sent', 'task') and exists (select from application a where a.customer_id = k.customer_id
        and a.outcome = 'approve' and a.created_at >= c.started_at
        and a.created_at < c.started_at + make_interval(days => c.window_days)))::int as approved
    from campaign_member k where k.campaign_id = c.id having count(*) > 0) m on true)`

interface ListRow {
  readonly id: string
  readonly code: string
  readonly name: { zh: string; en: string }
  readonly segment_name: { zh: string; en: string } | null
  readonly channel: 'sms' | 'email' | 'branch'
  readonly status: CampaignRow['status']
  readonly started_at: string | null
  readonly created_at: string
  readonly audience: number | null
  readonly sent: number
  readonly approved: number
  readonly spent_fen: bigint
}

export async function campaignList(ctx: ReadContext, query: QueryOf<typeof campaignsApi.listCampaigns>) {
  const page = await listPage(ctx.db, campaignsApi.listCampaigns.list, query, {
    base: ctx.db.selectFrom(SHOWN.as('s')).selectAll('s'),
    columns: {
      code: sql.ref('s.code'),
      channel: sql.ref('s.channel'),
      status: sql.ref('s.status'),
      startedAt: sql.ref('s.started_at'),
      createdAt: sql.ref('s.created_at'),
    },
    search: [sql.ref('s.code'), sql`s.name ->> 'zh'`, sql`s.name ->> 'en'`],
    tiebreak: sql.ref('s.id'),
  })
  return {
    ...page,
    rows: (page.rows as unknown as ListRow[]).map((row) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      segmentName: row.segment_name,
      channel: row.channel,
      status: row.status,
      audience: row.audience,
      sent: row.sent,
      approved: row.approved,
      spentFen: String(row.spent_fen),
      startedAt: row.started_at,
      createdAt: row.created_at,
    })),
  }
}

/** Whom the branch is to call or visit: those with a permit on paper. */
export async function campaignTasks(ctx: ReadContext, id: string, query: QueryOf<typeof campaignsApi.campaignTasks>) {
  await requireCampaign(ctx, id)
  const shown = sql<TaskRow>`(
    select c.id as customer_id, c.name_masked, c.mobile_masked, c.place, p.id as permit_id, p.expires_at
    from contact_permit p join customer c on c.id = p.customer_id where p.campaign_id = ${id} and p.channel = 'branch')`
  const page = await listPage(ctx.db, campaignsApi.campaignTasks.list, query, {
    base: ctx.db.selectFrom(shown.as('s')).selectAll('s'),
    columns: { place: sql.ref('s.place') },
    search: [sql.ref('s.place'), sql.ref('s.name_masked')],
    tiebreak: sql.ref('s.permit_id'),
  })
  return {
    ...page,
    rows: (page.rows as unknown as TaskRow[]).map((row) => ({
      customerId: row.customer_id,
      name: row.name_masked,
      mobile: row.mobile_masked,
      place: row.place,
      permitId: row.permit_id,
      expiresAt: row.expires_at,
    })),
  }
}

interface TaskRow {
  readonly customer_id: string
  readonly name_masked: string | null
  readonly mobile_masked: string
  readonly place: string | null
  readonly permit_id: string
  readonly expires_at: string
}

/** Applications of members within the window, and the loans that came of them. */
export async function campaignApplications(
  ctx: ReadContext,
  id: string,
  query: QueryOf<typeof campaignsApi.campaignApplications>,
) {
  await requireCampaign(ctx, id)
  const shown = sql<FollowedRow>`(
    select a.id, a.customer_id, c.name_masked, m.arm, a.created_at, a.status, a.loan_id
    from campaign g join campaign_member m on m.campaign_id = g.id and m.is_eligible
    join application a on a.customer_id = m.customer_id and a.created_at >= g.started_at
      and a.created_at < g.started_at + make_interval(days => g.window_days)
    join customer c on c.id = a.customer_id where g.id = ${id})`
  const page = await listPage(ctx.db, campaignsApi.campaignApplications.list, query, {
    base: ctx.db.selectFrom(shown.as('s')).selectAll('s'),
    columns: { createdAt: sql.ref('s.created_at') },
    search: [sql.ref('s.name_masked')],
    tiebreak: sql.ref('s.id'),
  })
  return {
    ...page,
    rows: (page.rows as unknown as FollowedRow[]).map((row) => ({
      applicationId: row.id,
      customerId: row.customer_id,
      customer: row.name_masked,
      arm: row.arm,
      createdAt: row.created_at,
      status: row.status,
      loanId: row.loan_id,
    })),
  }
}

interface FollowedRow {
  readonly id: string
  readonly customer_id: string
  readonly name_masked: string | null
  readonly arm: 'treated' | 'holdout'
  readonly created_at: string
  readonly status: OutputOf<typeof campaignsApi.campaignApplications>['rows'][number]['status']
  readonly loan_id: string | null
}

interface EffectRow {
  readonly channel: 'sms' | 'email' | 'branch'
  readonly month: string
  readonly audience: number
  readonly reached: number
  readonly applied: number
  readonly approved: number
  readonly borrowed: number
  readonly bad: number
  readonly spent_fen: bigint
}

/** Reach, applications, approvals, loans, bad loans and cost, by channel and month of the start. */
export async function channelEffect(
  ctx: ReadContext,
  place: PlaceQuery = {},
): Promise<OutputOf<typeof campaignsApi.channelEffect>> {
  const { rows } = await sql<EffectRow>`
    select g.channel, to_char(g.started_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      count(*)::int as audience, count(*) filter (where m.status in ('sent', 'task'))::int as reached,
      count(*) filter (where o.applied)::int as applied, count(*) filter (where o.approved)::int as approved,
      coalesce(sum(o.borrowed), 0)::int as borrowed, coalesce(sum(o.bad), 0)::int as bad,
      coalesce(sum(g.unit_cost_fen) filter (where m.status in ('sent', 'task')), 0)::bigint as spent_fen
    from campaign g join campaign_member m on m.campaign_id = g.id
    left join lateral (
      select true as applied, bool_or(a.outcome = 'approve') as approved, count(a.loan_id)::int as borrowed,
        count(*) filter (where l.dpd >= 30 or l.status = 'chargedOff')::int as bad
      from application a left join loan l on l.id = a.loan_id
      where a.customer_id = m.customer_id and m.status in ('sent', 'task') and a.created_at >= g.started_at
        and a.created_at < g.started_at + make_interval(days => g.window_days)
      having count(*) > 0) o on true
    where g.started_at is not null and g.origin = 'own' and ${inPlace(place, sql.ref('m.customer_id'))}
    group by 1, 2 order by 2 desc, 1`.execute(ctx.db)
  return {
    rows: rows.map(({ spent_fen, ...row }) => {
      const cost = costPer({ spentFen: spent_fen, results: row.approved })
      return {
        ...row,
        badSharePpm: row.borrowed === 0 ? null : Math.round((row.bad * 1_000_000) / row.borrowed),
        spentFen: String(spent_fen),
        costPerApprovedFen: cost === null ? null : String(cost),
      }
    }),
  }
}
