import type { OutputOf, QueryOf, watchApi } from '@puhui/api'
import { addMonths } from '@puhui/calendar'
import { shareOf } from '@puhui/experiment'
import { sql } from 'kysely'
import { policyOn } from '../modules/policies/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { inPlace, type PlaceQuery } from './place-filter.ts'

type Report = OutputOf<typeof watchApi.overrides>
type Kind = Report['byKind'][number]['kind']

/** One approval with the loan that came of it. */
interface Row {
  readonly application_id: string
  readonly kind: Kind
  readonly person_id: string | null
  readonly person: string | null
  readonly second: string | null
  readonly reason: string | null
  readonly codes: readonly string[]
  readonly approved_fen: bigint
  readonly at: string
  readonly loan_id: string | null
  readonly disbursed_on: string | null
  readonly dpd: number | null
  readonly is_bad: boolean
}

/**
 * What people approved beside the policy, and how it turned out against what the policy approved by itself. A loan is bad
 * when it is past due for longer than asked or written off today; younger loans than asked are not judged. Shares carry
 * their interval, because there are few.
 */
export async function overrideReport(ctx: ReadContext, query: QueryOf<typeof watchApi.overrides>): Promise<Report> {
  const today = await businessDate(ctx.db)
  const observedFrom = addMonths(today, -query.monthsOnBook)
  const rows = await readApprovals(ctx, query.badAfterDays, query)
  const { policy } = await policyOn(ctx, today)
  const textOf = (code: string) => policy.reasons.find((one) => one.code === code)?.staff ?? { zh: code, en: code }
  const sum = (group: readonly Row[]) => summed(group, observedFrom)
  const byHand = rows.filter(({ kind }) => kind !== 'policy')
  const byReason = grouped(
    byHand.flatMap((row) => [...new Set(row.codes)].map((code) => ({ code, row }))),
    ({ code }) => code,
  )
  return {
    byKind: KINDS.flatMap((kind) => {
      const group = rows.filter((row) => row.kind === kind)
      return group.length === 0 ? [] : [{ kind, ...sum(group) }]
    }),
    byPerson: [...grouped(byHand, (row) => `${row.person_id}|${row.second ?? ''}`).values()]
      .map((group) => {
        const [{ person_id, person, second }] = group as [Row]
        return { personId: person_id ?? 'unknown', person: person ?? person_id ?? '', second, ...sum(group) }
      })
      .sort((a, b) => b.applications - a.applications),
    byReason: [...byReason]
      .map(([code, group]) => ({ code, text: textOf(code), ...sum(group.map(({ row }) => row)) }))
      .sort((a, b) => b.applications - a.applications),
    latest: byHand.slice(0, 50).map((row) => ({
      applicationId: row.application_id,
      loanId: row.loan_id,
      kind: row.kind,
      person: row.person ?? row.person_id ?? '',
      second: row.second,
      reason: row.reason ?? '',
      approvedFen: String(row.approved_fen),
      at: row.at,
      dpd: row.dpd,
    })),
  }
}

const KINDS: readonly Kind[] = ['policy', 'referred', 'withinRules', 'thinFile', 'aboveLimit', 'againstPolicy']

function summed(group: readonly Row[], observedFrom: string) {
  const observed = group.filter(({ disbursed_on }) => disbursed_on !== null && disbursed_on <= observedFrom)
  const bad = observed.filter(({ is_bad }) => is_bad).length
  const { share, interval } = shareOf({ n: observed.length, yes: bad })
  const ppm = (value: number) => (observed.length === 0 ? null : Math.round(value * 1_000_000))
  return {
    applications: group.length,
    loans: group.filter(({ loan_id }) => loan_id !== null).length,
    approvedFen: String(group.reduce((total, { approved_fen }) => total + approved_fen, 0n)),
    observed: observed.length,
    bad,
    ratePpm: ppm(share),
    lowPpm: ppm(interval[0]),
    highPpm: ppm(interval[1]),
  }
}

/** The gravest kind of each approval, the newest first. */
async function readApprovals(ctx: ReadContext, badAfterDays: number, place: PlaceQuery): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.id as application_id, a.approved_fen, a.decided_at as at, a.loan_id,
      case when r.id is null then 'policy'
        when 'againstPolicy' = any(o.needs) or d.outcome = 'decline' then 'againstPolicy'
        when 'aboveLimit' = any(o.needs) then 'aboveLimit'
        when 'thinFile' = any(o.needs) then 'thinFile'
        when o.id is not null then 'withinRules'
        else 'referred' end as kind,
      coalesce(o.proposed_by, r.reviewer_id) as person_id, proposer.name as person, decider.name as second, r.reason,
      coalesce((select array_agg(one ->> 'code') from jsonb_array_elements(d.reasons) one), '{}') as codes,
      l.disbursed_on, l.dpd, coalesce(l.dpd > ${badAfterDays} or l.status = 'chargedOff', false) as is_bad
    from application a
    left join lateral (select * from application_review where application_id = a.id and verdict = 'approve'
      order by reviewed_at desc limit 1) r on true
    left join lateral (select * from application_opinion where application_id = a.id and verdict = 'confirmed'
      order by decided_at desc limit 1) o on true
    left join decision d on d.id = a.decision_id
    left join staff_user proposer on proposer.id = coalesce(o.proposed_by, r.reviewer_id)
    left join staff_user decider on decider.id = o.decided_by
    left join loan l on l.id = a.loan_id
    where a.approved_fen is not null and a.outcome = 'approve' and a.status in ('approved', 'contracted', 'disbursed')
      and ${inPlace(place, sql.ref('a.customer_id'))}
    order by a.decided_at desc, a.id desc`.execute(ctx.db)
  return rows
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}
