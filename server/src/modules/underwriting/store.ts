import { type Insertable, type Selectable, sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json, type Reader } from '../../platform/db.ts'
import type { ClaimCheckTable, PaperTable, Shows } from './schema.ts'

export type Paper = Omit<Selectable<PaperTable>, 'content' | 'picture'> & {
  /** How many other customers handed in the same picture. */
  readonly others: number
  readonly reading: {
    readonly is_owner: boolean
    readonly shows: Shows
    readonly note: string
    readonly by: string
    readonly at: string
  } | null
}
export type Check = Selectable<ClaimCheckTable> & { readonly by: string }

/** The papers of a customer with what was last read on each, oldest first. */
export async function readPapers(reader: Reader, customerId: string): Promise<Paper[]> {
  const { rows } = await sql<
    Omit<Paper, 'reading'> & {
      readonly is_owner: boolean | null
      readonly shows: Shows
      readonly note: string
      readonly by: string
      readonly at: string
    }
  >`
    select p.id, p.customer_id, p.kind, p.file_name, p.media_type, p.bytes, p.software, p.created_said, p.changed_said,
      p.issued_on, p.valid_until, p.uploaded_by, p.uploaded_at,
      (select count(distinct o.customer_id)::int from paper o
        where o.picture = p.picture and o.customer_id <> p.customer_id) as others,
      r.is_owner, r.shows, r.note, coalesce(u.name, r.read_by) as by, r.read_at as at
    from paper p
    left join lateral (select * from paper_reading where paper_id = p.id order by seq desc limit 1) r on true
    left join staff_user u on u.id = r.read_by
    where p.customer_id = ${customerId} order by p.uploaded_at, p.id`.execute(reader)
  return rows.map(({ is_owner, shows, note, by, at, ...paper }) => ({
    ...paper,
    reading: is_owner === null ? null : { is_owner, shows, note, by, at },
  }))
}

export async function readSamePaper(
  reader: Reader,
  { customerId, kind, picture }: { readonly customerId: string; readonly kind: string; readonly picture: Buffer },
): Promise<string | undefined> {
  const row = await reader
    .selectFrom('paper')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('kind', '=', kind as PaperTable['kind'])
    .where('picture', '=', picture)
    .executeTakeFirst()
  return row?.id
}

export async function insertPaper(ctx: WriteContext, paper: Insertable<PaperTable>): Promise<void> {
  await ctx.tx.insertInto('paper').values(paper).execute()
}

export function readPaperRow(reader: Reader, id: string) {
  return reader.selectFrom('paper').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertReading(
  ctx: WriteContext,
  paperId: string,
  { isOwner, note, shows }: { readonly isOwner: boolean; readonly note: string; readonly shows: Shows },
): Promise<void> {
  const read = { read_by: ctx.actor.id, read_at: ctx.clock.now() }
  await ctx.tx
    .insertInto('paper_reading')
    .values({ paper_id: paperId, is_owner: isOwner, shows: json(shows), note, ...read })
    .execute()
}

/** What a call or a visit found. */
export interface NewCheck extends Pick<ClaimCheckTable, 'field' | 'kind' | 'note'> {
  readonly foundFen?: bigint | undefined
  readonly foundText?: string | undefined
  readonly says?: ClaimCheckTable['says'] | undefined
}

export async function insertCheckRow(ctx: WriteContext, check: Insertable<ClaimCheckTable>): Promise<void> {
  await ctx.tx.insertInto('claim_check').values(check).execute()
}

export function readChecksOf(reader: Reader, applicationId: string): Promise<Check[]> {
  return reader
    .selectFrom('claim_check as c')
    .leftJoin('staff_user as u', 'u.id', 'c.checked_by')
    .selectAll('c')
    .select(sql<string>`coalesce(u.name, c.checked_by)`.as('by'))
    .where('c.application_id', '=', applicationId)
    .orderBy('c.checked_at')
    .execute()
}
