import { type OutputOf, policiesApi, type QueryOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { Policy } from '@puhui/policy'
import { sql } from 'kysely'
import {
  draftBrief,
  namesOf,
  policyWithdrawalAsked,
  readAlarms,
  readDraftsOf,
  readPointerOn,
  readPointersOf,
  readVersionRow,
  readWatch,
  readWithdrawals,
} from '../modules/policies/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type List = OutputOf<typeof policiesApi.listPolicies>
type File = OutputOf<typeof policiesApi.getPolicy>
type VersionFile = OutputOf<typeof policiesApi.getPolicyVersion>

/** Policies by code, with the version in force today and what goes on around it. */
export async function policyList(ctx: ReadContext, query: QueryOf<typeof policiesApi.listPolicies>): Promise<List> {
  const on = await businessDate(ctx.db)
  const shown = sql<{
    id: string
    title: Localized
    version: number | null
    effective_on: Day | null
    versions: bigint
    drafts: bigint
    decisions: bigint
    alarms: bigint
  }>`(
    select c.code as id, v.title, p.version, p.effective_on,
      (select count(*) from policy_version x where x.code = c.code) as versions,
      (select count(*) from policy_draft x where x.code = c.code and x.status in ('draft', 'submitted')) as drafts,
      (select count(*) from decision x where x.policy_code = c.code) as decisions,
      (select count(*) from policy_alarm x where x.code = c.code) as alarms
    from (select distinct code from policy_version) c
    left join lateral (
      select version, effective_on from policy_pointer x where x.code = c.code and x.effective_on <= ${on}::date
        and not exists (select from policy_withdrawal w
          where w.code = x.code and w.version = x.version and w.from_on <= ${on}::date)
      order by x.effective_on desc, x.seq desc limit 1
    ) p on true
    join lateral (
      select title from policy_version x where x.code = c.code order by (x.version = p.version) desc, x.version desc limit 1
    ) v on true
  )`
  const page = await listPage(ctx.db, policiesApi.listPolicies.list, query, {
    base: ctx.db.selectFrom(shown.as('s')).selectAll('s'),
    columns: {
      id: sql.ref('s.id'),
      effectiveOn: sql.ref('s.effective_on'),
      versions: sql.ref('s.versions'),
      drafts: sql.ref('s.drafts'),
      decisions: sql.ref('s.decisions'),
      alarms: sql.ref('s.alarms'),
    },
    search: [sql.ref('s.id'), sql`s.title->>'zh'`, sql`s.title->>'en'`],
    tiebreak: sql.ref('s.id'),
  })
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      title: row.title,
      version: row.version,
      effectiveOn: row.effective_on,
      versions: Number(row.versions),
      drafts: Number(row.drafts),
      decisions: Number(row.decisions),
      alarms: Number(row.alarms),
    })),
  }
}

/** A policy with its versions, the moves of its pointer, drafts, challengers and alarms. */
export async function policyFile(ctx: ReadContext, code: string): Promise<File> {
  const rows = await ctx.db
    .selectFrom('policy_version')
    .select([
      'version',
      'hash',
      'title',
      'author_id',
      'approver_id',
      'note',
      'backtest_id',
      'effective_on',
      'created_at',
    ])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) throw new RefusalError({ code: 'policies.not_found' })
  const inForce = (await readPointerOn(ctx.db, code, await businessDate(ctx.db)))?.version ?? null
  const withdrawals = await readWithdrawals(ctx.db, code)
  const [pointers, drafts, alarms] = [
    await readPointersOf(ctx.db, code),
    await readDraftsOf(ctx.db, code),
    await readAlarms(ctx.db, code),
  ]
  const challenges = await ctx.db
    .selectFrom('policy_challenge')
    .selectAll()
    .where('code', '=', code)
    .orderBy('started_at', 'desc')
    .limit(50)
    .execute()
  const nameOf = await namesOf(ctx.db, [
    ...rows.flatMap(({ author_id, approver_id }) => [author_id, approver_id]),
    ...pointers.map(({ moved_by }) => moved_by),
    ...drafts.flatMap(({ authors, approver_id }) => [...authors, approver_id ?? '']),
    ...challenges.map(({ started_by }) => started_by),
  ])
  const figures = await figuresOf(ctx, code)
  const current = await readVersionRow(ctx.db, code, inForce ?? rows[0]!.version)
  const reasons = (current!.definition as Policy).reasons
  return {
    code,
    title: current!.title,
    inForce,
    versions: rows.map((row) => ({
      version: row.version,
      hash: row.hash,
      title: row.title,
      author: nameOf(row.author_id),
      approver: nameOf(row.approver_id),
      note: row.note,
      backtestId: row.backtest_id,
      effectiveOn: row.effective_on,
      createdAt: row.created_at,
      ...(figures.get(row.version) ?? { decisions: 0, approvalRatePpm: null }),
      isInForce: row.version === inForce,
      withdrawnFrom: withdrawals.find(({ version }) => version === row.version)?.from_on ?? null,
    })),
    pointers: pointers.map(({ seq, version, effective_on, kind, reason, moved_by, moved_at }) => ({
      seq: Number(seq),
      version,
      effectiveOn: effective_on,
      kind,
      reason: kind === 'fallback' ? driftInWords(alarms, version, moved_at, reasons) : { zh: reason, en: reason },
      by: nameOf(moved_by),
      at: moved_at,
    })),
    drafts: drafts.map((row) => draftBrief(row, nameOf)),
    withdrawal: await policyWithdrawalAsked(ctx, code),
    challenges: await Promise.all(
      challenges.map(async (row) => ({
        id: row.id,
        version: row.version,
        mode: row.mode,
        sharePpm: row.share_ppm,
        reason: row.reason,
        startedBy: nameOf(row.started_by),
        startedAt: row.started_at,
        endedAt: row.ended_at,
        endedWhy: endInWords(row.ended_why, reasons),
        ...(await contestFigures(ctx, row)),
      })),
    ),
    watch: await readWatch(ctx.db, code),
    alarms: alarms.map((row) => ({
      id: row.id,
      version: row.version,
      measure: row.measure,
      label: measureLabel(row.measure, reasons),
      expectedPpm: row.expected_ppm,
      observedPpm: row.observed_ppm,
      decisions: row.decisions,
      fellBackTo: row.fell_back_to,
      at: row.raised_at,
    })),
  }
}

