import { applicationsApi, labelOf, type OutputOf, type QueryOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { CLAIM_FIELDS } from '@puhui/policy'
import { sql } from 'kysely'
import type { FactGroup } from '../modules/applications/index.ts'
import { factLabel, reasonsShown } from '../modules/decisions/index.ts'
import { readPolicy } from '../modules/policies/index.ts'
import { isTruthGroup } from '../modules/underwriting/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'

type Answer = OutputOf<typeof applicationsApi.reviewQueue>

/** What waits for a person, the longest first: why it came, what is missing, and whether a second person is awaited. */
export async function reviewQueue(
  ctx: ReadContext,
  query: QueryOf<typeof applicationsApi.reviewQueue>,
): Promise<Answer> {
  const base = ctx.db
    .selectFrom('application as a')
    .innerJoin('customer as c', 'c.id', 'a.customer_id')
    .leftJoin('decision as d', 'd.id', 'a.decision_id')
    .leftJoin('application_opinion as o', (join) =>
      join.onRef('o.application_id', '=', 'a.id').on('o.verdict', 'is', null),
    )
    .where('a.status', 'in', ['referred', 'moreData'])
    .select(['a.id', 'a.customer_id', 'c.name_masked', 'c.mobile_masked', 'a.status', 'a.requested_fen', 'a.grade'])
    .select([
      'a.steps',
      'a.created_at',
      'd.policy_code',
      'd.policy_version',
      'd.reasons',
      'd.trace',
      'd.limit_fen',
      'a.facts',
    ])
    .select('o.needs')
  const page = await listPage(ctx.db, applicationsApi.reviewQueue.list, query, {
    base,
    columns: {
      status: sql.ref('a.status'),
      requestedFen: sql.ref('a.requested_fen'),
      grade: sql.ref('a.grade'),
      createdAt: sql.ref('a.created_at'),
    },
    searchExact: (q) => [sql<boolean>`a.id = ${q}`, sql<boolean>`a.customer_id = ${q}`],
    tiebreak: sql.ref('a.id'),
  })
  const now = Date.parse(ctx.clock.now())
  const rows = page.rows.map(async (row) => {
    const policy = row.policy_code === null ? null : await readPolicy(ctx.db, row.policy_code, row.policy_version!)
    const reasons = policy ? reasonsShown(policy, row.reasons ?? []).map(({ staffText }) => staffText) : []
    return {
      id: row.id,
      customerId: row.customer_id,
      customerName: row.name_masked ?? row.mobile_masked,
      status: row.status as Answer['rows'][number]['status'],
      reasons: joined(reasons),
      missing: joined([...(row.trace?.missing ?? []).map(factLabel), ...contradicted(row.facts ?? [])]),
      awaits: joined((row.needs ?? []).map((need) => labelOf('opinionNeed', need))),
      asksReview: row.steps.some(({ step }) => step === 'reviewAsked'),
      requestedFen: String(row.requested_fen),
      limitFen: row.limit_fen === null ? null : String(row.limit_fen),
      grade: row.grade,
      waitingHours: Math.max(0, Math.floor((now - Date.parse(row.created_at)) / 3_600_000)),
      createdAt: row.created_at,
    }
  })
  return { ...page, rows: await Promise.all(rows) }
}

/** What was stated and contradicted, by its name. */
function contradicted(groups: readonly FactGroup[]): Localized[] {
  const values = groups.find(isTruthGroup)?.values ?? {}
  return CLAIM_FIELDS.filter((field) => values[`${field}Truth`] === 'contradicted').map((field) =>
    labelOf('claimField', field),
  )
}

function joined(texts: readonly Localized[]): Localized {
  return { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') }
}
