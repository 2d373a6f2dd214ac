import type { Localized } from '@puhui/kernel'
import { z } from 'zod'
import { type FilterSpec, type ListColumns, type ListQuery, listAnswer, listQuery } from './list.ts'
import type { Operation } from './operation.ts'

const nothing = z.undefined()
type Nothing = typeof nothing

type Declared<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType> = Pick<
  Operation<P, Q, B, O>,
  'id' | 'path' | 'summary' | 'permission' | 'output'
> &
  Partial<Pick<Operation<P, Q, B, O>, 'params' | 'query' | 'body' | 'refusals' | 'answers' | 'takes' | 'bodyBytesMax'>>

/** Declares a read: GET, no journal, no key. */
export function read<O extends z.ZodType, P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing>(
  declared: Declared<P, Q, Nothing, O>,
): Operation<P, Q, Nothing, O> {
  return {
    refusals: [],
    params: nothing as unknown as P,
    query: nothing as unknown as Q,
    ...declared,
    body: nothing,
    method: 'GET',
    idempotency: 'none',
    audit: 'none',
  }
}

/** Declares a write. It is journalled unless it says otherwise, and needs an idempotency key unless it is natural. */
export function write<
  O extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  declared: Declared<P, Q, B, O> & {
    readonly method?: 'POST' | 'PUT' | 'DELETE'
    readonly idempotency: 'natural' | 'key'
    readonly audit?: 'none' | 'journal'
  },
): Operation<P, Q, B, O> {
  return {
    method: 'POST',
    audit: 'journal',
    refusals: [],
    params: nothing as unknown as P,
    query: nothing as unknown as Q,
    body: nothing as unknown as B,
    ...declared,
  }
}

/** Declares a list: its columns and filters are data, so that the table, the query and the CSV come from one place. */
export function list<
  R extends z.ZodObject,
  const F extends Readonly<Record<string, FilterSpec>>,
  P extends z.ZodType = Nothing,
>(declared: {
  readonly id: string
  readonly path: string
  readonly summary: Localized
  readonly permission: Operation['permission']
  readonly params?: P
  readonly row: R
  readonly columns: ListColumns<z.output<R>>
  readonly filters: F
  readonly defaultSort: string
}) {
  const { row, columns, filters, defaultSort, ...rest } = declared
  const query: z.ZodType<ListQuery<F>> = listQuery(filters, columns, defaultSort)
  return {
    ...read({ ...rest, query, output: listAnswer(row) }),
    list: { columns, filters, defaultSort },
  }
}
