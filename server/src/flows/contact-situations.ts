import { ageOn, type Day, daysBetween } from '@puhui/calendar'
import type { ContactChannel, ContactSituation } from '@puhui/contact'
import { sql } from 'kysely'
import { factsOf } from '../modules/applications/index.ts'
import { readListsOfCustomers } from '../modules/lists/index.ts'
import { businessDate, dayOf, type Instant, later } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { answersTo, type ConsentAnswer, standingConsent } from './standing-consent.ts'

interface Row {
  readonly id: string
  readonly born_on: Day | null
  readonly income_monthly_fen: bigint | null
  readonly occupation: string | null
  readonly is_personalised: boolean | null
  readonly consents: readonly ConsentAnswer[] | null
  readonly dpd: number
  readonly has_charge_off: boolean
  readonly is_in_hardship: boolean
  readonly is_closed: boolean
  readonly due_monthly_fen: bigint
  readonly declined_at: Instant | null
  readonly grade: string | null
  readonly facts: Parameters<typeof factsOf>[0] | null
  readonly is_open: boolean | null
  readonly has_address: boolean
  readonly contacts: readonly Instant[] | null
}

/** Grades to which no more credit is offered. */
const EXCLUDED_GRADES = new Set(['E', 'F', 'G'])
/** The longest window of the frequency caps. */
const WINDOW_MS = 31 * 86_400_000

/**
 * What stands for or against contacting each of these customers, read now from where it is kept: consents, loans,
 * decisions, lists, channels, earlier contacts. Nobody of them is left out of the answer.
 */
export async function contactSituations(
  ctx: Pick<ReadContext, 'db' | 'clock'>,
  ids: readonly string[],
  channel: ContactChannel,
): Promise<ReadonlyMap<string, ContactSituation>> {
  const on = await businessDate(ctx.db)
  const isAgreed = await standingConsent(ctx, 'marketing')
  const lists = await readListsOfCustomers(ctx.db, ids, on)
  const since = later(ctx.clock.now(), -WINDOW_MS)
  const rows = await readRows(ctx.db, { ids, channel, since })
  return new Map(
    rows.map((row) => {
      const hasMarketingConsent = isAgreed(row.consents)
      const listed = lists.get(row.id)
      const isSuppressed = row.is_closed || (listed?.has('black') ?? false) || (listed?.has('grey') ?? false)
      return [row.id, { ...situationOf(row, on), hasMarketingConsent, isSuppressed }]
    }),
  )
}

function situationOf(row: Row, on: Day): Omit<ContactSituation, 'hasMarketingConsent' | 'isSuppressed'> {
  const facts = row.facts ? factsOf(row.facts) : {}
  const inquiries = facts.inquiries12m
  return {
    ageYears: row.born_on ? ageOn(row.born_on, on) : null,
    isStudent: row.occupation === null ? null : row.occupation === 'student',
    daysPastDue: row.dpd,
    isInHardship: row.has_charge_off || row.is_in_hardship,
    daysSinceDecline: row.declined_at === null ? 'none' : daysBetween(dayOf(row.declined_at), on),
    debtSharePpm: debtShare(row, facts.monthlyDebtDue),
    creditInquiries: inquiries === undefined || inquiries === null ? 'none' : Number(inquiries),
    monthlyIncomeFen: row.income_monthly_fen ?? 'none',
    isHighRisk: row.grade !== null && EXCLUDED_GRADES.has(row.grade),
    allowsPersonalisation: row.is_personalised ?? true,
    isChannelOpen: channelOpen(row),
    contactDaysAgo: (row.contacts ?? []).map((at) => daysBetween(dayOf(at), on)),
  }
}

function channelOpen({ is_open, has_address }: Row): boolean {
  return has_address && (is_open ?? true)
}

/** What falls due a month here and elsewhere, over the income. */
function debtShare(row: Row, elsewhere: unknown): bigint | 'none' {
  const income = row.income_monthly_fen
  if (income === null || income <= 0n) return 'none'
  const other =
    typeof elsewhere === 'number' || typeof elsewhere === 'bigint' ? BigInt(Math.round(Number(elsewhere))) : 0n
  return ((row.due_monthly_fen + other) * 1_000_000n) / income
}

interface Asked {
  readonly ids: readonly string[]
  readonly channel: ContactChannel
  readonly since: Instant
}

async function readRows(reader: Reader, { ids, channel, since }: Asked): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select c.id, c.born_on, c.income_monthly_fen, p.is_personalised, c.status = 'closed' as is_closed,
      exists (select from hardship_request q join loan o on o.id = q.loan_id where q.customer_id = c.id and (q.status
        in ('asked', 'proposed', 'signing') or (q.status = 'approved' and o.status in ('active', 'overdue')))) as is_in_hardship,
      (select f.value #>> '{}' from profile_fact f where f.customer_id = c.id and f.fact_id = 'occupation') as occupation,
      ${answersTo('marketing')} as consents,
      coalesce(l.dpd, 0) as dpd, coalesce(l.has_charge_off, false) as has_charge_off,
      coalesce(l.due_monthly_fen, 0)::bigint as due_monthly_fen,
      (select max(a.decided_at) from application a where a.customer_id = c.id and a.outcome = 'decline') as declined_at,
      a.grade, a.facts, h.is_open,
      case when ${channel} = 'email' then h.address_cipher is not null else true end as has_address,
      (select array_agg(x.issued_at) from contact_permit x where x.customer_id = c.id and x.used_at is not null
        and x.issued_at > ${since}::timestamptz) as contacts
    from customer c
    left join customer_profile p on p.customer_id = c.id
    left join contact_channel h on h.customer_id = c.id and h.channel = ${channel}
    left join lateral (select max(o.dpd) as dpd, bool_or(o.status = 'chargedOff') as has_charge_off,
      sum(o.next_due_fen) filter (where o.status in ('active', 'overdue')) as due_monthly_fen
      from loan o where o.customer_id = c.id) l on true
    left join lateral (select b.grade, b.facts from application b where b.customer_id = c.id and b.decided_at is not null
      order by b.decided_at desc limit 1) a on true
    where c.id = any(${ids})`.execute(reader)
  return rows
}
