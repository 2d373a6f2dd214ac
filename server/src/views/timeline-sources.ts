import type { TimelineChapter } from '@puhui/api'
import { type RawBuilder, sql } from 'kysely'

/** One line of a customer's timeline, as its source tells it. `key` makes the order of one instant certain. */
export interface SourceRow {
  readonly at: string
  readonly key: string
  readonly source: 'journal' | 'loan' | 'message' | 'visit' | 'device'
  readonly chapter: TimelineChapter
  readonly kind: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly object_kind: string
  readonly object_id: string
  readonly reason: string | null
  readonly before: unknown
  readonly after: unknown
}

export interface Window {
  readonly customerId: string
  readonly chapters: readonly TimelineChapter[]
  readonly before: { readonly at: string; readonly key: string } | null
  readonly from: string | null
  readonly to: string | null
  readonly limit: number
}

/** To which chapter an action of the journal belongs, by its module; the first that fits. */
const CHAPTER_OF_ACTION: readonly (readonly [string, TimelineChapter])[] = [
  ['customers.note_added', 'service'],
  ['customers.consent%', 'consent'],
  ['customers.channel_set', 'consent'],
  ['profiles.personalisation%', 'consent'],
  ['profiles.device%', 'device'],
  ['session.%', 'access'],
  ['customers.unmasked', 'access'],
  ['applications.%', 'application'],
  ['imports.%', 'application'],
  ['underwriting.%', 'decision'],
  ['decisions.%', 'decision'],
  ['policies.%', 'decision'],
  ['contracts.%', 'contract'],
  ['agreements.%', 'contract'],
  ['loans.%', 'loan'],
  ['payments.%', 'loan'],
  ['funds.%', 'loan'],
  ['risk.%', 'loan'],
  ['provisions.%', 'loan'],
  ['hardship.%', 'service'],
  ['surveys.%', 'survey'],
  ['campaigns.%', 'contact'],
  ['outbox.%', 'contact'],
]

function chapterOfAction(): RawBuilder<string> {
  const cases = CHAPTER_OF_ACTION.map(([pattern, chapter]) => sql`when j.action like ${pattern} then ${chapter}`)
  return sql`case ${sql.join(cases, sql` `)} else 'profile' end`
}

/**
 * Everything that is kept about a customer, from where it is kept: the journal, the events of loans that no journal line
 * tells, messages, visits on paper, and what devices reported by the day. Newest first.
 */
export function timelineRows(window: Window): RawBuilder<SourceRow> {
  const { customerId, chapters, limit } = window
  const sources: readonly (readonly [TimelineChapter | null, RawBuilder<unknown>])[] = [
    [null, journalRows(customerId)],
    ['loan', loanRows(customerId)],
    ['contact', messageRows(customerId)],
    ['contact', visitRows(customerId)],
    ['device', deviceRows(customerId)],
  ]
  const asked = sources.filter(([chapter]) => chapter === null || chapters.includes(chapter))
  const pages = asked.map(
    ([, rows]) => sql`(select * from (${rows}) s where ${within(window)}
    order by at desc, key desc limit ${limit})`,
  )
  return sql<SourceRow>`select * from (${sql.join(pages, sql` union all `)}) t order by at desc, key desc limit ${limit}`
}

function within({ chapters, before, from, to }: Window): RawBuilder<boolean> {
  const parts = [sql`chapter = any(${chapters}::text[])`]
  if (before) parts.push(sql`(at, key) < (${before.at}::timestamptz, ${before.key})`)
  if (from) parts.push(sql`(at at time zone 'Asia/Shanghai')::date >= ${from}::date`)
  if (to) parts.push(sql`(at at time zone 'Asia/Shanghai')::date <= ${to}::date`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

function journalRows(customerId: string): RawBuilder<unknown> {
  return sql`select j.recorded_at as at, 'j' || lpad(j.id::text, 20, '0') as key, 'journal' as source,
    ${chapterOfAction()} as chapter, j.action as kind, j.actor_kind, j.actor_id, j.object_kind, j.object_id, j.reason,
    j.before, j.after from journal j where j.customer_id = ${customerId}`
}

function loanRows(customerId: string): RawBuilder<unknown> {
  return sql`select e.recorded_at as at, 'l' || e.id as key, 'loan' as source, 'loan' as chapter, e.kind,
    'system' as actor_kind, e.actor as actor_id, 'loan' as object_kind, e.loan_id as object_id, null::text as reason,
    null::jsonb as before, jsonb_strip_nulls(jsonb_build_object('amountFen', e.payload -> 'amountFen',
      'channel', e.payload -> 'channel', 'valueOn', e.value_on)) as after
    from loan o join loan_event e on e.loan_id = o.id
    where o.customer_id = ${customerId} and not exists (select from journal j where j.customer_id = ${customerId}
      and j.object_id = e.loan_id and j.recorded_at = e.recorded_at)`
}

/** What was sent; a code for signing in is nobody's business. */
function messageRows(customerId: string): RawBuilder<unknown> {
  return sql`select m.created_at as at, 'm' || m.id as key, 'message' as source, 'contact' as chapter, m.kind,
    'system' as actor_kind, 'outbox' as actor_id, coalesce(m.object_kind, 'message') as object_kind,
    coalesce(m.object_id, m.id) as object_id, case when m.template like 'auth.%' then null else m.body end as reason,
    null::jsonb as before, jsonb_build_object('status', m.status, 'to', m.recipient_masked) as after
    from outbox_message m where m.customer_id = ${customerId} and m.kind in ('sms', 'email')`
}

function visitRows(customerId: string): RawBuilder<unknown> {
  return sql`select p.issued_at as at, 'p' || p.id as key, 'visit' as source, 'contact' as chapter, p.channel as kind,
    'job' as actor_kind, 'campaigns.send' as actor_id, 'campaign' as object_kind, p.campaign_id as object_id,
    null::text as reason, null::jsonb as before, null::jsonb as after
    from contact_permit p where p.customer_id = ${customerId} and p.channel = 'branch' and p.campaign_id is not null`
}

function deviceRows(customerId: string): RawBuilder<unknown> {
  return sql`select max(d.occurred_at) as at, 'd' || d.source || (d.occurred_at at time zone 'Asia/Shanghai')::date as key,
    'device' as source, 'device' as chapter, 'reported' as kind, 'partner' as actor_kind, d.source as actor_id,
    'deviceSource' as object_kind, d.source as object_id, null::text as reason, null::jsonb as before,
    jsonb_build_object('events', count(*)) as after from device_event d where d.customer_id = ${customerId}
    group by d.source, (d.occurred_at at time zone 'Asia/Shanghai')::date`
}
