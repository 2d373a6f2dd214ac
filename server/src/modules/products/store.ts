import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import { encodeTerms, type ProductTerms } from '@puhui/product'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { json } from '../../platform/db.ts'
import {
  hashOfTerms,
  type ProductKind,
  type ProductVersion,
  type SubMarket,
  type VersionRow,
  versionFrom,
} from './model.ts'

function versions(reader: Reader) {
  return reader
    .selectFrom('product_version as v')
    .innerJoin('product as p', 'p.id', 'v.product_id')
    .select([
      'v.id',
      'v.product_id',
      'v.version',
      'v.status',
      'v.terms',
      'v.terms_hash',
      'v.effective_on',
      'v.withdrawn_from',
      'v.author_id',
      'p.code',
      'p.kind',
      'p.name',
    ])
}

export async function readVersion(reader: Reader, id: string): Promise<ProductVersion | null> {
  const row = await versions(reader).where('v.id', '=', id).executeTakeFirst()
  return row ? versionFrom(row as VersionRow) : null
}

/** The version that new contracts of a day are made under: the last one released for that day or before, unless it is
 * withdrawn by then; the one it replaced does not come back. */
export async function readVersionInForce(reader: Reader, code: string, on: Day): Promise<ProductVersion | null> {
  const row = await versions(reader)
    .where('p.code', '=', code)
    .where('p.retired_at', 'is', null)
    .where('v.status', '=', 'released')
    .where('v.effective_on', '<=', on)
    .orderBy('v.effective_on', 'desc')
    .orderBy('v.version', 'desc')
    .executeTakeFirst()
  return row && isOffered(row, on) ? versionFrom(row as VersionRow) : null
}

function isOffered({ withdrawn_from }: { readonly withdrawn_from: Day | null }, on: Day): boolean {
  return withdrawn_from === null || withdrawn_from > on
}

/** One version per product that is on offer, by code. */
export async function readOffered(reader: Reader, on: Day): Promise<ProductVersion[]> {
  const rows = await versions(reader)
    .distinctOn('p.code')
    .where('p.retired_at', 'is', null)
    .where('v.status', '=', 'released')
    .where('v.effective_on', '<=', on)
    .orderBy('p.code')
    .orderBy('v.effective_on', 'desc')
    .orderBy('v.version', 'desc')
    .execute()
  return rows.filter((row) => isOffered(row, on)).map((row) => versionFrom(row as VersionRow))
}

/** The codes of all products, those first that were made first. */
export async function productsByAge(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('product').select('code').orderBy('created_at').orderBy('code').execute()
  return rows.map(({ code }) => code)
}

/** What products are called, by code. */
export async function productNames(reader: Reader, codes: readonly string[]): Promise<ReadonlyMap<string, Localized>> {
  if (codes.length === 0) return new Map()
  const rows = await reader.selectFrom('product').select(['code', 'name']).where('code', 'in', codes).execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}

export function readProduct(reader: Reader, id: string) {
  return reader.selectFrom('product').selectAll().where('id', '=', id).executeTakeFirst()
}

/** A version with the names of the people behind it. */
export async function readVersionRow(reader: Reader, id: string) {
  return versionRows(reader).where('v.id', '=', id).executeTakeFirst()
}

export async function readVersionsOf(reader: Reader, productId: string) {
  return versionRows(reader).where('v.product_id', '=', productId).orderBy('v.version', 'desc').execute()
}

function versionRows(reader: Reader) {
  return reader
    .selectFrom('product_version as v')
    .leftJoin('staff_user as author', 'author.id', 'v.author_id')
    .leftJoin('staff_user as approver', 'approver.id', 'v.approver_id')
    .selectAll('v')
    .select([
      sql<string>`coalesce(author.name, v.author_id)`.as('author_name'),
      sql<string | null>`coalesce(approver.name, v.approver_id)`.as('approver_name'),
    ])
}

export interface NewProduct {
  readonly id: string
  readonly code: string
  readonly kind: ProductKind
  readonly subMarket: SubMarket
  readonly name: Localized
  readonly createdAt: string
}

