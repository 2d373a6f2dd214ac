import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import {
  computeProfiles,
  DEVICE_DAYS,
  type FactScalar,
  type ProfileInput,
  readDeviceSums,
  type Spending,
} from '../modules/profiles/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { WriteContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { job } from '../platform/jobs/job.ts'
import { answersTo, type ConsentAnswer, standingConsent } from './standing-consent.ts'

const CUSTOMERS_AT_ONCE = 2_000

/**
 * Computes profiles anew from everything the lender knows: identity, what was stated, applications, loans, transactions,
 * answers, consents and corrections.
 *
 * @param ids whose; everybody's when absent
 * @returns how many changed
 */
export async function refreshProfiles(ctx: WriteContext, reason: string, ids?: readonly string[]): Promise<number> {
  let changed = 0
  for (let after = ''; ; ) {
    const done = await refreshSome(ctx, reason, after, ids)
    if (done === null) return changed
    changed += done.changed
    after = done.last
  }
}

/** Everybody's profile every morning, in transactions of their own: what yesterday brought, and what time took away. */
export const refreshProfilesJob = job({
  name: 'profiles.refresh',
  title: { zh: '重算客户画像', en: 'Compute personas anew' },
  cron: '30 5 * * *',
  run: async (ctx) => {
    await ctx.write(forgetOldDeviceEvents)
    let [changed, seen] = [0, 0]
    for (let after = ''; ; ) {
      const done = await ctx.write((open) => refreshSome(open, '每日重算', after))
      if (done === null) return { changed, seen }
      changed += done.changed
      seen += done.count
      after = done.last
      await ctx.progress({ done: seen })
    }
  },
})

/** What a device reported is kept no longer than a persona looks back. */
async function forgetOldDeviceEvents(ctx: WriteContext): Promise<void> {
  const today = await businessDate(ctx.tx)
  await sql`delete from device_event where occurred_at < (${today}::date - ${DEVICE_DAYS}::int)::timestamptz`.execute(
    ctx.tx,
  )
}

async function refreshSome(ctx: WriteContext, reason: string, after: string, ids?: readonly string[]) {
  const today = await businessDate(ctx.tx)
  const isAgreed = await standingConsent(ctx, 'marketing')
  const isDeviceAgreed = await standingConsent(ctx, 'device-habits')
  const rows = await readPeople(ctx.tx, { after, ids, today })
  if (rows.length === 0) return null
  const chunk = rows.map((row) => row.id)
  const spending = await readSpending(ctx.tx, chunk, today)
  const devices = await readDeviceSums(ctx.tx, chunk, today)
  const inputs = rows.map((row): ProfileInput => {
    const hasMarketingConsent = isAgreed(row.consents)
    const sums = isDeviceAgreed(row.device_consents) ? (devices.get(row.id) ?? null) : null
    return inputOf(row, { spending: spending.get(row.id) ?? null, hasMarketingConsent, devices: sums })
  })
  return { changed: await computeProfiles(ctx, inputs, today, reason), count: rows.length, last: chunk.at(-1)! }
}

interface Person {
  readonly id: string
  readonly born_on: Day | null
  readonly sex: 'male' | 'female' | null
  readonly province_code: string | null
  readonly place: string | null
  readonly city_tier: string | null
  readonly is_rural: boolean | null
  readonly source: string
  readonly status: string
  readonly profile: ProfileInput['stated']
  readonly identity_at: string | null
  readonly consents: readonly ConsentAnswer[] | null
  readonly device_consents: readonly ConsentAnswer[] | null
  readonly purposes: readonly string[] | null
  readonly decided: ProfileInput['decided']
  readonly open: number
  readonly settled: number
  readonly outstanding: bigint
  readonly dpd: number
  readonly risk: ProfileInput['risk']
  readonly survey: ProfileInput['survey'] | null
  readonly corrections: readonly { readonly id: string; readonly value: FactScalar; readonly at: string }[] | null
  readonly is_personalised: boolean
  readonly is_deleted: boolean
  readonly contacts30d: number
}

interface Whom {
  readonly after: string
  readonly ids: readonly string[] | undefined
  readonly today: Day
}

