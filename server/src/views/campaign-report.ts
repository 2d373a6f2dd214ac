import type { campaignsApi, OutputOf } from '@puhui/api'
import { labels } from '@puhui/api'
import { CONTACT_CHECKS } from '@puhui/contact'
import {
  type ArmSums,
  compare,
  compareAdjusted,
  compareShares,
  costPer,
  detectable,
  sampleRatio,
  sumsOf,
} from '@puhui/experiment'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import type { CampaignMeasure, CampaignRow } from '../modules/campaigns/index.ts'
import type { Reader } from '../platform/db.ts'
import { inPlace, type PlaceQuery } from './place-filter.ts'

type Report = NonNullable<OutputOf<typeof campaignsApi.getCampaign>['report']>
type Measured = Report['measures'][number]

interface ArmRow {
  readonly arm: 'treated' | 'holdout'
  readonly members: number
  readonly eligible: number
  readonly reached: number
  readonly applied: number
  readonly approved: number
  readonly borrowed: number
  readonly reached_approved: number
  readonly lent_fen: bigint
  /** Of yuan a person, for the spread. */
  readonly lent_squares: number
  readonly rated: number
  readonly rating: number
  readonly rating_squares: number
}

const MEASURES: readonly CampaignMeasure[] = ['applied', 'approved', 'borrowed']

/**
 * What a campaign did: over everybody who could have been contacted, those drawn to be contacted against those left
 * alone, whether or not a message arrived.
 */
