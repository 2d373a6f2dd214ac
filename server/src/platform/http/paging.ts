import type { ListSpec } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { at } from '../clock.ts'
import type { Reader } from '../db.ts'

/** The query of a list as `packages/api` has checked it: sort and filters can only be those that were declared. */
export type CheckedQuery = {
  readonly q?: string | undefined
  readonly sort: string
  readonly page: number
  readonly pageSize: number
  readonly count: 'capped' | 'exact'
} & Readonly<Record<string, unknown>>

export interface ListSource<DB, TB extends keyof DB, Row> {
  /** Tables, joins, fixed conditions and what is selected. */
  readonly base: SelectQueryBuilder<DB, TB, Row>
  /** The SQL behind each sortable or filterable name: `{ status: sql.ref('loan.status') }`. Nothing else reaches SQL. */
  readonly columns: Readonly<Record<string, RawBuilder<unknown>>>
  /** What a name is sorted by, where that is not what it is filtered by: a place in an order. */
  readonly order?: Readonly<Record<string, RawBuilder<unknown>>>
  /** What `q` searches in, by containment. */
  readonly search?: readonly RawBuilder<unknown>[]
  /** Exact matches of `q` (an id, a blind index): any of them true. */
  readonly searchExact?: (q: string) => readonly RawBuilder<boolean>[]
  /** A unique column, so that pages do not overlap. */
  readonly tiebreak: RawBuilder<unknown>
}

export interface ListPage<Row> {
  readonly rows: Row[]
  readonly total: number
  readonly totalIsCapped: boolean
  readonly page: number
  readonly pageSize: number
}

const CAP = 1_000

/**
 * One page of a list. Counting stops at 1,000 unless `count=exact` was asked for, so that a list of millions opens as
 * fast as one of ten.
 *
 * @example const page = await listPage(ctx.db, loansApi.listLoans.list, query, { base, columns, tiebreak: sql.ref('loan.id') })
 */
export async function listPage<DB, TB extends keyof DB, Row>(
  reader: Reader,
  spec: ListSpec,
  query: CheckedQuery,
  source: ListSource<DB, TB, Row>,
): Promise<ListPage<Row>> {
  const conditions = [...filterConditions(spec, query, source.columns), ...searchConditions(query.q, source)]
  const filtered = conditions.reduce((builder, condition) => builder.where(condition as never), source.base)
  const [field = '', direction] = query.sort.split(':')
  const column = source.order?.[field] ?? columnOf(source.columns, field)
  const order =
    direction === 'desc'
      ? sql`${column} desc nulls last, ${source.tiebreak} desc`
      : sql`${column} asc nulls last, ${source.tiebreak} asc`
  const rows = await filtered
    .orderBy(order as never)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const total = await countRows(reader, filtered, query.count === 'exact')
  return {
    rows: rows as Row[],
    total: Math.min(total, query.count === 'exact' ? total : CAP),
    totalIsCapped: query.count !== 'exact' && total > CAP,
    page: query.page,
    pageSize: query.pageSize,
  }
}

async function countRows<DB, TB extends keyof DB, Row>(
  reader: Reader,
  filtered: SelectQueryBuilder<DB, TB, Row>,
  isExact: boolean,
): Promise<number> {
  const inner = filtered
    .clearSelect()
    .clearOrderBy()
    .select(sql`1`.as('one') as never)
  const limited = isExact ? inner : inner.limit(CAP + 1)
  const result = await sql<{ count: bigint }>`select count(*) as count from (${limited}) as counted`.execute(reader)
  return Number(result.rows[0]!.count)
}

function columnOf(columns: Readonly<Record<string, RawBuilder<unknown>>>, name: string): RawBuilder<unknown> {
  const column = columns[name]
  assert(column, 'a declared sort or filter has its column', { name })
  return column
}

function filterConditions(
  spec: ListSpec,
  query: CheckedQuery,
  columns: Readonly<Record<string, RawBuilder<unknown>>>,
): RawBuilder<boolean>[] {
  return Object.entries(spec.filters).flatMap(([name, filter]) => {
    const column = () => columnOf(columns, name)
    const [value, from, to] = [query[name], query[`${name}From`], query[`${name}To`]]
    switch (filter.kind) {
      case 'enum':
        return Array.isArray(value) && value.length > 0 ? [sql<boolean>`${column()} = any(${value}::text[])`] : []
      case 'text':
        return value ? [contains(column(), String(value))] : []
      case 'flag':
        return value === undefined ? [] : [sql<boolean>`${column()} = ${value}`]
      case 'dayRange':
        return dayConditions(
          spec.columns[name]?.type === 'instant',
          column,
          from as Day | undefined,
          to as Day | undefined,
        )
      default:
        return [
          ...(from === undefined ? [] : [sql<boolean>`${column()} >= ${from}::bigint`]),
          ...(to === undefined ? [] : [sql<boolean>`${column()} <= ${to}::bigint`]),
        ]
    }
  })
}

/** A day of an instant is a day of the lender's zone, compared as a range so that an index serves. */
function dayConditions(
  isInstant: boolean,
  column: () => RawBuilder<unknown>,
  from?: Day,
  to?: Day,
): RawBuilder<boolean>[] {
  if (!isInstant) {
    return [
      ...(from ? [sql<boolean>`${column()} >= ${from}::date`] : []),
      ...(to ? [sql<boolean>`${column()} <= ${to}::date`] : []),
    ]
  }
  return [
    ...(from ? [sql<boolean>`${column()} >= ${at(from, '00:00')}::timestamptz`] : []),
    ...(to ? [sql<boolean>`${column()} < ${at(addDays(to, 1), '00:00')}::timestamptz`] : []),
  ]
}

function searchConditions<DB, TB extends keyof DB, Row>(
  q: string | undefined,
  source: ListSource<DB, TB, Row>,
): RawBuilder<boolean>[] {
  if (!q) return []
  const any = [...(source.search ?? []).map((column) => contains(column, q)), ...(source.searchExact?.(q) ?? [])]
  return any.length === 0 ? [] : [sql<boolean>`(${sql.join(any, sql` or `)})`]
}

function contains(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  return sql<boolean>`${column} ilike ${pattern}`
}
