import { type OutputOf, productsApi, type QueryOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { encodeTerms } from '@puhui/product'
import { sql } from 'kysely'
import {
  productWithdrawalAsked,
  readProduct,
  readVersionsOf,
  summaryShown,
  termsFrom,
} from '../modules/products/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { listPage } from '../platform/http/paging.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type List = OutputOf<typeof productsApi.listProducts>
type File = OutputOf<typeof productsApi.getProduct>

/** Products by the version in force (or, before there is one, the newest), with the loans made under them. */
export async function productList(ctx: ReadContext, query: QueryOf<typeof productsApi.listProducts>): Promise<List> {
  const on = await businessDate(ctx.db)
  const shown = sql<{
    id: string
    code: string
    name: File['name']
    kind: 'instalment' | 'cash'
    sub_market: string
    version: number
    status: string
    min_fen: bigint
    max_fen: bigint
    rate_min: bigint
    rate_max: bigint
    effective_on: Day | null
    loans: bigint
    outstanding_fen: bigint
  }>`(
    select p.id, p.code, p.name, p.kind, p.sub_market, v.version, case when p.retired_at is null and (v.withdrawn_from is null or v.withdrawn_from > ${on}::date) then v.status
        else 'retired' end as status,
      (v.terms#>>'{amountFen,min}')::bigint as min_fen, (v.terms#>>'{amountFen,max}')::bigint as max_fen,
      (select min((price->>'annualRatePpm')::bigint) from jsonb_array_elements(v.terms->'prices') as price) as rate_min,
      (select max((price->>'annualRatePpm')::bigint) from jsonb_array_elements(v.terms->'prices') as price) as rate_max,
      v.effective_on, coalesce(l.loans, 0) as loans, coalesce(l.outstanding_fen, 0)::bigint as outstanding_fen
    from product p
    join lateral (
      select * from product_version v where v.product_id = p.id
      order by (v.status = 'released' and v.effective_on <= ${on}::date) desc, v.effective_on desc nulls last, v.version desc
      limit 1
    ) v on true
    left join (
      select product_code, count(*) as loans, sum(outstanding_fen) as outstanding_fen from loan group by product_code
    ) l on l.product_code = p.code
  )`
  const page = await listPage(ctx.db, productsApi.listProducts.list, query, {
    base: ctx.db.selectFrom(shown.as('s')).selectAll('s'),
    columns: {
      code: sql.ref('s.code'),
      kind: sql.ref('s.kind'),
      subMarket: sql.ref('s.sub_market'),
      status: sql.ref('s.status'),
      amountMaxFen: sql.ref('s.max_fen'),
      effectiveOn: sql.ref('s.effective_on'),
      loans: sql.ref('s.loans'),
      outstandingFen: sql.ref('s.outstanding_fen'),
    },
    search: [sql.ref('s.code'), sql`s.name->>'zh'`, sql`s.name->>'en'`],
    tiebreak: sql.ref('s.id'),
  })
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      kind: row.kind as never,
      subMarket: row.sub_market as never,
      version: row.version,
      status: row.status as never,
      amountMinFen: String(row.min_fen),
      amountMaxFen: String(row.max_fen),
      annualRateMinPpm: Number(row.rate_min),
      annualRateMaxPpm: Number(row.rate_max),
      effectiveOn: row.effective_on,
      loans: Number(row.loans),
      outstandingFen: String(row.outstanding_fen),
    })),
  }
}

/** A product with all its versions; a released version that another has replaced is shown as retired. */
export async function productFile(ctx: ReadContext, productId: string): Promise<File> {
  const product = await readProduct(ctx.db, productId)
  if (!product) throw new RefusalError({ code: 'products.not_found' })
  const on = await businessDate(ctx.db)
  const rows = await readVersionsOf(ctx.db, productId)
  const counts = await loansByVersion(ctx, product.code)
  const inForce = rows
    .filter((row) => row.status === 'released' && row.effective_on !== null && row.effective_on <= on)
    .sort((a, b) =>
      a.effective_on! < b.effective_on! ? 1 : a.effective_on! > b.effective_on! ? -1 : b.version - a.version,
    )
  const isGone = (row: (typeof rows)[number]) => row.withdrawn_from !== null && row.withdrawn_from <= on
  const last = product.retired_at === null ? inForce[0] : undefined
  const current = last && !isGone(last) ? last : undefined
  return {
    id: product.id,
    code: product.code,
    name: product.name,
    kind: product.kind as never,
    subMarket: product.sub_market as never,
    currentVersion: current?.version ?? null,
    withdrawal: await productWithdrawalAsked(ctx, productId),
    versions: rows.map((row) => {
      const terms = termsFrom(row.terms)
      const isReplaced = row.status === 'released' && inForce.includes(row) && row !== current
      return {
        id: row.id,
        productId,
        version: row.version,
        status: (isReplaced ? 'retired' : row.status) as never,
        terms: encodeTerms(terms) as Record<string, unknown>,
        termsHash: row.terms_hash,
        summary: summaryShown(terms),
        author: row.author_name,
        authorId: row.author_id,
        approver: row.approver_name,
        approvalId: row.approval_id,
        effectiveOn: row.effective_on,
        withdrawnFrom: row.withdrawn_from,
        withdrawnWhy: row.withdrawn_why,
        createdAt: row.created_at,
        loans: counts.get(row.version) ?? 0,
      }
    }),
  }
}

async function loansByVersion(ctx: ReadContext, code: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ product_version: number; loans: bigint }>`
    select product_version, count(*) as loans from loan where product_code = ${code} group by product_version`.execute(
    ctx.db,
  )
  return new Map(rows.map(({ product_version, loans }) => [product_version, Number(loans)]))
}