export async function campaignReport(reader: Reader, campaign: CampaignRow, place: PlaceQuery = {}): Promise<Report> {
  if (campaign.origin === 'imported') return importedReport(reader, campaign)
  const rows = await readArms(reader, campaign, place)
  const treated = rows.find(({ arm }) => arm === 'treated')
  const holdout = rows.find(({ arm }) => arm === 'holdout')
  const counted = (row: ArmRow | undefined, measure: CampaignMeasure) => ({
    n: row?.eligible ?? 0,
    yes: row?.[measure] ?? 0,
  })
  const total = (of: (row: ArmRow) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  const reached = total((row) => row.reached)
  const spentFen = BigInt(reached) * campaign.unit_cost_fen
  const approved = treated?.reached_approved ?? 0
  const baseline = holdout && holdout.eligible > 0 ? holdout.approved / holdout.eligible : null
  const extra = baseline === null ? null : (treated?.eligible ?? 0) * baseline
  return {
    funnel: [
      step(
        'audience',
        { zh: '受众', en: 'Audience' },
        total((row) => row.members),
      ),
      step(
        'eligible',
        { zh: '可触达', en: 'May be contacted' },
        total((row) => row.eligible),
      ),
      step('reached', { zh: '已触达', en: 'Reached' }, reached),
      step('applied', { zh: '申请', en: 'Applied' }, treated?.applied ?? 0),
      step('approved', { zh: '获批', en: 'Approved' }, treated?.approved ?? 0),
      step('borrowed', { zh: '借款', en: 'Borrowed' }, treated?.borrowed ?? 0),
    ],
    refusals: await readRefusals(reader, campaign.id, place),
    arms: rows.map((row) => ({ id: row.arm, n: row.eligible })),
    sampleRatio: ratioOf(campaign, treated?.eligible ?? 0, holdout?.eligible ?? 0),
    measures: holdout
      ? MEASURES.map((measure) => ({
          arm: 'treated',
          measure,
          label: labels.campaignMeasure[measure],
          ...shown(compareShares(counted(treated, measure), counted(holdout, measure))),
          unit: 'share' as const,
          adjusted: null,
        })).concat(shortTerm(treated, holdout) as never)
      : [],
    spentFen: String(spentFen),
    costPerApprovedFen: text(costPer({ spentFen, results: approved })),
    costPerExtraApprovedFen:
      extra === null ? null : text(costPer({ spentFen, results: treated?.approved ?? 0, withoutUs: extra })),
    lentFen: String(treated?.lent_fen ?? 0n),
    goalReached: campaign.goal ? (treated?.[campaign.goal.measure] ?? 0) : null,
    detectable: detectable({
      baseRate: baseline ?? 0.01,
      treated: treated?.eligible ?? 0,
      control: holdout?.eligible ?? 0,
    }),
  }
}

/**
 * Trade volume over everybody who could have been contacted, and satisfaction over those who said how likely they are to
 * recommend us and agreed that their answer is kept with their name.
 */
function shortTerm(treated: ArmRow | undefined, holdout: ArmRow): readonly Measured[] {
  const volume = (row: ArmRow | undefined): ArmSums => ({
    n: row?.eligible ?? 0,
    sum: Number(row?.lent_fen ?? 0n) / 100,
    sumOfSquares: row?.lent_squares ?? 0,
  })
  const rating = (row: ArmRow | undefined): ArmSums => ({
    n: row?.rated ?? 0,
    sum: row?.rating ?? 0,
    sumOfSquares: row?.rating_squares ?? 0,
  })
  const measures = [
    ['lent', { zh: '交易量（每人放款）', en: 'Trade volume (lent a person)' }, 'yuan', volume],
    ['satisfaction', { zh: '满意度（0–10分）', en: 'Satisfaction (0–10)' }, 'score', rating],
  ] as const
  return measures.map(([measure, label, unit, sums]) => ({
    arm: 'treated',
    measure,
    label,
    ...shown(compare(sums(treated), sums(holdout))),
    unit,
    adjusted: null,
  }))
}

const step = (id: string, label: Localized, count: number) => ({ id, label, count })
const text = (fen: bigint | null): string | null => (fen === null ? null : String(fen))

function shown(found: ReturnType<typeof compare>): Omit<Measured, 'arm' | 'measure' | 'label' | 'unit' | 'adjusted'> {
  const { interval, ...rest } = found
  return { ...rest, interval: [interval[0], interval[1]] }
}

function ratioOf({ holdout_ppm }: CampaignRow, treated: number, holdout: number): Report['sampleRatio'] {
  if (holdout_ppm === 0 || treated + holdout === 0) return null
  const { chiSquare, p, isOff } = sampleRatio([
    { n: treated, share: 1_000_000 - holdout_ppm },
    { n: holdout, share: holdout_ppm },
  ])
  return { chiSquare, p, isOff }
}

/** People by arm, and what they did within the window after the start; each person counts once. */
async function readArms(reader: Reader, campaign: CampaignRow, place: PlaceQuery): Promise<readonly ArmRow[]> {
  const { rows } = await sql<ArmRow>`
    select m.arm, count(*)::int as members,
      count(*) filter (where m.is_eligible)::int as eligible,
      count(*) filter (where m.status in ('sent', 'task'))::int as reached,
      count(*) filter (where m.is_eligible and o.applied)::int as applied,
      count(*) filter (where m.is_eligible and o.approved)::int as approved,
      count(*) filter (where m.is_eligible and o.borrowed)::int as borrowed,
      count(*) filter (where m.status in ('sent', 'task') and o.approved)::int as reached_approved,
      coalesce(sum(o.lent_fen) filter (where m.is_eligible), 0)::bigint as lent_fen,
      coalesce(sum((o.lent_fen / 100.0) ^ 2) filter (where m.is_eligible), 0)::float8 as lent_squares,
      count(s.rating) filter (where m.is_eligible)::int as rated,
      coalesce(sum(s.rating) filter (where m.is_eligible), 0)::float8 as rating,
      coalesce(sum(s.rating ^ 2) filter (where m.is_eligible), 0)::float8 as rating_squares
    from campaign_member m
    left join lateral (
      select true as applied, bool_or(a.outcome = 'approve') as approved, bool_or(a.loan_id is not null) as borrowed,
        sum(l.principal_fen) as lent_fen
      from application a left join loan l on l.id = a.loan_id
      where a.customer_id = m.customer_id and a.created_at >= ${campaign.started_at}::timestamptz
        and a.created_at < ${campaign.started_at}::timestamptz + make_interval(days => ${campaign.window_days})
      having count(*) > 0) o on true
    left join lateral (
      select (r.answers ->> (q ->> 'id'))::float8 as rating from survey_answer r
      join survey_version v on v.survey_id = r.survey_id and v.version = r.version
      cross join lateral jsonb_array_elements(v.questions) q
      where r.customer_id = m.customer_id and r.is_linked and r.status = 'handed-in' and q ->> 'kind' = 'nps'
        and r.answers ? (q ->> 'id') and r.handed_in_at >= ${campaign.started_at}::timestamptz
        and r.handed_in_at < ${campaign.started_at}::timestamptz + make_interval(days => ${campaign.window_days})
      order by r.handed_in_at desc limit 1) s on true
    where m.campaign_id = ${campaign.id} and ${inPlace(place, sql.ref('m.customer_id'))} group by m.arm`.execute(reader)
  return rows
}

export async function readRefusals(
  reader: Reader,
  campaignId: string,
  place: PlaceQuery = {},
): Promise<Report['refusals']> {
  const { rows } = await sql<{ refusal: string; count: number }>`
    select refusal, count(*)::int as count from campaign_member
    where campaign_id = ${campaignId} and refusal is not null and ${inPlace(place, sql.ref('customer_id'))}
    group by 1`.execute(reader)
  return refusalLines(new Map(rows.map(({ refusal, count }) => [refusal, count])))
}

/** In the order in which the gate asks, those that refused anybody. */
export function refusalLines(counts: ReadonlyMap<string, number>): Report['refusals'] {
  return CONTACT_CHECKS.flatMap(({ refusal, stage }) => {
    const count = counts.get(refusal) ?? 0
    return count === 0 ? [] : [{ id: refusal, label: labels.contactRefusal[refusal], stage, count }]
  })
}

/** The same arithmetic over a campaign from elsewhere, one row a person. */
async function importedReport(reader: Reader, campaign: CampaignRow): Promise<Report> {
  const about = await reader
    .selectFrom('campaign_import')
    .selectAll()
    .where('campaign_id', '=', campaign.id)
    .executeTakeFirstOrThrow()
  const units = await reader
    .selectFrom('campaign_unit')
    .select(['arm', 'before', 'measures'])
    .where('campaign_id', '=', campaign.id)
    .orderBy('no')
    .execute()
  const byArm = new Map(about.arms.map((arm) => [arm, units.filter((unit) => unit.arm === arm)]))
  const inArm = (arm: string) => byArm.get(arm) ?? []
  const others = about.arms.filter((arm) => arm !== about.control)
  const arms = about.arms.map((arm) => ({ id: arm, n: inArm(arm).length }))
  const { chiSquare, p, isOff } = sampleRatio(arms.map(({ n }) => ({ n, share: 1 })))
  return {
    funnel: [step('audience', { zh: '受众', en: 'Audience' }, units.length)],
    refusals: [],
    arms,
    sampleRatio: { chiSquare, p, isOff },
    measures: others.flatMap((arm) =>
      about.measures.map((measure, at) => measured(arm, measure, at, inArm(arm), inArm(about.control))),
    ),
    spentFen: '0',
    costPerApprovedFen: null,
    costPerExtraApprovedFen: null,
    lentFen: '0',
    goalReached: null,
    detectable: null,
  }
}

interface UnitRow {
  readonly before: number | null
  readonly measures: readonly number[]
}

function measured(
  arm: string,
  measure: string,
  at: number,
  treated: readonly UnitRow[],
  control: readonly UnitRow[],
): Measured {
  const units = (rows: readonly UnitRow[]) =>
    rows.map(({ before, measures }) => ({ value: measures[at]!, before: before ?? 0 }))
  const hasBefore = treated.some(({ before }) => before !== null)
  const sums = (rows: readonly UnitRow[]) => sumsOf(rows.map(({ measures }) => measures[at]!))
  const adjusted = hasBefore ? compareAdjusted(units(treated), units(control)) : null
  return {
    arm,
    measure,
    label: { zh: measure, en: measure },
    ...shown(compare(sums(treated), sums(control))),
    unit: 'number',
    adjusted: adjusted && {
      difference: adjusted.difference,
      standardError: adjusted.standardError,
      theta: adjusted.theta,
      varianceReduction: adjusted.varianceReduction,
    },
  }
}