async function readPeople(reader: Reader, { after, ids, today }: Whom): Promise<readonly Person[]> {
  const { rows } = await sql<Person>`
    select c.id, c.born_on, c.sex, c.province_code, c.place, c.city_tier, c.is_rural, c.source, c.status, c.profile,
      (select max(i.checked_at) from identity_check i where i.customer_id = c.id and i.kind = 'document') as identity_at,
      ${answersTo('marketing')} as consents, ${answersTo('device-habits')} as device_consents,
      (select jsonb_agg(distinct a.purpose) from application a where a.customer_id = c.id) as purposes,
      (select jsonb_build_object('grade', a.grade, 'points', a.score_points, 'at', a.decided_at) from application a
        where a.customer_id = c.id and a.decided_at is not null order by a.decided_at desc limit 1) as decided,
      l.open, l.settled, l.outstanding, l.dpd,
      (select jsonb_build_object('level', r.level, 'at', r.answered_at) from risk_answer r
        where r.customer_id = c.id order by r.seq desc limit 1) as risk,
      (select jsonb_agg(jsonb_build_object('fact', f.value ->> 'fact', 'value', f.value ->> 'value', 'at', q.handed_in_at) order by q.handed_in_at)
        from survey_answer q cross join lateral jsonb_array_elements(q.facts) f
        where q.customer_id = c.id and q.is_linked) as survey,
      (select jsonb_agg(jsonb_build_object('id', k.fact_id, 'value', k.value, 'at', k.corrected_at) order by k.fact_id)
        from profile_correction k where k.customer_id = c.id) as corrections,
      coalesce(p.is_personalised, true) as is_personalised, p.deleted_at is not null as is_deleted,
      (select count(*)::int from contact_permit t where t.customer_id = c.id and t.used_at is not null
        and (t.issued_at at time zone 'Asia/Shanghai')::date > ${today}::date - 30) as "contacts30d"
    from customer c left join customer_profile p on p.customer_id = c.id
    cross join lateral (
      select count(*) filter (where status in ('pending', 'active', 'overdue', 'chargedOff'))::int as open,
        count(*) filter (where status = 'settled')::int as settled,
        coalesce(sum(outstanding_fen), 0)::bigint as outstanding, coalesce(max(dpd), 0)::int as dpd
      from loan where loan.customer_id = c.id
    ) l
    where c.id > ${after} and (${ids ?? null}::text[] is null or c.id = any(${ids ?? null}::text[]))
    order by c.id limit ${CUSTOMERS_AT_ONCE}`.execute(reader)
  return rows
}

interface SpendingRow {
  readonly customer_id: string
  readonly source: string
  readonly first_on: Day
  readonly last_on: Day
  readonly count90d: number
  readonly count: number
  readonly total: bigint
  readonly category: string | null
  readonly channel: string | null
  readonly payday: number | null
  readonly categories: readonly string[] | null
}

/** Sums of the last year's transactions: what was spent, on what, how, and when the largest income comes. */
async function readSpending(reader: Reader, ids: readonly string[], today: Day): Promise<Map<string, Spending>> {
  const { rows } = await sql<SpendingRow>`
    select t.customer_id, max(i.source) as source, min(t.occurred_on) as first_on,
      max(t.occurred_on) filter (where t.direction = 'out') as last_on,
      count(*) filter (where t.direction = 'out' and t.occurred_on > ${today}::date - 90)::int as count90d,
      count(*) filter (where t.direction = 'out')::int as count,
      coalesce(sum(t.amount_fen) filter (where t.direction = 'out'), 0)::bigint as total,
      mode() within group (order by t.category) filter (where t.direction = 'out') as category,
      mode() within group (order by t.channel) filter (where t.direction = 'out') as channel,
      mode() within group (order by extract(day from t.occurred_on)) filter (where t.direction = 'in')::int as payday,
      jsonb_agg(distinct t.category) filter (where t.category is not null) as categories
    from customer_transaction t join transaction_import i on i.id = t.import_id
    where t.customer_id = any(${ids}) and t.occurred_on > ${today}::date - 365
    group by t.customer_id having count(*) filter (where t.direction = 'out') > 0`.execute(reader)
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        source: row.source,
        firstOn: row.first_on,
        lastOn: row.last_on,
        count90d: row.count90d,
        count: row.count,
        totalFen: row.total,
        mainCategory: row.category,
        mainChannel: row.channel,
        payday: row.payday,
        categories: row.categories ?? [],
      },
    ]),
  )
}

function inputOf(row: Person, more: Pick<ProfileInput, 'spending' | 'hasMarketingConsent' | 'devices'>): ProfileInput {
  return {
    customerId: row.id,
    bornOn: row.born_on,
    sex: row.sex,
    provinceCode: row.province_code,
    place: row.place,
    cityTier: row.city_tier,
    isRural: row.is_rural,
    channel: row.source,
    isClosed: row.status === 'closed',
    identityAt: row.identity_at,
    stated: row.profile,
    purposes: row.purposes ?? [],
    decided: row.decided,
    loans: { open: row.open, settled: row.settled, outstandingFen: row.outstanding, dpd: row.dpd },
    risk: row.risk,
    survey: row.survey ?? [],
    corrections: new Map((row.corrections ?? []).map(({ id, value, at }) => [id, { value, at }])),
    isPersonalised: row.is_personalised,
    isDeleted: row.is_deleted,
    contacts30d: row.contacts30d,
    ...more,
  }
}
