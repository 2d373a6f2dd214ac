import {
  actionLabel,
  type customersApi,
  labelOf,
  labels,
  type OutputOf,
  type Permission,
  permissions,
  type QueryOf,
  reasonShown,
  systemActorLabel,
  type TimelineChapter,
  valuesOf,
} from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { customerById } from '../modules/customers/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { maskPersonal } from '../platform/journal/mask.ts'
import { type SourceRow, timelineRows } from './timeline-sources.ts'

type Timeline = OutputOf<typeof customersApi.customerTimeline>
type Event = Timeline['events'][number]

const PAGE = 50

/** What somebody must be allowed to see for each chapter; the rest of the file needs `customers.read` alone. */
const NEEDED: Readonly<Partial<Record<TimelineChapter, Permission>>> = {
  access: 'customers.unmask',
  application: 'applications.read',
  decision: 'applications.read',
  contract: 'contracts.read',
  loan: 'loans.read',
  device: 'segments.read',
  survey: 'surveys.read',
}

/**
 * Everything that happened to a customer, online and in the branch, newest first and a page at a time. Chapters that the
 * reader may not see are named and left out; personal values are masked.
 */
export async function customerTimeline(
  ctx: ReadContext,
  customerId: string,
  { chapter, from, to, before }: NonNullable<QueryOf<typeof customersApi.customerTimeline>>,
): Promise<Timeline> {
  await customerById(ctx, customerId)
  const seen = CHAPTERS.filter((each) => maySee(ctx, each))
  const chapters = chapter === undefined ? seen : seen.filter((each) => each === chapter)
  const window = { customerId, chapters, before: cursorOf(before), from: from ?? null, to: to ?? null }
  const { rows } = await timelineRows({ ...window, limit: PAGE + 1 }).execute(ctx.db)
  const page = rows.slice(0, PAGE)
  const names = await staffNames(ctx, page)
  const last = page.at(-1)
  return {
    events: page.map((row) => eventOf(row, names, ctx)),
    next: rows.length > PAGE && last ? `${last.at}|${last.key}` : null,
    chapters: CHAPTERS.map((id) => ({
      id,
      label: labels.timelineChapter[id],
      missing: maySee(ctx, id) ? null : permissions[NEEDED[id]!],
    })),
  }
}

const CHAPTERS = valuesOf('timelineChapter')

function maySee({ actor }: ReadContext, chapter: TimelineChapter): boolean {
  const needed = NEEDED[chapter]
  return needed === undefined || actor.permissions.has(needed)
}

function cursorOf(text: string | undefined): { at: string; key: string } | null {
  const cut = text?.indexOf('|') ?? -1
  return cut < 0 ? null : { at: text!.slice(0, cut), key: text!.slice(cut + 1) }
}

async function staffNames(ctx: ReadContext, rows: readonly SourceRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(({ actor_id }) => actor_id))]
  if (ids.length === 0) return new Map()
  const users = await ctx.db.selectFrom('staff_user').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(users.map(({ id, name }) => [id, name]))
}

function eventOf(row: SourceRow, names: ReadonlyMap<string, string>, { locale }: ReadContext): Event {
  return {
    at: row.at,
    kind: row.kind,
    chapter: row.chapter,
    where: whereOf(row),
    title: titleOf(row),
    actorName: names.get(row.actor_id) ?? nameOf(row)[locale],
    objectKind: row.object_kind,
    objectId: row.object_id,
    reason: row.reason === null ? null : reasonShown(String(maskPersonal(row.reason)), locale),
    changes: changesBetween(maskPersonal(row.before), maskPersonal(row.after)),
  }
}

function titleOf({ source, kind, after }: SourceRow): Localized {
  if (source === 'loan') return labelOf('loanEvent', kind)
  if (source === 'message') return kind === 'sms' ? TITLES.sms : TITLES.email
  if (source === 'visit') return TITLES.visit
  if (source === 'device') return TITLES.device
  const note = kind === 'customers.note_added' ? String(fieldsOf(after).kind ?? '') : ''
  return note === '' ? actionLabel(kind) : labelOf('noteKind', note)
}

const TITLES = {
  sms: { zh: '发送短信', en: 'Text message sent' },
  email: { zh: '发送电子邮件', en: 'E-mail sent' },
  visit: { zh: '列入网点走访名单', en: 'Put on the list of the branch' },
  device: { zh: '智能设备报送', en: 'Reported by a connected device' },
} as const

/** Where it happened, from the customer's side: on their own screen, in person or by telephone, or at the lender. */
function whereOf({ source, actor_kind, kind, after }: SourceRow): Event['where'] {
  if (source === 'visit') return 'offline'
  if (kind === 'customers.note_added') return fieldsOf(after).kind === 'service-note' ? 'lender' : 'offline'
  return actor_kind === 'customer' || source === 'message' || source === 'device' ? 'online' : 'lender'
}

function nameOf({ actor_kind: kind, actor_id: id }: SourceRow): Localized {
  if (kind === 'partner') return { zh: id, en: id }
  return kind === 'system' || kind === 'job' ? systemActorLabel(id) : labelOf('actorKind', kind)
}

/** Of each field that differs: what it was and what it became, null where there was nothing. */
function changesBetween(before: unknown, after: unknown): Record<string, [unknown, unknown]> {
  const [was, now] = [fieldsOf(before), fieldsOf(after)]
  const fields = [...new Set([...Object.keys(was), ...Object.keys(now)])]
  const pairs = fields.map((field): [string, [unknown, unknown]] => [field, [was[field] ?? null, now[field] ?? null]])
  return Object.fromEntries(pairs.filter(([, [one, other]]) => JSON.stringify(one) !== JSON.stringify(other)))
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