/** Which measures had moved when a version gave way by itself, from what to what. */
function driftInWords(
  alarms: Awaited<ReturnType<typeof readAlarms>>,
  to: number,
  at: string,
  reasons: Policy['reasons'],
): Localized {
  const moved = alarms.filter(({ fell_back_to, raised_at }) => fell_back_to === to && raised_at === at)
  const percent = (ppm: number) => `${(ppm / 10_000).toFixed(1)}%`
  const said = moved.map(({ measure, expected_ppm, observed_ppm }) => {
    const change = `${percent(expected_ppm)} → ${percent(observed_ppm)}`
    const { zh, en } = measureLabel(measure, reasons)
    return { zh: `${zh} ${change}`, en: `${en} ${change}` }
  })
  return { zh: said.map(({ zh }) => zh).join('；'), en: said.map(({ en }) => en).join('; ') }
}

/** Why a challenger ended: a person's words, or the measures that had drifted. */
function endInWords(why: string | null, reasons: Policy['reasons']): Localized | null {
  if (why === null) return null
  const measures = why.split('; ')
  const isKnown = (measure: string) => measure === 'approval' || reasons.some(({ code }) => code === measure)
  if (!measures.every(isKnown)) return { zh: why, en: why }
  const named = measures.map((measure) => measureLabel(measure, reasons))
  return {
    zh: `偏离生效版本：${named.map(({ zh }) => zh).join('；')}`,
    en: `Drifted from the version in force: ${named.map(({ en }) => en).join('; ')}`,
  }
}

/** What a measure of the watch is called. */
export function measureLabel(measure: string, reasons: Policy['reasons']): Localized {
  if (measure === 'approval') return { zh: '批准率', en: 'Approval rate' }
  return reasons.find(({ code }) => code === measure)?.staff ?? { zh: measure, en: measure }
}

async function figuresOf(ctx: ReadContext, code: string) {
  const { rows } = await sql<{ version: number; decisions: bigint; approved: bigint }>`
    select policy_version as version, count(*) as decisions, count(*) filter (where outcome = 'approve') as approved
    from decision where policy_code = ${code} group by 1`.execute(ctx.db)
  return new Map(
    rows.map(({ version, decisions, approved }) => {
      return [version, { decisions: Number(decisions), approvalRatePpm: rate(Number(approved), Number(decisions)) }]
    }),
  )
}

interface Contested {
  readonly code: string
  readonly version: number
  readonly started_at: string
  readonly ended_at: string | null
}

/** Both sides of a contest on the same applications: one decided, the other stood in its shadow. */
async function contestFigures(ctx: ReadContext, { code, version, started_at, ended_at }: Contested) {
  const { rows } = await sql<{ decisions: bigint; same: bigint; own: bigint; champion: bigint }>`
    select count(*) as decisions, count(*) filter (where is_own = champion_outcome) as same,
      count(*) filter (where is_own = 'approve') as own, count(*) filter (where champion_outcome = 'approve') as champion
    from (
      select s.outcome as is_own, d.outcome as champion_outcome from shadow_verdict s join decision d on d.id = s.decision_id
        where s.code = ${code} and s.version = ${version} and s.at >= ${started_at}::timestamptz
          and s.at <= coalesce(${ended_at}::timestamptz, 'infinity')
      union all
      select d.outcome, s.outcome from decision d join shadow_verdict s on s.decision_id = d.id
        where d.policy_code = ${code} and d.policy_version = ${version} and d.decided_at >= ${started_at}::timestamptz
          and d.decided_at <= coalesce(${ended_at}::timestamptz, 'infinity')
    ) both_sides`.execute(ctx.db)
  const { decisions, same, own, champion } = rows[0]!
  const [count, of] = [Number(decisions), (part: bigint) => rate(Number(part), Number(decisions))]
  return {
    decisions: count,
    agreementPpm: of(same),
    approvalRatePpm: of(own),
    championApprovalRatePpm: of(champion),
  }
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000)
}

/** One version with all it says. */
export async function policyVersionFile(ctx: ReadContext, code: string, version: number): Promise<VersionFile> {
  const row = await readVersionRow(ctx.db, code, version)
  if (!row) throw new RefusalError({ code: 'policies.not_found' })
  const nameOf = await namesOf(ctx.db, [row.author_id, row.approver_id])
  const figures = (await figuresOf(ctx, code)).get(version) ?? { decisions: 0, approvalRatePpm: null }
  const inForce = (await readPointerOn(ctx.db, code, await businessDate(ctx.db)))?.version
  const withdrawals = await readWithdrawals(ctx.db, code)
  return {
    brief: {
      version,
      hash: row.hash,
      title: row.title,
      author: nameOf(row.author_id),
      approver: nameOf(row.approver_id),
      note: row.note,
      backtestId: row.backtest_id,
      effectiveOn: row.effective_on,
      createdAt: row.created_at,
      ...figures,
      isInForce: inForce === version,
      withdrawnFrom: withdrawals.find((one) => one.version === version)?.from_on ?? null,
    },
    definition: row.definition as VersionFile['definition'],
    scenarios: row.scenarios as never,
  }
}
