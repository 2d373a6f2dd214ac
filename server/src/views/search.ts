import { labelOf, type OutputOf, type systemApi } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { sql } from 'kysely'
import { customerIndexOf } from '../modules/customers/index.ts'
import type { ReadContext } from '../platform/context.ts'

type Hit = OutputOf<typeof systemApi.searchAll>['hits'][number]
const EACH = 8

/**
 * Finds what somebody types: a number or id whole, a mobile or card by its visible end, a product by its name. Only what
 * the reader may open comes back.
 */
export async function searchAll(ctx: ReadContext, text: string): Promise<{ hits: Hit[] }> {
  const may = (permission: Parameters<typeof ctx.actor.permissions.has>[0]) => ctx.actor.permissions.has(permission)
  const found = await Promise.all([
    may('customers.read') ? customers(ctx, text) : [],
    may('applications.read') ? applications(ctx, text) : [],
    may('contracts.read') ? contracts(ctx, text) : [],
    may('loans.read') ? loans(ctx, text) : [],
    may('products.read') ? products(ctx, text) : [],
  ])
  return { hits: found.flat() }
}

async function customers(ctx: ReadContext, text: string): Promise<Hit[]> {
  const exact = customerIndexOf(ctx.keys, text).map(({ column, index }) => sql<boolean>`${sql.ref(column)} = ${index}`)
  const ending = /^\d{4}$/.test(text) ? [sql<boolean>`right(mobile_masked, 4) = ${text}`] : []
  const rows = await ctx.db
    .selectFrom('customer')
    .select(['id', 'name_masked', 'mobile_masked', 'status'])
    .where(sql<boolean>`(${sql.join([sql<boolean>`id = ${text}`, ...exact, ...ending], sql` or `)})`)
    .limit(EACH)
    .execute()
  return rows.map((row) => ({
    kind: 'customer' as const,
    id: row.id,
    title: row.name_masked ?? row.mobile_masked,
    subtitle: joined(both(row.mobile_masked), labelOf('customerStatus', row.status)),
  }))
}

async function applications(ctx: ReadContext, text: string): Promise<Hit[]> {
  const rows = await ctx.db
    .selectFrom('application')
    .select(['id', 'status', 'requested_fen'])
    .where('id', '=', text)
    .limit(EACH)
    .execute()
  return rows.map((row) => ({
    kind: 'application' as const,
    id: row.id,
    title: row.id,
    subtitle: joined(both(`¥${formatYuan(row.requested_fen)}`), labelOf('applicationStatus', row.status)),
  }))
}

interface Numbered {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly principal_fen: bigint
}

async function contracts(ctx: ReadContext, text: string): Promise<Hit[]> {
  const { rows } = await sql<Numbered>`select id, number, status, principal_fen from contract
    where id = ${text} or number = ${text.toUpperCase()} limit ${EACH}`.execute(ctx.db)
  return rows.map((row) => numberedHit('contract', 'contractStatus', row))
}

async function loans(ctx: ReadContext, text: string): Promise<Hit[]> {
  const { rows } = await sql<Numbered>`select id, number, status, principal_fen from loan
    where id = ${text} or number = ${text.toUpperCase()} limit ${EACH}`.execute(ctx.db)
  return rows.map((row) => numberedHit('loan', 'loanStatus', row))
}

function numberedHit(kind: Hit['kind'], labels: string, { id, number, status, principal_fen }: Numbered): Hit {
  return { kind, id, title: number, subtitle: joined(both(`¥${formatYuan(principal_fen)}`), labelOf(labels, status)) }
}

async function products(ctx: ReadContext, text: string): Promise<Hit[]> {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  const rows = await ctx.db
    .selectFrom('product')
    .select(['id', 'code', 'name'])
    .where(sql<boolean>`code ilike ${pattern} or name->>'zh' ilike ${pattern} or name->>'en' ilike ${pattern}`)
    .limit(EACH)
    .execute()
  return rows.map((row) => ({ kind: 'product' as const, id: row.id, title: row.code, subtitle: row.name }))
}

function both(text: string): Localized {
  return { zh: text, en: text }
}

function joined(a: Localized, b: Localized): Localized {
  return { zh: `${a.zh} · ${b.zh}`, en: `${a.en} · ${b.en}` }
}