/** @returns false when the code is taken */
export async function insertProduct(
  tx: Tx,
  { id, code, kind, subMarket, name, createdAt }: NewProduct,
): Promise<boolean> {
  const result = await tx
    .insertInto('product')
    .values({
      id,
      code,
      kind,
      sub_market: subMarket,
      name: json(name),
      current_version_id: null,
      created_at: createdAt,
      retired_at: null,
      retired_why: null,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface NewVersion {
  readonly id: string
  readonly productId: string
  readonly terms: ProductTerms
  readonly authorId: string
  readonly createdAt: string
}

/** Numbers follow on; only one draft of a product can be open, which the database sees to. */
export async function insertDraft(tx: Tx, { id, productId, terms, authorId, createdAt }: NewVersion): Promise<boolean> {
  const result = await tx
    .insertInto('product_version')
    .values({
      id,
      product_id: productId,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from product_version where product_id = ${productId})`,
      terms: json(encodeTerms(terms)),
      terms_hash: hashOfTerms(terms),
      author_id: authorId,
      approval_id: null,
      approver_id: null,
      effective_on: null,
      note: null,
      created_at: createdAt,
      submitted_at: null,
      decided_at: null,
    })
    // Literals, not parameters: a plan made for all parameters could not match the partial index.
    .onConflict((conflict) =>
      conflict.column('product_id').where(sql<boolean>`status in ('draft', 'submitted')`).doNothing(),
    )
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** @returns false when it is no draft any more or has changed since `baseHash` */
export async function updateDraft(tx: Tx, id: string, baseHash: string, terms: ProductTerms, authorId: string) {
  const { numUpdatedRows } = await tx
    .updateTable('product_version')
    .set({ terms: json(encodeTerms(terms)), terms_hash: hashOfTerms(terms), author_id: authorId })
    .where('id', '=', id)
    .where('status', '=', 'draft')
    .where('terms_hash', '=', baseHash)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateToSubmitted(
  tx: Tx,
  id: string,
  set: { readonly effectiveOn: Day; readonly note: string; readonly approvalId: string; readonly at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('product_version')
    .set({
      status: 'submitted',
      effective_on: set.effectiveOn,
      note: set.note,
      approval_id: set.approvalId,
      submitted_at: set.at,
    })
    .where('id', '=', id)
    .where('status', '=', 'draft')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateToDecided(
  tx: Tx,
  id: string,
  set: { readonly status: 'released' | 'rejected'; readonly approverId: string; readonly at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('product_version')
    .set({ status: set.status, approver_id: set.approverId, decided_at: set.at })
    .where('id', '=', id)
    .where('status', '=', 'submitted')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateCurrent(tx: Tx, productId: string, versionId: string, name: Localized): Promise<void> {
  await tx
    .updateTable('product')
    .set({ current_version_id: versionId, name: json(name) })
    .where('id', '=', productId)
    .execute()
}

/** Withdraws a released version from a day on, or keeps it; `today` guards what has taken effect. */
export async function updateWithdrawn(
  tx: Tx,
  id: string,
  set: {
    readonly from: Day | null
    readonly why: string
    readonly by: string
    readonly approvedBy: string
    readonly today: Day
  },
): Promise<boolean> {
  const { from, why, by, approvedBy, today } = set
  const { numUpdatedRows } = await tx
    .updateTable('product_version')
    .set(
      from === null
        ? { withdrawn_from: null, withdrawn_why: null, withdrawn_by: null, withdrawn_approved_by: null }
        : { withdrawn_from: from, withdrawn_why: why, withdrawn_by: by, withdrawn_approved_by: approvedBy },
    )
    .where('id', '=', id)
    .where('status', '=', 'released')
    .where((eb) => eb.or([eb('withdrawn_from', 'is', null), eb('withdrawn_from', '>', today)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateRetired(tx: Tx, productId: string, why: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('product')
    .set({ retired_at: at, retired_why: why })
    .where('id', '=', productId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
